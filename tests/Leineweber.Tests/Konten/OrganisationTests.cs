using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Protokoll;
using Leineweber.Foundation.Security;
using Leineweber.Formulare;
using Leineweber.Konten;
using Leineweber.Tests.Formulare;
using Leineweber.Tests.Verfahren;
using Leineweber.Verfahren;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Tests.Konten;

/// <summary>Accounts that speak for an organisation: shared by those who act for it, apart from everybody's own.</summary>
public sealed class OrganisationTests(OidcCity fixture) : IClassFixture<OidcCity>
{
    private City City => fixture.City;

    [Fact]
    public async Task Two_people_of_an_organisation_share_its_account_and_the_office_sees_it_and_who_acted()
    {
        var olivia = await fixture.ActFor("du-weberei", "Olivia");
        var page = await olivia.Open("/konto");
        Assert.Equal("Konto Ihrer Organisation", page.Heading);
        Assert.Contains("Sie handeln für: Weberei Erdacht GmbH", page.Words, StringComparison.Ordinal);
        Assert.Contains("HRB 12345, Amtsgericht Bielefeld", page.Words, StringComparison.Ordinal);
        Assert.Contains("Gesellschaft mit beschränkter Haftung", page.Words, StringComparison.Ordinal);
        Assert.Contains("Olivia Handelnd", page.Document.QuerySelector("header")!.TextContent, StringComparison.Ordinal);

        // One begins, the other finishes; the forms hold the organisation's address and nobody's name.
        page = await olivia.Open("/antrag/neu/bewohnerparkausweis");
        Assert.Contains("Sie handeln für: Weberei Erdacht GmbH", page.Words, StringComparison.Ordinal);
        page = await page.Submit("Antrag beginnen");
        var draft = Guid.Parse(page.Address.Segments[2].TrimEnd('/'));
        var entered = JsonNode.Parse((await City.Read(db => db.Set<Antrag>().SingleAsync(row => row.Id == draft))).Entered ?? "{}")!.AsObject();
        Assert.DoesNotContain("vorname", entered.Select(pair => pair.Key));
        Assert.Contains("Alfred-Bozi-Str.", entered.ToJsonString(), StringComparison.Ordinal);

        var paul = await fixture.ActFor("du-weberei", "Paul");
        Assert.Contains(draft.ToString(), (await paul.Open("/antraege")).Body, StringComparison.Ordinal);
        var check = await new Filler("bielefeld", "bewohnerparkausweis").Walk(await paul.Open($"/antrag/{draft}"));
        Assert.Contains("Sie handeln für: Weberei Erdacht GmbH", check.Words, StringComparison.Ordinal);
        await (await (await check.Submit("bsenden")).Submit("Bezahlen")).Submit("Bezahlen");
        await City.Drain();

        // Both find the receipt; the office reads for whom it is and who sent it.
        Assert.Contains("Ihr Antrag ist angekommen", (await olivia.Open("/postkorb")).Words, StringComparison.Ordinal);
        Assert.Contains("Ihr Antrag ist angekommen", (await paul.Open("/postkorb")).Words, StringComparison.Ordinal);
        var row = await City.Read(db => db.Set<Bearbeitung>().SingleAsync(one => one.AntragId == draft));
        Assert.Equal("Weberei Erdacht GmbH", row.Person);
        var wilma = await City.Staff(Amtsstube.Wilma);
        var vorgang = await wilma.Open($"/amt/vorgang/{row.VorgangId}");
        Assert.Contains("Antragstellende Organisation Weberei Erdacht GmbH", vorgang.Words, StringComparison.Ordinal);
        Assert.Contains("Es handelte: Paul Handelnd", vorgang.Words, StringComparison.Ordinal);
        Assert.Contains("Paul Handelnd für Weberei Erdacht GmbH", (await wilma.Open($"/amt/vorgang/{row.VorgangId}/verlauf")).Words, StringComparison.Ordinal);
        var said = await Told($"antrag:{draft}");
        Assert.Contains(("antrag.begun", "Olivia Handelnd für Weberei Erdacht GmbH"), said);
        Assert.Contains(("antrag.submitted", "Paul Handelnd für Weberei Erdacht GmbH"), said);

        // Who acted is frozen with the application, whatever the organisation is called later.
        await fixture.ActFor("du-weberei", "Olivia", "Weberei Neuname GmbH");
        Assert.Contains("Weberei Neuname GmbH", (await paul.Open("/konto")).Words, StringComparison.Ordinal);
        Assert.Contains("Weberei Erdacht GmbH", (await wilma.Open($"/amt/vorgang/{row.VorgangId}")).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_that_asks_for_the_organisation_knows_its_name_and_a_persons_does_not()
    {
        var company = await fixture.ActFor("du-vorbelegt", "Vera");
        foreach (var (visitor, name) in new[] { (company, "Weberei Erdacht GmbH"), (await City.Register("vorbelegt@beispiel.example"), null) })
        {
            var page = await (await visitor.Open("/antrag/neu/verkehrszeichenausleihe")).Submit("Antrag beginnen");
            var draft = Guid.Parse(page.Address.Segments[2].TrimEnd('/'));
            var entered = JsonNode.Parse((await City.Read(db => db.Set<Antrag>().SingleAsync(row => row.Id == draft))).Entered ?? "{}")!;
            Assert.Equal((name, name is null ? "Nora" : null), ((string?)entered["organisation"], (string?)entered["vorname"]));
        }
    }

    [Fact]
    public async Task Subject_mail_and_identifier_of_a_person_lead_to_no_organisation_and_the_other_way_round()
    {
        // The same subject, the same mail, at the same issuer: once privately, once for the organisation; the identifier itself is a person's subject too.
        void Private(JsonObject claims) => (claims["sub"], claims["email"]) = ("du-apart", "apart@beispiel.example");
        void Company(JsonObject claims)
        {
            Organisationen.Claims(claims, "du-apart", "du-apart", "Anna");
            claims["email"] = "apart@beispiel.example";
        }

        var local = await City.Register("apart@beispiel.example");
        var (privately, page) = await fixture.Come(Private, provider: "ausweis");
        Assert.DoesNotContain("Weberei", page.Words, StringComparison.Ordinal);
        var (company, _) = await fixture.Come(Company);
        var (again, _) = await fixture.Come(Private, provider: "ausweis");
        var ids = await City.Read(db => db.Set<Nutzerkonto>().Where(k => k.Email == "apart@beispiel.example").Select(k => k.Kind).ToListAsync());
        Assert.Equal([Kontoart.Lokal, Kontoart.Oidc], ids.Order());
        var organisation = await City.Organisation("du-apart");
        Assert.Equal((Kontoart.Organisation, null, null, null), (organisation.Kind, organisation.Email, organisation.Vorname, organisation.Nachname));

        // Each reads its own only.
        page = await (await company.Open("/antrag/neu/sperrmuell")).Submit("Antrag beginnen");
        var draft = page.Address.AbsolutePath;
        foreach (var other in new[] { local, privately, again })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await other.Open(draft)).Status);
            Assert.DoesNotContain("Sperrm", (await other.Open("/antraege")).Words, StringComparison.Ordinal);
            Assert.DoesNotContain("handeln für", (await other.Open("/konto")).Words, StringComparison.Ordinal);
        }

        // Nor can the two be tied together: there is no button, and who makes one up gets nowhere.
        Assert.DoesNotContain("Probe-Unternehmenskonto", (await local.Open("/konto/sicherheit")).Words, StringComparison.Ordinal);
        Assert.DoesNotContain("Mit Probeausweis verbinden", (await company.Open("/konto/sicherheit")).Words, StringComparison.Ordinal);
        foreach (var (who, provider) in new[] { (local, "firma"), (company, "ausweis"), (company, "firma") })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await Post(who, $"/konto/oidc/{provider}?verbinden=true")).Status);
        }
    }

    [Fact]
    public async Task Whoever_begins_to_link_and_comes_back_as_an_organisation_is_refused()
    {
        // The provider's setting is changed while the person is there.
        var tenants = City.Services.GetRequiredService<Leineweber.Foundation.Tenancy.Tenants>();
        var settings = City.Bielefeld.Settings;
        try
        {
            await tenants.Save(City.Bielefeld with { Settings = new Dictionary<string, string>(settings) { ["oidc.firma.kind"] = "" } });
            var local = await City.Register("wechsel@beispiel.example");
            var page = await local.Open("/konto/sicherheit");
            var form = page.Document.QuerySelectorAll("form").First(f => f.GetAttribute("action")?.Contains("/konto/oidc/firma", StringComparison.Ordinal) == true);
            fixture.Provider.Honest();
            fixture.Provider.Claims = claims => Organisationen.Claims(claims, "du-wechsel", "wechsel", "Wanda");
            var back = await OidcTests.Redirected(fixture.Provider, local, new Uri(page.Address, form.GetAttribute("action")), form.QuerySelector("input[name=__formular]")!.GetAttribute("value")!);
            await tenants.Save(City.Bielefeld with { Settings = settings });
            Assert.Contains("lassen sich nicht verbinden", (await local.Open(back)).Body, StringComparison.Ordinal);
            Assert.False(await City.Read(db => db.Set<Identitaet>().AnyAsync(i => i.SubjectKey.Contains("wechsel"))));
        }
        finally
        {
            await tenants.Save(City.Bielefeld with { Settings = settings });
        }
    }

    public static TheoryData<string> Nobodies => ["no identifier", "no name", "empty identifier", "blank name", "only control characters", "identifier of 10,000 letters", "identifier with a line break", "identifier with a direction mark", "identifier is a list", "two spellings", "nothing"];

    [Theory]
    [MemberData(nameof(Nobodies))]
    public async Task An_answer_without_a_clear_organisation_signs_nobody_in(string what)
    {
        var before = await City.Read(db => db.Set<Nutzerkonto>().CountAsync());
        var (visitor, page) = await fixture.Come(claims => Company(claims, what));
        Assert.Equal("/konto/anmelden", page.Address.AbsolutePath);
        Assert.Contains("Probe-Unternehmenskonto hat uns nicht gesagt, für welches Unternehmen", page.Text(".kern-alert--warning"), StringComparison.Ordinal);
        Assert.Null(visitor.Cookies.GetCookies(new Uri("http://127.0.0.1/"))["lw-konto"]);
        Assert.Equal(before, await City.Read(db => db.Set<Nutzerkonto>().CountAsync()));
    }

    [Fact]
    public async Task A_test_account_signs_in_to_a_demonstration_only()
    {
        void Test(JsonObject claims)
        {
            Organisationen.Claims(claims, "du-test", "test", "Tom");
            claims["IstTestkonto"] = true;
        }

        var tenants = City.Services.GetRequiredService<Leineweber.Foundation.Tenancy.Tenants>();
        Assert.Equal("/konto", (await fixture.Come(Test)).Page.Address.AbsolutePath);
        try
        {
            await tenants.Save(City.Bielefeld with { IsDemo = false });
            var (_, page) = await fixture.Come(Test);
            Assert.Equal("/konto/anmelden", page.Address.AbsolutePath);
            Assert.Contains("Das ist ein Testkonto.", page.Body, StringComparison.Ordinal);
        }
        finally
        {
            await tenants.Save(City.Bielefeld with { IsDemo = true });
        }
    }

    [Fact]
    public async Task Hostile_names_are_shown_as_text_short_and_on_one_line()
    {
        const string Evil = "<script>alert(1)</script>\u202E \"Böse\"\r\n\t\u0000& Söhne\u200B";
        var (visitor, page) = await fixture.Come(claims =>
        {
            Organisationen.Claims(claims, "du-boese", "boese", Evil, Evil + new string('x', 10_000));
            claims["Registernummer"] = 4711;
            claims["Rechtsform"] = "310";
            claims["Ort"] = new JsonArray("Bielefeld");
            claims["Strasse"] = new string('s', 10_000);
        });
        Assert.Equal("/konto", page.Address.AbsolutePath);
        foreach (var address in new[] { "/konto", "/konto/loeschen", "/konto/auskunft", "/konto/sicherheit", "/konto/sicherheit/anmeldungen", "/konto/daten", "/antraege", "/postkorb" })
        {
            page = await visitor.Open(address);
            Assert.Equal((HttpStatusCode.OK, address), (page.Status, page.Address.AbsolutePath));
            Assert.DoesNotContain("<script>alert", page.Body, StringComparison.Ordinal);
            Assert.DoesNotContain('\u202E', page.Body);
        }

        var account = await City.Organisation("du-boese");
        Assert.StartsWith("<script>alert(1)</script> \"Böse\" & Söhnexxx", account.Organisation, StringComparison.Ordinal);
        Assert.Equal((200, 120, null), (account.Organisation!.Length, account.Strasse!.Length, account.Ort));
        Assert.Equal("HRB 4711, Amtsgericht Bielefeld", account.Register);
        Assert.Null(account.Rechtsform);
        Assert.InRange((await City.Read(db => db.Set<Sitzung>().Where(s => s.SubjectId == account.Id.ToString()).Select(s => s.Handelnd).SingleAsync()))!.Length, 20, 100);
    }

    [Fact]
    public async Task Who_acts_is_known_even_where_the_provider_gives_no_name()
    {
        await fixture.Come(claims =>
        {
            Organisationen.Claims(claims, "du-namenlos", "kennung-4711", "");
            claims.Remove("given_name");
            claims.Remove("family_name");
        });
        var konto = (await City.Organisation("du-namenlos")).Id;
        Assert.Contains(("konto.signed-in", "Kennung kennung-4711 für Weberei Erdacht GmbH"), await Told($"konto:{konto}"));
    }

    [Fact]
    public async Task Nothing_personal_is_asked_kept_or_offered()
    {
        var visitor = await fixture.ActFor("du-sachlich", "Sara");
        var page = await visitor.Open("/konto/daten");
        Assert.Equal(["Telefon"], page.Document.QuerySelectorAll("main input:not([type=hidden])").Select(input => input.GetAttribute("name")));
        await Post(visitor, "/konto/daten", ("Vorname", "Erika"), ("Nachname", "Erfunden"), ("Geburtsdatum", "12.08.1964"), ("Strasse", "Nebenweg"), ("Telefon", "0521 51-0"));
        var account = await City.Organisation("du-sachlich");
        Assert.Equal((null, null, null, "Alfred-Bozi-Str.", "0521 51-0"), (account.Vorname, account.Nachname, account.Geburtsdatum, account.Strasse, account.Telefon));
        foreach (var address in new[] { "/konto/sicherheit/passkeys", "/konto/sicherheit/zweiter-faktor" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await visitor.Open(address)).Status);
        }

        Assert.Equal(HttpStatusCode.Forbidden, (await Post(visitor, "/konto/passkey/anlegen")).Status);
        page = await visitor.Open("/konto/sicherheit");
        Assert.DoesNotContain("Passkey", page.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("Kennwort", page.Words, StringComparison.Ordinal);
        Assert.Contains("Olaf Handelnd", (await (await fixture.ActFor("du-sachlich", "Olaf")).Open("/konto/sicherheit/anmeldungen")).Words, StringComparison.Ordinal);
        Assert.Contains("Sara Handelnd", (await visitor.Open("/konto/sicherheit/anmeldungen")).Words, StringComparison.Ordinal);

        // The organisation's address for notices is its own to name, even where a person has the same one.
        await City.Register("gemeinsam@beispiel.example");
        page = await (await visitor.Open("/konto/email")).Submit("Link schicken", new { Email = "gemeinsam@beispiel.example" });
        Assert.Equal(HttpStatusCode.OK, page.Status);
        await (await visitor.Open(await City.LinkTo("gemeinsam@beispiel.example"))).Submit("Diese Adresse benutzen");
        Assert.Equal("gemeinsam@beispiel.example", (await City.Organisation("du-sachlich")).Email);
        Assert.Equal("/konto", (await Citizens.SignIn(City.Visitor(), "gemeinsam@beispiel.example", Citizens.Password)).Address.AbsolutePath);
    }

    [Fact]
    public async Task What_is_kept_can_be_taken_along_and_deleted_by_those_who_act()
    {
        var visitor = await fixture.ActFor("du-auskunft", "Ada");
        var colleague = await fixture.ActFor("du-auskunft", "Bert");
        var draft = (await (await visitor.Open("/antrag/neu/sperrmuell")).Submit("Antrag beginnen")).Address.AbsolutePath;
        var file = await (await visitor.Open("/konto/auskunft")).Submit("Als Datei herunterladen");
        var konto = JsonNode.Parse(file.Body)!["konten"]![0]!;
        Assert.Equal(("Organisation", "Weberei Erdacht GmbH", "HRB 12345, Amtsgericht Bielefeld"), ((string?)konto["art"], (string?)konto["organisation"], (string?)konto["register"]));
        Assert.Contains("Bert Handelnd", file.Body, StringComparison.Ordinal);

        // After ten minutes the provider is asked again who is there.
        City.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal("/konto/sind-sie-es", (await visitor.Open("/konto/loeschen")).Address.AbsolutePath);
        (visitor, var page) = await fixture.Come(
            claims =>
            {
                Organisationen.Claims(claims, "du-auskunft", "du-auskunft-Ada", "Ada");
                claims["auth_time"] = City.Clock.GetUtcNow().ToUnixTimeSeconds();
            },
            "/konto/loeschen");
        Assert.Contains("Das Konto gehört Ihrer Organisation, nicht Ihnen allein.", page.Words, StringComparison.Ordinal);
        var id = (await City.Organisation("du-auskunft")).Id;
        page = await page.Submit("Konto löschen", new { Sicher = "true" });
        Assert.Contains("gelöscht", page.Body, StringComparison.Ordinal);
        await City.Drain();
        var account = await City.Read(db => db.Set<Nutzerkonto>().SingleAsync(k => k.Id == id));
        Assert.Equal((null, null, null, null), (account.Organisation, account.Register, account.Strasse, account.Rechtsform));
        Assert.False(await City.Read(db => db.Set<Sitzung>().AnyAsync(s => s.SubjectId == id.ToString())));
        Assert.Equal("/konto/anmelden", (await colleague.Open("/konto")).Address.AbsolutePath);

        // Whoever comes again begins anew, with nothing of before.
        var anew = await fixture.ActFor("du-auskunft", "Ada");
        Assert.Equal(HttpStatusCode.NotFound, (await anew.Open(draft)).Status);
        Assert.NotEqual(id, (await City.Organisation("du-auskunft")).Id);
    }

    [Fact]
    public async Task What_a_guest_began_goes_into_the_organisations_account_only_after_a_plain_question()
    {
        var (visitor, _) = await City.Guest();
        var (_, page) = await fixture.Come(claims => Organisationen.Claims(claims, "du-gast", "gast", "Gitta"), "/antraege", visitor: visitor);
        Assert.Contains("Sie handeln für: Weberei Erdacht GmbH", page.Words, StringComparison.Ordinal);
        Assert.Contains("Alle, die für diese Organisation handeln, können es dann lesen.", page.Words, StringComparison.Ordinal);
        page = await page.Submit("Ja, übernehmen");
        Assert.Equal("/antraege", page.Address.AbsolutePath);
        var konto = (await City.Organisation("du-gast")).Id;
        Assert.Contains(("konto.guest-taken-over", "Gitta Handelnd für Weberei Erdacht GmbH"), await Told($"konto:{konto}"));
    }

    private static void Company(JsonObject claims, string what)
    {
        Organisationen.Claims(claims, "du-" + what.Replace(' ', '-'), "jemand", "Jemand");
        claims["DatenuebermittlerPseudonymID"] = what switch
        {
            "no identifier" or "nothing" => null,
            "empty identifier" => "",
            "identifier of 10,000 letters" => new string('k', 10_000),
            "identifier with a line break" => "du-1\ndu-2",
            "identifier with a direction mark" => "du-1\u202E",
            "identifier is a list" => new JsonArray("du-1", "du-2"),
            _ => claims["DatenuebermittlerPseudonymID"]?.DeepClone(),
        };
        claims["Firmenname"] = what switch
        {
            "no name" or "nothing" => null,
            "blank name" => " \u00A0\t ",
            "only control characters" => "\u0000\u0007\u202E\u200B",
            _ => claims["Firmenname"]?.DeepClone(),
        };
        if (what == "two spellings")
        {
            claims["datenuebermittlerPseudonymid"] = "du-anders";
        }

    }

    private async Task<List<(string Action, string Actor)>> Told(string subject)
    {
        var entries = await City.Inside(services => services.GetRequiredService<History>().Of([subject], TestContext.Current.CancellationToken));
        return [.. entries.Select(entry => (entry.Action, entry.Words.Actor))];
    }

    private static async Task<Page> Post(Visitor visitor, string address, params (string Name, string Value)[] fields)
    {
        var token = (await visitor.Open("/konto")).Document.QuerySelector("input[name=__formular]")!.GetAttribute("value")!;
        return await visitor.Send(HttpMethod.Post, new Uri(new Uri("http://127.0.0.1/"), address), new FormUrlEncodedContent([KeyValuePair.Create("__formular", token), .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value))]));
    }
}
