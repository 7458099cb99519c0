using System.Net;
using Leineweber.Formulare;
using Leineweber.Zahlungen;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Tests.Formulare;

public sealed class JourneyTests(City city) : IClassFixture<City>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, long> Forms => new()
    {
        { "bewohnerparkausweis", 3000 },
        { "sperrmuell", 2000 },
        { "meldebescheinigung", 1800 },
        { "standesamtliche-urkunden", 2250 },
        { "sondernutzung-infostand", 0 },
        { "verkehrszeichenausleihe", 10000 },
        { "ferienspiele", 6000 },
        { "veranstaltung-anzeige", 0 },
    };

    [Theory, MemberData(nameof(Forms))]
    public async Task Every_form_leads_a_guest_to_a_number_and_a_pdf(string key, long cents)
    {
        var filler = new Filler("bielefeld", key);
        var visitor = city.Visitor();
        var check = await filler.Walk(await filler.Begin(visitor));
        Assert.Equal("Bitte prüfen Sie Ihre Angaben", check.Heading);

        var sent = await check.Submit(cents > 0 ? "Kostenpflichtig absenden" : "Antrag absenden");
        if (cents > 0)
        {
            Assert.StartsWith("/zahlung/", sent.Address.AbsolutePath, StringComparison.Ordinal);
            await (await sent.Submit("Bezahlen")).Submit("Bezahlen");
        }

        await city.Drain();
        var antrag = await Newest(key);
        Assert.Equal((AntragStatus.Eingegangen, cents), (antrag.Status, antrag.FeeCents));
        var content = await city.Inside(services => services.GetRequiredService<Antraege>().Read(antrag.Id, Cancel));
        Assert.Equal("Jörg Ungefähr-Beispiel", content!.ApplicantName);
        Assert.NotNull(content.Pdf);
        Assert.Contains(content.Groups, group => group.Answers.Any(answer => answer.Value.Contains("Ungefähr-Beispiel", StringComparison.Ordinal)));
        Assert.All(content.Uploads, file => Assert.NotEqual("", file.FieldLabel));

        var end = await visitor.Open($"/antrag/{antrag.Id}");
        Assert.Equal("Wir haben Ihren Antrag", end.Heading);
        Assert.Contains(antrag.Nummer!, end.Words, StringComparison.Ordinal);
        Assert.True(Antragsnummer.TryParse(antrag.Nummer, null, out _));
        var pdf = await end.Follow("Ihr Antrag als PDF");
        Assert.Equal("%PDF", System.Text.Encoding.ASCII.GetString(pdf.Bytes[..4]));
        Assert.Contains("sandbox", pdf.Answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Contains(antrag.Nummer!, (await end.Follow("Ihre Angaben als Datei")).Body, StringComparison.Ordinal);
        Assert.Contains(antrag.Nummer!, (await visitor.Open("/antraege")).Words, StringComparison.Ordinal);
        Assert.Empty(city.Log.Errors);
    }

    [Fact]
    public async Task Errors_stand_above_and_at_the_field_and_what_was_typed_is_kept()
    {
        var filler = new Filler("bielefeld", "bewohnerparkausweis");
        var page = await filler.Begin(city.Visitor());
        page = await page.Submit("Weiter", new Dictionary<string, object?> { ["vorname"] = "", ["nachname"] = "Muster", ["geburtsdatum"] = "31.2.2000" });
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("Bitte füllen Sie „Vorname“ aus.", page.Errors, StringComparison.Ordinal);
        Assert.Contains("24.11.2026", page.Errors, StringComparison.Ordinal);
        Assert.Equal("Muster", page.Document.QuerySelector("[name=nachname]")!.GetAttribute("value"));
        Assert.Equal("31.2.2000", page.Document.QuerySelector("[name=geburtsdatum]")!.GetAttribute("value"));
        Assert.NotNull(page.Document.QuerySelector("[role=alert] a[href='#vorname']"));
    }

    [Fact]
    public async Task A_street_that_is_not_in_the_register_gets_suggestions_without_javascript()
    {
        var filler = new Filler("bielefeld", "bewohnerparkausweis");
        var page = await filler.Walk(await filler.Begin(city.Visitor()), "wohnung");
        var address = new Dictionary<string, object?> { ["anschrift.strasse"] = "Alfred-Bosi-Straße", ["anschrift.hausnummer"] = "1", ["anschrift.plz"] = "33602", ["anschrift.ort"] = "Bielefeld", ["stellplatz"] = "false" };
        page = await page.Submit("Weiter", address);
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("Alfred-Bozi-Straße", page.Words, StringComparison.Ordinal);
        page = await page.Submit("Weiter", new Dictionary<string, object?>(address) { ["anschrift.strasse"] = "alfred-bozi-str.", ["anschrift.plz"] = "33699" });
        Assert.Contains("33602", page.Errors, StringComparison.Ordinal);
        Assert.Contains("Alfred-Bozi-Straße", (await city.Visitor().Open("/antrag/strassen?q=alfred")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submitting_many_times_at_once_gives_one_application_one_number_and_one_claim()
    {
        var filler = new Filler("bielefeld", "sperrmuell");
        var check = await filler.Walk(await filler.Begin(city.Visitor()));
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => check.Submit("Kostenpflichtig absenden")));
        Assert.Single(answers.Select(answer => answer.Address).Distinct());
        var id = Guid.Parse(check.Address.Segments[2].TrimEnd('/'));
        Assert.Equal(1, await city.Read(db => db.Set<Forderung>().CountAsync(row => row.Bezug == $"antrag:{id}", Cancel)));
        Assert.Equal(2, await city.Read(db => db.Set<AntragSchritt>().CountAsync(row => row.AntragId == id, Cancel)));
        await city.Drain();
        Assert.Equal(AntragStatus.WartetAufZahlung, (await city.Read(db => db.Set<Antrag>().SingleAsync(row => row.Id == id, Cancel))).Status);
    }

    [Fact]
    public async Task A_draft_is_its_owners_alone()
    {
        var filler = new Filler("bielefeld", "bewohnerparkausweis");
        var page = await filler.Walk(await filler.Begin(city.Visitor()), "nachweis");
        page = await page.Submit("Hochladen", new Dictionary<string, object?>(), Filler.Photo("fahrzeugschein"));
        var root = "/" + string.Join('/', page.Address.AbsolutePath.Split('/')[1..3]);
        var file = page.Document.QuerySelector("a[href*='/anlage/']")!.GetAttribute("href")!;
        var stranger = city.Visitor();
        await filler.Begin(stranger);
        var neighbour = city.Visitor("webershausen.localhost");
        await new Filler("webershausen", "sperrmuell").Begin(neighbour);
        foreach (var path in new[] { root, root + "/person", root + "/liste/weitere-fahrzeuge", root + "/weitere-fahrzeuge/neu", root + "/pruefen", root + "/bestaetigung", root + "/loeschen", root + "/uebersicht", root + "/pdf", root + "/antworten.json", file })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.Open(path)).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await neighbour.Open(path)).Status);
        }

        Assert.Equal(HttpStatusCode.OK, (await page.Follow("schein.png")).Status);
    }

    [Fact]
    public async Task A_page_ahead_leads_to_the_first_open_question()
    {
        var filler = new Filler("bielefeld", "sperrmuell");
        var visitor = city.Visitor();
        var first = await filler.Begin(visitor);
        var root = first.Address.AbsolutePath[..^"/abholort".Length];
        Assert.EndsWith("/abholort", (await visitor.Open(root + "/termin")).Address.AbsolutePath, StringComparison.Ordinal);
        Assert.EndsWith("/abholort", (await visitor.Open(root + "/pruefen")).Address.AbsolutePath, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Open(root + "/gibtesnicht")).Status);
    }

    [Fact]
    public async Task Two_tabs_on_one_page_are_noticed()
    {
        var filler = new Filler("bielefeld", "sperrmuell");
        var visitor = city.Visitor();
        var first = await filler.Walk(await filler.Begin(visitor), "gegenstaende");
        var second = await visitor.Open(first.Address.AbsolutePath);
        await first.Submit("Weiter", new Dictionary<string, object?> { ["arten"] = new[] { "metall" }, ["menge"] = "3" });
        var stale = await second.Submit("Weiter", new Dictionary<string, object?> { ["arten"] = new[] { "moebel" }, ["menge"] = "1" });
        Assert.Equal(HttpStatusCode.Conflict, stale.Status);
        Assert.Contains("anderen Fenster", stale.Errors, StringComparison.Ordinal);
        Assert.EndsWith("/termin", (await stale.Submit("Weiter")).Address.AbsolutePath, StringComparison.Ordinal);
        Assert.Contains("\"menge\":1", (await Newest("sperrmuell")).Entered, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_draft_is_continued_instead_of_begun_again_and_can_be_deleted()
    {
        var tarik = await city.Citizen("tarik.testmann@buerger.demo.example");
        await (await tarik.Open("/antrag/neu/meldebescheinigung")).Submit("Antrag beginnen");
        var again = await tarik.Open("/antrag/neu/meldebescheinigung");
        Assert.Contains("schon begonnen", again.Words, StringComparison.Ordinal);
        await again.Submit("Neuen Antrag beginnen");
        var id = (await Newest("meldebescheinigung")).Id;
        Assert.Equal(1, await city.Read(db => db.Set<Antrag>().CountAsync(row => row.FormularKey == "meldebescheinigung" && row.Status == AntragStatus.Entwurf && row.Revision == 0, Cancel)));
        await (await tarik.Open($"/antrag/{id}/loeschen")).Submit("Entwurf löschen");
        Assert.Equal(0, await city.Read(db => db.Set<Antrag>().CountAsync(row => row.Id == id, Cancel)));
    }

    private Task<Antrag> Newest(string key) => city.Read(db => db.Set<Antrag>().Where(row => row.FormularKey == key).OrderByDescending(row => row.Id).FirstAsync(Cancel));
}
