using System.Net;
using System.Web;
using AngleSharp.Dom;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Security;
using Leineweber.Konten;
using Leineweber.Organisation;
using Leineweber.Tests.Organisation;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Tests.Konten;

/// <summary>Before something that opens or closes a way in, or takes data away, people show again who they are: once, good for ten minutes.</summary>
public sealed class ConfirmTests(OidcCity fixture) : IClassFixture<OidcCity>
{
    private City City => fixture.City;

    [Theory]
    [InlineData("/konto/email")]
    [InlineData("/konto/sicherheit/passkeys")]
    [InlineData("/konto/sicherheit/zweiter-faktor")]
    [InlineData("/konto/loeschen")]
    public async Task Ten_minutes_after_the_sign_in_a_citizen_is_asked_again_and_then_not_for_ten_minutes(string address)
    {
        var email = $"frage{address.Replace("/", "-", StringComparison.Ordinal)}@beispiel.example";
        var visitor = await City.Register(email);
        City.Clock.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal(address, (await visitor.Open(address)).Address.AbsolutePath);
        City.Clock.Advance(TimeSpan.FromMinutes(2));
        var page = await visitor.Open(address);
        Assert.Equal(("/konto/sind-sie-es", "Sind Sie es?"), (page.Address.AbsolutePath, page.Heading));
        page = await page.Submit("Weiter", new { Kennwort = "falsch falsch falsch" });
        Assert.Equal(HttpStatusCode.Conflict, page.Status);
        Assert.Contains("nicht Ihr jetziges Kennwort", page.Errors);
        Assert.Equal("/konto/sind-sie-es", (await visitor.Open(address)).Address.AbsolutePath);

        var before = Token(visitor);
        page = await page.Submit("Weiter", new { Kennwort = Citizens.Password });
        Assert.Equal(address, page.Address.AbsolutePath);
        Assert.NotEqual(before, Token(visitor));
        City.Clock.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal("/konto/email", (await visitor.Open("/konto/email")).Address.AbsolutePath);
        City.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("/konto/sind-sie-es", (await visitor.Open("/konto/email")).Address.AbsolutePath);
    }

    [Fact]
    public async Task What_was_sent_too_late_is_sent_after_the_answer()
    {
        var visitor = await City.Register("spaet@beispiel.example");
        var form = await visitor.Open("/konto/email");
        City.Clock.Advance(TimeSpan.FromMinutes(11));
        var page = await form.Submit("Link schicken", new { Email = "neu-spaet@beispiel.example" });
        Assert.Equal("/konto/sind-sie-es", page.Address.AbsolutePath);
        page = await page.Submit("Weiter", new { Kennwort = Citizens.Password });
        Assert.Equal("Willkommen zurück", page.Heading);
        page = await page.Submit("Weiter");
        Assert.Contains("Wir haben einen Link an neu-spaet@beispiel.example geschickt", page.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reading_what_is_kept_needs_no_question_taking_it_along_does()
    {
        var visitor = await City.Register("auskunft@beispiel.example");
        City.Clock.Advance(TimeSpan.FromMinutes(11));
        var page = await visitor.Open("/konto/auskunft");
        Assert.Equal("/konto/auskunft", page.Address.AbsolutePath);
        Assert.Equal("/konto/sind-sie-es", (await page.Submit("Als Datei herunterladen")).Address.AbsolutePath);
    }

    [Fact]
    public async Task A_stolen_session_that_is_older_cannot_throw_its_owner_out()
    {
        var owner = await City.Register("hinaus@beispiel.example");
        City.Clock.Advance(TimeSpan.FromMinutes(11));
        var page = await (await owner.Open("/konto/sicherheit/anmeldungen")).Submit("An allen Geräten abmelden");
        Assert.Equal("/konto/sind-sie-es", page.Address.AbsolutePath);
        page = await (await page.Submit("Weiter", new { Kennwort = Citizens.Password })).Submit("Weiter");
        Assert.Equal("/konto/anmelden", page.Address.AbsolutePath);
        Assert.Equal("/konto/anmelden", (await owner.Open("/konto")).Address.AbsolutePath);
    }

    [Fact]
    public async Task With_a_second_factor_its_code_is_asked_too()
    {
        var visitor = await City.Register("beides@beispiel.example");
        var (secret, _) = await City.SetUpFactor(visitor, "/konto/sicherheit/zweiter-faktor");
        City.Clock.Advance(TimeSpan.FromMinutes(11));
        var page = await visitor.Open("/konto/email");
        page = await page.Submit("Weiter", new { Kennwort = Citizens.Password });
        Assert.Contains("Code stimmt nicht", page.Errors);
        page = await page.Submit("Weiter", new { Kennwort = Citizens.Password, Code = City.Code(secret) });
        Assert.Equal("/konto/email", page.Address.AbsolutePath);
        page = await (await visitor.Open("/konto/sicherheit/zweiter-faktor")).Submit("Zweiten Faktor entfernen");
        Assert.Contains("Der zweite Faktor ist entfernt.", page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_guest_has_nothing_to_show_and_is_not_asked()
    {
        var (guest, _) = await City.Guest();
        City.Clock.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal("/konto/loeschen", (await guest.Open("/konto/loeschen")).Address.AbsolutePath);
    }

    [Theory]
    [InlineData("/amt/profil/passkeys")]
    [InlineData("/amt/profil/zweiter-faktor")]
    public async Task Staff_are_asked_too(string address)
    {
        var visitor = await City.Signed("anton.auskunft");
        City.Clock.Advance(TimeSpan.FromMinutes(11));
        var page = await visitor.Open(address);
        Assert.Equal("/amt/sind-sie-es", page.Address.AbsolutePath);
        page = await page.Submit("Weiter", new { Kennwort = Demo.Kennwort });
        Assert.Equal(address, page.Address.AbsolutePath);
    }

    [Fact]
    public async Task Answering_does_not_lengthen_the_session()
    {
        var visitor = await City.Register("laenge@beispiel.example");
        var id = (await City.AccountOf("laenge@beispiel.example")).Id.ToString();
        var before = await City.Read(db => db.Set<Sitzung>().SingleAsync(row => row.SubjectId == id));
        City.Clock.Advance(TimeSpan.FromMinutes(50));
        await (await visitor.Open("/konto/email")).Submit("Weiter", new { Kennwort = Citizens.Password });
        var after = await City.Read(db => db.Set<Sitzung>().SingleAsync(row => row.SubjectId == id));
        Assert.Equal((before.CreatedAt, before.ExpiresAt, before.Level), (after.CreatedAt, after.ExpiresAt, after.Level));
        Assert.NotEqual(before.TokenHash, after.TokenHash);
    }

    [Fact]
    public async Task A_link_to_a_provider_is_made_and_cut_only_by_someone_who_was_just_asked()
    {
        As("spaet-verbunden");
        var visitor = await City.Register("verbinden@beispiel.example");
        City.Clock.Advance(TimeSpan.FromMinutes(11));
        var page = await (await visitor.Open("/konto/sicherheit")).Submit("Mit Probeausweis verbinden");
        Assert.Equal("/konto/sind-sie-es", page.Address.AbsolutePath);
        await page.Submit("Weiter", new { Kennwort = Citizens.Password });
        page = await visitor.Open(await Out(visitor, await visitor.Open("/konto/sicherheit")));
        Assert.Contains("Verbunden mit Probeausweis", page.Body, StringComparison.Ordinal);
        City.Clock.Advance(TimeSpan.FromMinutes(11));
        page = await page.Submit("Verbindung mit Probeausweis trennen");
        Assert.Equal("/konto/sind-sie-es", page.Address.AbsolutePath);
        Assert.True(await City.Read(db => db.Set<Identitaet>().AnyAsync(i => i.SubjectKey.EndsWith(" spaet-verbunden"))));
    }

    [Theory]
    [InlineData(0L, true)]
    [InlineData(-3600L, false)]
    [InlineData(null, false)]
    public async Task Whoever_signs_in_with_a_provider_does_so_anew_and_the_provider_must_say_so(long? signedInBefore, bool isBelieved)
    {
        var subject = $"erneut{signedInBefore}";
        As(subject);
        var visitor = City.Visitor();
        await visitor.Open(await Out(visitor, await visitor.Open("/konto/anmelden")));
        City.Clock.Advance(TimeSpan.FromMinutes(4));
        City.Clock.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal("/konto/sicherheit", (await visitor.Open("/konto/sicherheit")).Address.AbsolutePath);
        City.Clock.Advance(TimeSpan.FromMinutes(4));
        var page = await visitor.Open("/konto/email");
        Assert.Equal("/konto/sind-sie-es", page.Address.AbsolutePath);
        Assert.DoesNotContain("Kennwort", page.Words, StringComparison.Ordinal);
        fixture.Provider.Claims = claims =>
        {
            claims["sub"] = subject;
            if (signedInBefore is { } seconds)
            {
                claims["auth_time"] = City.Clock.GetUtcNow().ToUnixTimeSeconds() + seconds;
            }
        };
        page = await visitor.Open(await Out(visitor, page));
        Assert.Equal(isBelieved ? "/konto/email" : "/konto/anmelden", page.Address.AbsolutePath);
        Assert.Equal(isBelieved ? "/konto/email" : "/konto/sind-sie-es", (await visitor.Open("/konto/email")).Address.AbsolutePath);
    }

    private void As(string subject)
    {
        fixture.Provider.Honest();
        fixture.Provider.Claims = claims => claims["sub"] = subject;
    }

    private static string Token(Visitor visitor) => visitor.Cookies.GetCookies(new Uri("http://127.0.0.1/"))["lw-konto"]!.Value;

    /// <summary>Presses the provider's button; the address the provider sends the browser back to.</summary>
    private async Task<Uri> Out(Visitor visitor, Page page)
    {
        var form = page.Document.QuerySelectorAll("form").First(f => f.GetAttribute("action")?.Contains("/konto/oidc/ausweis", StringComparison.Ordinal) == true);
        var fields = form.QuerySelectorAll("input").Select(input => KeyValuePair.Create(input.GetAttribute("name")!, input.GetAttribute("value") ?? "")).ToList();
        var hop = await visitor.Send(HttpMethod.Post, new Uri(page.Address, form.GetAttribute("action")), new FormUrlEncodedContent(fields), follow: false);
        var onward = OidcTests.Onward(hop);
        var query = HttpUtility.ParseQueryString(onward.Query);
        var isAgain = fields.Any(field => field is { Key: "erneut", Value: "true" });
        Assert.Equal(isAgain ? ("login", "0") : (null, null), (query["prompt"], query["max_age"]));
        fixture.Provider.Nonce = query["nonce"]!;
        return new Uri($"http://127.0.0.1/konto/oidc/ausweis/rueckkehr?code=abc&state={query["state"]}&iss={Uri.EscapeDataString(FakeProvider.Issuer)}");
    }
}
