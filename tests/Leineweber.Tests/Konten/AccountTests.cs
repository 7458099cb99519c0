using System.Net;
using System.Text.Json.Nodes;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Protokoll;
using Leineweber.Konten;
using Leineweber.Tests.Organisation;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Tests.Konten;

public sealed class AccountTests(City city) : IClassFixture<City>
{
    [Fact]
    public async Task Registering_needs_the_mail_and_the_password_again()
    {
        var visitor = city.Visitor();
        var page = await (await visitor.Open("/konto/registrieren?weiter=/konto/daten")).Submit("Konto anlegen", new { Email = "neu@beispiel.example", Kennwort = "zu kurz" });
        Assert.Contains("mindestens 12 Zeichen", page.Errors);
        page = await page.Submit("Konto anlegen", new { Email = "neu@beispiel.example", Kennwort = Citizens.Password });
        Assert.Contains("E-Mail-Postfach", page.Heading);
        var link = await city.LinkTo("neu@beispiel.example");

        // Whoever merely reads the mail does not get the account: it may have been someone else who registered.
        page = await (await city.Visitor().Open(link)).Submit("Bestätigen und anmelden", new { Kennwort = "ein anderes Kennwort" });
        Assert.Contains("nicht das Kennwort", page.Errors);
        page = await (await visitor.Open(link)).Submit("Bestätigen und anmelden", new { Kennwort = Citizens.Password });
        Assert.Equal("/konto/daten", page.Address.AbsolutePath);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Open(link)).Status);
        Assert.NotNull((await city.AccountOf("neu@beispiel.example")).EmailConfirmedAt);
    }

    [Fact]
    public async Task A_confirmation_is_too_late_after_a_day()
    {
        var visitor = city.Visitor();
        await (await visitor.Open("/konto/registrieren")).Submit("Konto anlegen", new { Email = "spaet@beispiel.example", Kennwort = Citizens.Password });
        var link = await city.LinkTo("spaet@beispiel.example");
        city.Clock.Advance(TimeSpan.FromHours(24.1));
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Open(link)).Status);
    }

    [Fact]
    public async Task Nobody_learns_who_has_an_account()
    {
        var known = await (await city.Visitor().Open("/konto/registrieren")).Submit("Konto anlegen", new { Email = "nadja.niemand@buerger.demo.example", Kennwort = Citizens.Password });
        var unknown = await (await city.Visitor().Open("/konto/registrieren")).Submit("Konto anlegen", new { Email = "unbekannt@beispiel.example", Kennwort = Citizens.Password });
        Assert.Equal(unknown.Words.Replace("unbekannt@beispiel.example", "X", StringComparison.Ordinal), known.Words.Replace("nadja.niemand@buerger.demo.example", "X", StringComparison.Ordinal));
        await city.Drain();
        Assert.Contains(city.Mails(), mail => mail.StartsWith("To: nadja", StringComparison.Ordinal) && mail.Contains("schon ein Konto", StringComparison.Ordinal));

        var forgotKnown = await (await city.Visitor().Open("/konto/kennwort-vergessen")).Submit("Link schicken", new { Email = "nadja.niemand@buerger.demo.example" });
        var forgotUnknown = await (await city.Visitor().Open("/konto/kennwort-vergessen")).Submit("Link schicken", new { Email = "gibtesnicht@beispiel.example" });
        Assert.Equal(forgotUnknown.Status, forgotKnown.Status);
        Assert.Equal(forgotUnknown.Heading, forgotKnown.Heading);
        Assert.Equal((await Citizens.SignIn(city.Visitor(), "sam.sample@buerger.demo.example", "falsch geraten")).Errors, (await Citizens.SignIn(city.Visitor(), "gibtesnicht@beispiel.example", "falsch geraten")).Errors);
    }

    [Fact]
    public async Task A_forgotten_password_is_set_anew_once_and_ends_all_sessions()
    {
        var visitor = await city.Register("vergesslich@beispiel.example");
        await (await city.Visitor().Open("/konto/kennwort-vergessen")).Submit("Link schicken", new { Email = "VERGESSLICH@beispiel.example" });
        var old = await city.LinkTo("vergesslich@beispiel.example");
        await (await city.Visitor().Open("/konto/kennwort-vergessen")).Submit("Link schicken", new { Email = "vergesslich@beispiel.example" });
        var link = await city.LinkTo("vergesslich@beispiel.example");
        Assert.Equal(HttpStatusCode.NotFound, (await city.Visitor().Open(old)).Status);
        var page = await (await city.Visitor().Open(link)).Submit("Kennwort festlegen", new { Kennwort = "Kiepenkerl trinkt Kaffee" });
        Assert.Equal("/konto/anmelden", page.Address.AbsolutePath);
        Assert.Equal(HttpStatusCode.NotFound, (await city.Visitor().Open(link)).Status);
        Assert.Equal("/konto/anmelden", (await visitor.Open("/konto")).Address.AbsolutePath);
        Assert.Contains("stimmen nicht", (await Citizens.SignIn(city.Visitor(), "vergesslich@beispiel.example", Citizens.Password)).Errors);
        Assert.Equal("/konto", (await Citizens.SignIn(city.Visitor(), "vergesslich@beispiel.example", "Kiepenkerl trinkt Kaffee")).Address.AbsolutePath);
    }

    [Fact]
    public async Task A_new_mail_address_counts_once_it_is_confirmed_and_the_old_one_is_told()
    {
        var visitor = await city.Register("umzug@beispiel.example");
        await (await visitor.Open("/konto/email")).Submit("Link schicken", new { Email = "umgezogen@beispiel.example" });
        var link = await city.LinkTo("umgezogen@beispiel.example");
        Assert.Equal("/konto", (await Citizens.SignIn(city.Visitor(), "umzug@beispiel.example", Citizens.Password)).Address.AbsolutePath);
        await (await city.Visitor().Open(link)).Submit("Diese Adresse benutzen");
        Assert.Contains("stimmen nicht", (await Citizens.SignIn(city.Visitor(), "umzug@beispiel.example", Citizens.Password)).Errors);
        Assert.Equal("/konto", (await Citizens.SignIn(city.Visitor(), "umgezogen@beispiel.example", Citizens.Password)).Address.AbsolutePath);
        await city.Drain();
        Assert.Contains(city.Mails(), mail => mail.StartsWith("To: umzug@", StringComparison.Ordinal) && mail.Contains("wurde geändert", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Data_are_kept_as_typed_shown_whole_and_can_be_taken_along()
    {
        var visitor = await city.Register("daten@beispiel.example");
        var page = await (await visitor.Open("/konto/daten")).Submit("Speichern", new { Vorname = "Zoë <script>alert(1)</script>", Nachname = "O'Neill-Łukaszewicz; DROP TABLE", Geburtsdatum = "31.02.1990", Plz = "33602" });
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("24.11.2026", page.Errors);
        page = await page.Submit("Speichern", new { Geburtsdatum = "3.2.90", Strasse = "Jöllenbecker Straße", Hausnummer = "12 a" });
        Assert.Equal("/konto", page.Address.AbsolutePath);
        Assert.DoesNotContain("<script>alert", page.Body, StringComparison.Ordinal);
        Assert.Contains("Zoë <script>alert(1)</script>", page.Words);

        page = await (await visitor.Open("/konto/auskunft")).Submit("Als Datei herunterladen");
        var export = JsonNode.Parse(page.Bytes)!;
        Assert.Equal("1990-02-03", export["konten"]![0]!["geburtsdatum"]!.GetValue<string>());
        Assert.Equal("daten@beispiel.example", export["anmeldung"]![0]!["anmeldename"]!.GetValue<string>());
        Assert.Contains("konto", export["protokoll"]!.ToJsonString(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("kennwortHash", page.Body, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_deleted_account_leaves_nothing_personal_and_its_address_is_free_again()
    {
        var visitor = await city.Register("weg@beispiel.example");
        var id = (await city.AccountOf("weg@beispiel.example")).Id;
        var page = await (await visitor.Open("/konto/loeschen")).Submit("Konto löschen");
        Assert.Contains("Häkchen", page.Errors);
        page = await page.Submit("Konto löschen", new { Sicher = "true" });
        Assert.Equal("/", page.Address.AbsolutePath);
        var account = await city.Read(db => db.Set<Nutzerkonto>().SingleAsync(k => k.Id == id));
        Assert.NotNull(account.DeletedAt);
        Assert.Null(account.Email);
        Assert.Equal("", account.Name);
        Assert.Contains("stimmen nicht", (await Citizens.SignIn(city.Visitor(), "weg@beispiel.example", Citizens.Password)).Errors);
        await city.Register("weg@beispiel.example");
    }

    [Fact]
    public async Task A_second_factor_lifts_the_trust_level()
    {
        var visitor = await city.Register("faktor@beispiel.example");
        var (secret, _) = await city.SetUpFactor(visitor, "/konto/sicherheit/zweiter-faktor");
        city.Clock.Advance(TimeSpan.FromMinutes(1));
        var page = await Citizens.SignIn(city.Visitor(), "faktor@beispiel.example", Citizens.Password, "/konto");
        Assert.Equal("/konto/anmelden/code", page.Address.AbsolutePath);
        page = await page.Submit("Anmelden", new { Code = city.Code(secret) });
        Assert.Contains("normal (Kennwort und zweiter Faktor", page.Words);
        Assert.True(await city.Read(db => db.Set<ProtokollRow>().AnyAsync(row => row.Action == "zugang.factor-added")));
    }

    [Fact]
    public async Task A_page_that_needs_more_says_what_is_needed_and_leads_back()
    {
        var (guest, _) = await city.Guest();
        var page = await guest.Open("/konto/daten");
        Assert.Equal("/konto/vertrauensniveau", page.Address.AbsolutePath);
        Assert.Contains("Basis (Anmeldung mit Kennwort)", page.Words);
        page = await page.Follow("Neu anmelden");
        page = await page.Submit("Erika Erfunden");
        page = await page.Submit("Nein, ohne weiter");
        Assert.Equal("/konto/daten", page.Address.AbsolutePath);
    }

    [Fact]
    public async Task A_page_sent_after_the_end_of_the_session_is_not_lost_but_only_its_owner_gets_it()
    {
        var visitor = await city.Register("pause@beispiel.example");
        var form = await visitor.Open("/konto/daten");
        city.Clock.Advance(TimeSpan.FromHours(2));
        var page = await form.Submit("Speichern", new { Vorname = "Nach", Nachname = "der Pause & mehr" });
        Assert.Equal("/konto/anmelden", page.Address.AbsolutePath);
        var kept = page.Document.QuerySelector("input[name=Weiter]")!.GetAttribute("value")!;
        Assert.StartsWith("/fortsetzen/", kept, StringComparison.Ordinal);

        var other = await city.Citizen();
        Assert.Equal(HttpStatusCode.NotFound, (await other.Open(kept)).Status);

        page = await page.Submit("Anmelden", new { Email = "pause@beispiel.example", Kennwort = Citizens.Password });
        Assert.Equal("Willkommen zurück", page.Heading);
        page = await page.Submit("Weiter");
        Assert.Equal("/konto", page.Address.AbsolutePath);
        Assert.Equal("Nach der Pause & mehr", (await city.AccountOf("pause@beispiel.example")).Name);
    }

    [Fact]
    public async Task A_page_sent_from_elsewhere_is_never_kept()
    {
        var visitor = city.Visitor();
        var page = await visitor.Send(HttpMethod.Post, new Uri("http://127.0.0.1/konto/daten"), new FormUrlEncodedContent(new Dictionary<string, string> { ["Vorname"] = "Untergeschoben" }));
        Assert.Equal("/konto/anmelden", page.Address.AbsolutePath);
        Assert.DoesNotContain("fortsetzen", page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_the_other_browsers()
    {
        await city.Register("ueberall@beispiel.example");
        var here = city.Visitor();
        var there = city.Visitor();
        await Citizens.SignIn(here, "ueberall@beispiel.example", Citizens.Password);
        await Citizens.SignIn(there, "ueberall@beispiel.example", Citizens.Password);
        await (await here.Open("/konto/sicherheit/anmeldungen")).Submit("An allen Geräten abmelden");
        Assert.Equal("/konto/anmelden", (await there.Open("/konto")).Address.AbsolutePath);
    }
}
