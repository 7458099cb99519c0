using System.Net;
using System.Text.RegularExpressions;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Security.SignIn;
using Leineweber.Foundation.Tenancy;
using Leineweber.Organisation;
using Leineweber.Tests.Organisation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Tests.Operation;

/// <summary>A real city from nothing: its plan, its first member of staff, and all the others by that one.</summary>
public sealed partial class FirstPersonTests(City city) : IClassFixture<City>
{
    private const string Host = "echtstadt.localhost";
    private const string Password = "Kaffee und Kuchen um vier";

    [Fact]
    public async Task The_first_person_of_a_real_city_is_let_in_by_the_operator_and_lets_in_the_others()
    {
        await NewCity("echtstadt", Host);
        var early = await Run("personal", "add", "erna.erste", "--vorname", "Erna", "--nachname", "Erste", "--email", "erna@echtstadt.example", "--einheit", "10");
        Assert.Equal(1, early.Status);
        Assert.Contains("Organisationsplan ist noch leer", early.Error, StringComparison.Ordinal);

        var plan = Path.Combine(Repository.Root, "demo", "webershausen", "organisation.yaml");
        Assert.Contains("4 Einheiten neu", (await Run("import", "organisation", plan)).Output, StringComparison.Ordinal);
        Assert.Contains("0 Einheiten neu, 0 geändert", (await Run("import", "organisation", plan)).Output, StringComparison.Ordinal);

        var added = await Run("personal", "add", "erna.erste", "--vorname", "Erna", "--nachname", "Erste", "--email", "erna@echtstadt.example", "--einheit", "10", "--rolle", "verwaltung@alle", "--rolle", "betrieb");
        Assert.Equal((0, ""), (added.Status, added.Error));
        var link = Link().Match(added.Output).Value;
        Assert.StartsWith("https://echtstadt.example/amt/einladung/", link, StringComparison.Ordinal);
        Assert.Empty(city.Mails(Echtstadt));
        Assert.False(await city.Read(db => db.Set<Einmalschluessel>().AnyAsync(key => link.EndsWith(key.Hash)), Echtstadt));
        Assert.Contains("erna.erste\tErna Erste\t10\tverwaltung@G, betrieb@10\teingeladen", (await Run("personal", "list")).Output, StringComparison.Ordinal);

        // The command line reads the machine's clock, the city under test its own, and another test may have moved that.
        await city.Write(w => w.Db.Set<Einmalschluessel>().ExecuteUpdateAsync(key => key.SetProperty(k => k.ExpiresAt, w.Now.AddDays(7))), Echtstadt);

        // Both or nothing: a wrong code keeps neither password nor invitation from being used again.
        var erna = city.Visitor(Host);
        var page = await erna.Open(new Uri(link).AbsolutePath);
        var secret = page.Text("details code").Replace(" ", "", StringComparison.Ordinal);
        page = await page.Submit("Zugang einrichten", new { Kennwort = "kurz", Code = city.Code(secret) });
        Assert.Contains("mindestens 12 Zeichen", page.Errors);
        page = await page.Submit("Zugang einrichten", new { Kennwort = Password, Code = "000000" });
        Assert.Contains("Dieser Code stimmt nicht", page.Errors);
        Assert.Contains("stimmen nicht", (await Staff.SignIn(city.Visitor(Host), "erna.erste", Password)).Errors);
        Assert.Equal(secret, page.Text("details code").Replace(" ", "", StringComparison.Ordinal));
        page = await page.Submit("Zugang einrichten", new { Kennwort = Password, Code = city.Code(secret) });
        Assert.Equal("Ihr Zugang ist eingerichtet", page.Heading);
        Assert.Equal(ZweiterFaktor.RecoveryCodes, page.Document.QuerySelectorAll("ul.lw-codes code").Length);
        Assert.Equal(HttpStatusCode.NotFound, (await erna.Open(new Uri(link).AbsolutePath)).Status);
        Assert.Contains("\taktiv", (await Run("personal", "list")).Output, StringComparison.Ordinal);

        // She lets the next one in through the pages; the mail carries the link.
        page = await (await erna.Open("/amt/verwaltung/personal/neu")).Submit("Person anlegen",
            new { Vorname = "Zoe", Nachname = "Zweite", Anmeldename = "zoe.zweite", Email = "zoe@echtstadt.example", Einheit = "30" });
        Assert.Equal("Zoe Zweite", page.Heading);
        await city.Drain(Echtstadt);
        Assert.Matches("https://echtstadt.example/amt/einladung/[0-9a-f]{64}", Assert.Single(city.Mails(Echtstadt)));

        // Signed in anew it takes password and code; the demonstration's shortcuts are not there.
        city.Clock.Advance(TimeSpan.FromMinutes(1));
        page = await Staff.SignIn(city.Visitor(Host), "erna.erste", Password);
        Assert.DoesNotContain("Vorführung", page.Words);
        Assert.Equal("/amt", (await page.Submit("Anmelden", new { Code = city.Code(secret) })).Address.AbsolutePath);

        var locked = await Run("personal", "lock", "erna.erste");
        Assert.Equal(0, locked.Status);
        Assert.Equal("/amt/anmelden", (await erna.Open("/amt/profil")).Address.AbsolutePath);
        Assert.Contains("\tbeendet", (await Run("personal", "list")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_invitation_counts_seven_days_and_a_newer_one_ends_it()
    {
        var first = Link().Match((await Webershausen("personal", "invite", "olga.ordner")).Output).Value;
        var second = Link().Match((await Webershausen("personal", "invite", "olga.ordner")).Output).Value;
        var visitor = city.Visitor("webershausen.localhost");
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Open(new Uri(first).AbsolutePath)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await city.Visitor().Open(new Uri(second).AbsolutePath)).Status);
        Assert.Equal(HttpStatusCode.OK, (await visitor.Open(new Uri(second).AbsolutePath)).Status);
        // The command line reads the machine's clock, the city under test its own; the key's own end is what counts.
        await city.Write(w => w.Db.Set<Einmalschluessel>().ExecuteUpdateAsync(key => key.SetProperty(k => k.ExpiresAt, w.Now.AddDays(7))), city.Webershausen);
        city.Clock.Advance(TimeSpan.FromDays(7) - TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.OK, (await visitor.Open(new Uri(second).AbsolutePath)).Status);
        city.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Open(new Uri(second).AbsolutePath)).Status);
    }

    [Fact]
    public async Task Roles_are_given_and_taken_and_what_cannot_be_is_said()
    {
        Assert.Equal(0, (await Webershausen("personal", "role", "olga.ordner", "--geben", "formularautor@30")).Status);
        Assert.Contains("formularautor@30", (await Webershausen("personal", "list")).Output, StringComparison.Ordinal);
        Assert.Contains("hat die Person dort schon", (await Webershausen("personal", "role", "olga.ordner", "--geben", "formularautor@30")).Error, StringComparison.Ordinal);
        Assert.Equal(0, (await Webershausen("personal", "role", "olga.ordner", "--nehmen", "formularautor@30")).Status);
        Assert.DoesNotContain("formularautor@30", (await Webershausen("personal", "list")).Output, StringComparison.Ordinal);
        Assert.Contains("gibt es nicht. Rollen: sachbearbeitung", (await Webershausen("personal", "role", "olga.ordner", "--geben", "kaiser")).Error, StringComparison.Ordinal);
        Assert.Contains("Einheit '999' gibt es nicht", (await Webershausen("personal", "role", "olga.ordner", "--geben", "leitung@999")).Error, StringComparison.Ordinal);
        Assert.Contains("gibt es nicht", (await Webershausen("personal", "lock", "niemand.hier")).Error, StringComparison.Ordinal);
        Assert.Contains("gibt es schon", (await Webershausen("personal", "add", "olga.ordner", "--vorname", "O", "--nachname", "O", "--email", "o@o.example", "--einheit", "10")).Error, StringComparison.Ordinal);
        Assert.Contains("mit --tenant", (await Cli.Run(Installation, "personal", "list")).Error, StringComparison.Ordinal);
        Assert.Contains("'nirgends' gibt es nicht", (await Cli.Run(Installation, "personal", "list", "--tenant", "nirgends")).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("- name: Ohne Nummer", "keine Nummer")]
    [InlineData("- {nummer: \"1\", name: A}\n- {nummer: \"1\", name: B}", "mehr als einmal")]
    [InlineData("- {nummer: \"1\", name: A, ueber: \"2\"}\n- {nummer: \"2\", name: B, ueber: \"1\"}", "im Kreis")]
    [InlineData("- {nummer: \"1\", name: A, ueber: \"77\"}", "77")]
    [InlineData("- {nummer: \"1\", name: A, oeffnungszeiten: [{tag: freitag, von: \"8\", bis: \"9\"}]}", "Öffnungszeiten")]
    [InlineData("nur Text", "Liste")]
    [InlineData("- [\n", "nicht lesen")]
    public async Task A_plan_that_cannot_be_changes_nothing(string yaml, string why)
    {
        var file = Path.Combine(city.DataFolder, $"plan-{Guid.CreateVersion7()}.yaml");
        await File.WriteAllTextAsync(file, "- {nummer: \"NEU\", name: Neue Stelle}\n" + yaml, TestContext.Current.CancellationToken);
        if (yaml is "nur Text" or "- [\n")
        {
            await File.WriteAllTextAsync(file, yaml, TestContext.Current.CancellationToken);
        }

        var answer = await Webershausen("import", "organisation", file);
        Assert.Equal(1, answer.Status);
        Assert.Contains(why, answer.Error, StringComparison.Ordinal);
        Assert.Equal(4, await city.Read(db => db.Set<Organisationseinheit>().CountAsync(), city.Webershausen));
    }

    private Tenant Echtstadt => city.Services.GetRequiredService<Tenants>().All["echtstadt"];

    private Installation Installation => city.Services.GetRequiredService<Installation>();

    private async Task NewCity(string key, string host)
    {
        var added = await Cli.Run(Installation, "tenant", "add", key, "--name", "Echtstadt", "--host", host, "--adresse", $"https://{key}.example");
        Assert.Equal((0, ""), (added.Status, added.Error));
        Assert.Equal(HttpStatusCode.OK, (await city.Visitor(host).Open("/amt/anmelden")).Status);
    }

    private Task<CliAnswer> Run(params string[] arguments) => Cli.Run(Installation, [.. arguments, "--tenant", "echtstadt"]);

    private Task<CliAnswer> Webershausen(params string[] arguments) => Cli.Run(Installation, [.. arguments, "--tenant", "webershausen"]);

    [GeneratedRegex("http\\S+/amt/einladung/[0-9a-f]{64}")]
    private static partial Regex Link();
}
