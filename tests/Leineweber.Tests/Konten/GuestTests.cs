using System.Net;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Security;
using Leineweber.Konten;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Tests.Konten;

public sealed class GuestTests(City city) : IClassFixture<City>
{
    [Fact]
    public async Task A_page_for_everyone_signed_in_offers_to_go_on_without_an_account_and_comes_back()
    {
        var visitor = city.Visitor();
        var page = await visitor.Open("/postkorb");
        Assert.Equal("/konto/anmelden", page.Address.AbsolutePath);
        page = await page.Submit("Ohne Anmeldung weiter");
        Assert.Contains("persönlicher Link", page.Words);
        page = await page.Follow("Weiter");
        Assert.Equal("/postkorb", page.Address.AbsolutePath);
    }

    [Fact]
    public async Task The_private_link_opens_the_same_guest_elsewhere_after_a_press_of_a_button()
    {
        var (visitor, link) = await city.Guest();
        var mine = await GuestOf(visitor);
        var elsewhere = city.Visitor();
        var page = await elsewhere.Open(link);
        Assert.Null(await SubjectOf(elsewhere));
        await page.Submit("Meine Anträge öffnen");
        Assert.Equal(mine, await GuestOf(elsewhere));
    }

    [Theory]
    [InlineData("/gast/0000000000000000000000000000000000000000")]
    [InlineData("/gast/kurz")]
    [InlineData("/gast/' OR 1=1 --")]
    public async Task A_guessed_link_leads_nowhere(string address)
    {
        var page = await city.Visitor().Open(address);
        Assert.Equal(HttpStatusCode.NotFound, page.Status);
        Assert.Contains("führt zu nichts mehr", page.Heading);
    }

    [Fact]
    public async Task The_neighbour_does_not_know_the_link()
    {
        var (_, link) = await city.Guest();
        var page = await city.Visitor("webershausen.localhost").Open(new Uri(link).AbsolutePath);
        Assert.Equal(HttpStatusCode.NotFound, page.Status);
    }

    [Fact]
    public async Task The_database_holds_no_secret_that_opens_anything()
    {
        var (visitor, link) = await city.Guest();
        var secret = link[(link.LastIndexOf('/') + 1)..];
        var session = visitor.Cookies.GetCookies(new Uri("http://127.0.0.1/"))["lw-konto"]!.Value;
        var bytes = await Task.WhenAll(Directory.GetFiles(city.DataFolder, "leineweber.db*", SearchOption.AllDirectories).Select(async file => System.Text.Encoding.Latin1.GetString(await ReadShared(file))));
        Assert.All(bytes, text => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
        Assert.All(bytes, text => Assert.DoesNotContain(session, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_link_can_be_mailed_and_the_mail_tells_nothing_but_the_link()
    {
        var visitor = city.Visitor();
        var page = await (await visitor.Open("/konto/gast?weiter=/konto")).Submit("Ohne Anmeldung weiter");
        page = await page.Submit("Link schicken und weiter", new { Email = "kein@@mail" });
        Assert.Contains("name@beispiel.de", page.Errors);
        page = await page.Submit("Link schicken und weiter", new { Email = "gast@beispiel.example" });
        Assert.Equal("/konto", page.Address.AbsolutePath);
        await city.Drain();
        var mail = city.Mails().Last(text => text.StartsWith("To: gast@beispiel.example", StringComparison.Ordinal));
        var link = mail.Split('\n').Single(line => line.Contains("/gast/", StringComparison.Ordinal)).Trim();
        page = await (await city.Visitor().Open(link)).Submit("Meine Anträge öffnen");
        Assert.NotEqual("/konto/anmelden", page.Address.AbsolutePath);
    }

    [Fact]
    public async Task What_a_guest_began_comes_along_into_the_account_and_the_link_ends()
    {
        var (visitor, link) = await city.Guest();
        var guest = await GuestOf(visitor);
        var page = await Citizens.SignIn(visitor, "tarik.testmann@buerger.demo.example", Leineweber.Organisation.Demo.Kennwort, "/konto/daten");
        Assert.StartsWith("/konto/uebernehmen/", page.Address.AbsolutePath, StringComparison.Ordinal);
        page = await page.Submit("Ja, übernehmen");
        Assert.Equal("/konto/daten", page.Address.AbsolutePath);
        var account = await city.AccountOf("tarik.testmann@buerger.demo.example");
        Assert.Equal(account.Id, await city.Read(db => db.Set<Nutzerkonto>().Where(k => k.Id == guest).Select(k => k.MergedIntoId).SingleAsync()));
        Assert.Equal(account.Id, (await city.Inside(services => services.GetRequiredService<Nutzerkonten>().Find(guest!.Value)))!.Id);
        Assert.Equal(HttpStatusCode.NotFound, (await city.Visitor().Open(link)).Status);
    }

    [Fact]
    public async Task A_guest_can_be_taken_over_later_with_the_link_but_only_once()
    {
        var (_, link) = await city.Guest();
        var first = await city.Citizen("Sam Sample");
        var second = await city.Citizen("Erika Erfunden");
        var page = await second.Open(link);
        await (await first.Open(link)).Submit("In mein Konto übernehmen");
        page = await page.Submit("In mein Konto übernehmen");
        Assert.Equal(HttpStatusCode.NotFound, page.Status);
        Assert.Equal(0, await city.Read(async db =>
        {
            var erika = await db.Set<Nutzerkonto>().SingleAsync(k => k.Email == "erika.erfunden@buerger.demo.example");
            return await db.Set<Nutzerkonto>().CountAsync(k => k.MergedIntoId == erika.Id);
        }));
    }

    private async Task<Guid?> GuestOf(Visitor visitor) => await SubjectOf(visitor) is { } id && Guid.Parse(id) is var guid
        && await city.Read(db => db.Set<Nutzerkonto>().AnyAsync(k => k.Id == guid && k.Kind == Kontoart.Gast)) ? guid : null;

    private async Task<string?> SubjectOf(Visitor visitor)
    {
        if (visitor.Cookies.GetCookies(new Uri("http://127.0.0.1/"))["lw-konto"]?.Value is not { } token)
        {
            return null;
        }

        var hash = Leineweber.Foundation.Security.SignIn.Einmalschluessel.HashOf(token);
        return await city.Read(db => db.Set<Sitzung>().Where(s => s.TokenHash == hash).Select(s => s.SubjectId).SingleOrDefaultAsync());
    }

    private static async Task<byte[]> ReadShared(string file)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy);
        return copy.ToArray();
    }
}
