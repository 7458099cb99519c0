using System.Net;
using Leineweber.Foundation.Security;
using Leineweber.Organisation;
using Leineweber.Tests.Konten;
using Leineweber.Tests.Organisation;
using Microsoft.Extensions.Logging;

namespace Leineweber.Tests.Sicherheit;

/// <summary>The city with someone who reads along what it logs.</summary>
public sealed class LoggedCity : IAsyncLifetime
{
    public City City { get; } = new();

    public Mitschrift Log { get; } = new();

    public ValueTask InitializeAsync()
    {
        City.Configure = builder => builder.Logging.AddProvider(Log);
        return City.InitializeAsync();
    }

    public ValueTask DisposeAsync() => City.DisposeAsync();
}

/// <summary>Operators see who tries what; and see nothing of what people typed.</summary>
public sealed class SecurityLogTests(LoggedCity fixture) : IClassFixture<LoggedCity>
{
    private City City => fixture.City;

    [Fact]
    public async Task A_failed_sign_in_is_logged_with_whom_it_was_aimed_at_and_a_successful_one_too()
    {
        var id = await City.IdOf("wilma.webstuhl");
        var seen = Mark();
        await Staff.SignIn(City.Visitor(), "wilma.webstuhl", "ganz falsch geraten");
        await Staff.SignIn(City.Visitor(), "gibt.es.nicht", "ganz falsch geraten");
        await Staff.SignIn(City.Visitor(), "wilma.webstuhl", Demo.Kennwort);
        Assert.Equal(
            [("anmeldung.misslungen", "Bedienstete, Kennwort", $"bedienstete:{id}", LogLevel.Warning), ("anmeldung.misslungen", "Bedienstete, Kennwort", "-", LogLevel.Warning), ("sitzung.begonnen", "Niveau 2", $"bedienstete:{id}", LogLevel.Information)],
            Events(seen).Select(entry => (entry.Fields["Ereignis"], entry.Fields["Grund"], entry.Fields["Wer"], entry.Level)));
    }

    [Fact]
    public async Task Guessing_until_it_is_slowed_down_is_logged()
    {
        var seen = Mark();
        for (var i = 0; i < 7; i++)
        {
            await Staff.SignIn(City.Visitor(), "bodo.bollerwagen", $"falsch geraten {i}");
        }

        Assert.Contains(Events(seen), entry => entry.Fields["Ereignis"] == "anmeldung.gebremst");
        City.Clock.Advance(TimeSpan.FromMinutes(20));
    }

    [Fact]
    public async Task A_wrong_second_factor_and_a_wrong_passkey_are_logged()
    {
        var visitor = await City.Register("faktor-log@beispiel.example");
        await City.SetUpFactor(visitor, "/konto/sicherheit/zweiter-faktor");
        var seen = Mark();
        await (await Citizens.SignIn(City.Visitor(), "faktor-log@beispiel.example", Citizens.Password)).Submit("Anmelden", new { Code = "000000" });
        var other = City.Visitor();
        await Post(other, await other.Open("/konto/anmelden"), "/konto/anmelden?handler=Passkey", ("Credential", "{}"));
        Assert.Contains(Events(seen), entry => entry.Fields["Grund"] == "Konto, zweiter Faktor" && entry.Fields["Wer"].StartsWith("konto:", StringComparison.Ordinal));
        Assert.Contains(Events(seen), entry => entry.Fields["Grund"] == "Konto, Passkey");
    }

    [Fact]
    public async Task What_is_refused_by_right_is_logged_with_route_and_person()
    {
        var visitor = await City.Signed("anton.auskunft");
        var id = await City.IdOf("anton.auskunft");
        var seen = Mark();
        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.Open("/amt/verwaltung/personal")).Status);
        Assert.Contains(Events(seen), entry => (entry.Fields["Ereignis"], entry.Fields["Wer"], entry.Fields["Route"], entry.Fields["Grund"]) == ("zugriff.verweigert", $"bedienstete:{id}", "/amt/verwaltung/personal", "403"));
    }

    [Fact]
    public async Task What_one_may_not_see_does_not_exist_but_leaves_a_trace()
    {
        var visitor = await City.Signed("anton.auskunft");
        var seen = Mark();
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Open($"/gast/{new string('a', 40)}")).Status);
        var entry = Assert.Single(Events(seen), entry => entry.Fields["Ereignis"] == "zugriff.nicht-gefunden");
        Assert.Equal("/gast/{secret}", entry.Fields["Route"]);
        Assert.DoesNotContain(new string('a', 40), entry.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Open("/diese/seite/gibt/es/nicht")).Status);
        Assert.Single(Events(seen), entry => entry.Fields["Ereignis"] == "zugriff.nicht-gefunden");
    }

    [Fact]
    public async Task A_form_from_elsewhere_a_missing_token_and_a_method_nobody_serves_are_logged()
    {
        var visitor = await City.Citizen();
        var page = await visitor.Open("/konto/daten");
        var seen = Mark();
        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.Send(HttpMethod.Post, new Uri("http://127.0.0.1/konto/daten"), new FormUrlEncodedContent([KeyValuePair.Create("Vorname", "Untergeschoben")]), follow: false)).Status);
        visitor.Headers["Sec-Fetch-Site"] = "cross-site";
        Assert.Equal(HttpStatusCode.BadRequest, (await Post(visitor, page, "/konto/daten", ("Vorname", "Untergeschoben"))).Status);
        visitor.Headers.Remove("Sec-Fetch-Site");
        await visitor.Send(HttpMethod.Delete, new Uri("http://127.0.0.1/konto/daten"), null);
        Assert.True(Events(seen).Count(entry => entry.Fields["Ereignis"] == "anfrage.abgewiesen") >= 2, string.Join('\n', Events(seen).Select(entry => entry.Text)));
    }

    [Fact]
    public async Task Nothing_that_people_typed_and_no_secret_reaches_the_log()
    {
        const string Name = "Kanarienvogel-Geheimlich";
        const string Password = "Kanarienvogel pfeift um Mitternacht";
        var seen = fixture.Log.Entries.Count;
        var secrets = new List<string> { Name, Password, "kanarie@beispiel.example" };

        // Registers, confirms, fails to sign in, asks for a new password, begins as a guest, sets up a factor, is invited, breaks the form.
        var visitor = City.Visitor();
        await (await visitor.Open("/konto/registrieren")).Submit("Konto anlegen", new { Email = "kanarie@beispiel.example", Kennwort = Password, Vorname = Name, Nachname = Name });
        var link = await City.LinkTo("kanarie@beispiel.example");
        secrets.Add(link.Split('/')[^1]);
        await (await visitor.Open(link)).Submit("Bestätigen und anmelden", new { Kennwort = Password });
        await Citizens.SignIn(City.Visitor(), "kanarie@beispiel.example", Password + " falsch");
        await (await City.Visitor().Open("/konto/kennwort-vergessen")).Submit("Link schicken", new { Email = "kanarie@beispiel.example" });
        secrets.Add((await City.LinkTo("kanarie@beispiel.example")).Split('/')[^1]);
        var (_, guest) = await City.Guest();
        secrets.Add(guest.Split('/')[^1]);
        await City.Visitor().Open(guest);
        await City.Visitor().Open(guest[..^1] + (guest[^1] == '0' ? '1' : '0'));
        var (factor, codes) = await City.SetUpFactor(visitor, "/konto/sicherheit/zweiter-faktor");
        secrets.AddRange([factor, .. codes]);
        await (await Citizens.SignIn(City.Visitor(), "kanarie@beispiel.example", Password)).Submit("Anmelden", new { Code = codes[3] });
        secrets.AddRange(visitor.Cookies.GetCookies(new Uri("http://127.0.0.1/")).Where(cookie => cookie.Name is "lw-konto" or "lw-form").Select(cookie => cookie.Value));
        await (await visitor.Open("/konto/daten")).Submit("Speichern", new { Vorname = Name, Geburtsdatum = "kein Datum " + Name, Strasse = Name });
        await visitor.Open($"/suche?q={Uri.EscapeDataString(Name)}");
        await visitor.Open($"/konto/vertrauensniveau?weiter=/{Name}&niveau={Name}");
        await visitor.Send(HttpMethod.Post, new Uri($"http://127.0.0.1/{Name}"), new StringContent(Name));
        await visitor.Send(HttpMethod.Post, new Uri("http://127.0.0.1/konto/daten"), new FormUrlEncodedContent([KeyValuePair.Create(Name, Name)]));
        await City.Drain();

        var entries = fixture.Log.Entries.Skip(seen).ToList();
        Assert.Contains(entries, entry => entry.Category == Sicherheitslog.Category);
        Assert.Equal(secrets.Count, secrets.Distinct().Count());
        Assert.Empty(from entry in entries
                     from secret in secrets
                     where entry.Text.Contains(secret, StringComparison.OrdinalIgnoreCase) || entry.Text.Contains(Uri.EscapeDataString(secret), StringComparison.OrdinalIgnoreCase) || entry.Fields.Values.Any(value => value.Contains(secret, StringComparison.OrdinalIgnoreCase))
                     select $"{secret} in {entry.Category}: {entry.Text}");
    }

    private int Mark() => fixture.Log.Entries.Count;

    private IEnumerable<Mitschrift.Entry> Events(int mark) => fixture.Log.Entries.Skip(mark).Where(entry => entry.Category == Sicherheitslog.Category);

    private static Task<Page> Post(Visitor visitor, Page page, string address, params (string Name, string Value)[] fields) => visitor.Send(HttpMethod.Post, new Uri(new Uri("http://127.0.0.1/"), address),
        new FormUrlEncodedContent([KeyValuePair.Create("__formular", page.Document.QuerySelector("input[name=__formular]")!.GetAttribute("value")!), .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value))]), follow: false);
}
