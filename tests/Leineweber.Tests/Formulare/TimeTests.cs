using Leineweber.Formulare;
using Leineweber.Formulare.Submit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Tests.Formulare;

/// <summary>What time does to applications; the clock moves here, so this class has a city of its own.</summary>
public sealed class TimeTests(City city) : IClassFixture<City>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_of_a_page_is_lost_when_the_session_ran_out()
    {
        var erika = await city.Citizen();
        var filler = new Filler("bielefeld", "sperrmuell");
        var page = await (await erika.Open("/antrag/neu/sperrmuell")).Submit("Antrag beginnen");
        page = await filler.Walk(page, "gegenstaende");
        Assert.Contains("\"nachname\":\"Erfunden\"", (await Newest("sperrmuell")).Entered, StringComparison.Ordinal);
        city.Clock.Advance(TimeSpan.FromHours(2));
        page = await page.Submit("Weiter", new Dictionary<string, object?> { ["arten"] = new[] { "metall" }, ["menge"] = "3" });
        Assert.Contains("/konto/anmelden", page.Address.AbsolutePath, StringComparison.Ordinal);
        var email = page.Document.QuerySelector("main input[type=email]")!.GetAttribute("name")!;
        var password = page.Document.QuerySelector("main input[type=password]")!.GetAttribute("name")!;
        page = await page.Submit("Anmelden", new Dictionary<string, object?> { [email] = "erika.erfunden@buerger.demo.example", [password] = Leineweber.Organisation.Demo.Kennwort });
        if (!page.Address.AbsolutePath.StartsWith("/antrag/", StringComparison.Ordinal))
        {
            page = await page.Submit(page.Document.QuerySelector("main form button")!.TextContent.Trim());
        }

        Assert.EndsWith("/termin", page.Address.AbsolutePath, StringComparison.Ordinal);
        var draft = await Newest("sperrmuell");
        Assert.Contains("metall", draft.Entered, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Drafts_nobody_touches_are_deleted_after_sixty_days()
    {
        var filler = new Filler("bielefeld", "veranstaltung-anzeige");
        await filler.Begin(city.Visitor());
        var id = (await Newest("veranstaltung-anzeige")).Id;
        city.Clock.Advance(TimeSpan.FromDays(61));
        await city.Write(write =>
        {
            write.Enqueue(new RaeumeEntwuerfeAuf());
            return Task.CompletedTask;
        });
        await city.Drain();
        Assert.Equal(0, await city.Read(db => db.Set<Antrag>().CountAsync(row => row.Id == id, Cancel)));
    }

    [Fact]
    public async Task Owners_are_told_a_week_before_their_draft_is_deleted_and_a_change_stops_it()
    {
        var tarik = await city.Citizen("tarik.testmann@buerger.demo.example");
        var page = await (await tarik.Open("/antrag/neu/meldebescheinigung")).Submit("Antrag beginnen");
        var id = (await Newest("meldebescheinigung")).Id;
        Assert.Contains("löschen wir den Entwurf am", page.Words, StringComparison.Ordinal);
        city.Clock.Advance(TimeSpan.FromDays(54));
        await Night();
        await Night();
        var mail = Assert.Single(city.Mails(), one => one.Contains("wird bald gelöscht", StringComparison.Ordinal) && one.Contains("tarik.testmann", StringComparison.Ordinal));
        Assert.Contains($"/antrag/{id}", mail, StringComparison.Ordinal);
        Assert.DoesNotContain("Testmann\n", mail, StringComparison.Ordinal);
        Assert.DoesNotContain("Meldebescheinigung", mail, StringComparison.OrdinalIgnoreCase);
        city.Clock.Advance(TimeSpan.FromDays(8));
        await Night();
        Assert.Equal(0, await city.Read(db => db.Set<Antrag>().CountAsync(row => row.Id == id, Cancel)));
    }

    [Fact]
    public async Task A_paid_application_that_is_withdrawn_leaves_the_fee_to_the_office_and_says_so()
    {
        var erika = await city.Citizen();
        var filler = new Filler("bielefeld", "sperrmuell");
        filler.Answers["fruehestens"] = Leineweber.Foundation.Show.ShortDate(city.Clock.GetUtcNow().UtcDateTime.AddDays(30));
        var check = await filler.Walk(await (await erika.Open("/antrag/neu/sperrmuell")).Submit("Antrag beginnen"));
        await (await (await check.Submit("Kostenpflichtig absenden")).Submit("Bezahlen")).Submit("Bezahlen");
        await city.Drain();
        var antrag = await Newest("sperrmuell");
        var receipt = await erika.Open($"/antrag/{antrag.Id}/bestaetigung");
        foreach (var expected in new[] { antrag.Nummer!, "bezahlt am", antrag.Kassenzeichen!, "Fragen beantwortet", "So geht es weiter" })
        {
            Assert.Contains(expected, receipt.Words, StringComparison.Ordinal);
        }

        var ask = await receipt.Follow("Antrag zurückziehen");
        Assert.Contains("entscheidet das Amt", ask.Words, StringComparison.Ordinal);
        await ask.Submit("Antrag zurückziehen");
        var claim = await city.Read(db => db.Set<Leineweber.Zahlungen.Forderung>().SingleAsync(row => row.Kassenzeichen == antrag.Kassenzeichen, Cancel));
        var refund = await city.Read(db => db.Set<Leineweber.Zahlungen.Erstattung>().SingleAsync(row => row.ForderungId == claim.Id, Cancel));
        Assert.Equal((Leineweber.Zahlungen.ErstattungStatus.ZuPruefen, claim.Cents), (refund.Status, refund.Cents));
        var karin = await city.Staff("karin.kleingeld");
        var list = await karin.Open("/amt/zahlungen?teil=Erstattungen");
        Assert.Contains("Bitte nennen Sie den Grund", (await list.Submit("Nicht erstatten")).Errors, StringComparison.Ordinal);
        await list.Submit("Nicht erstatten", new Dictionary<string, object?> { ["grund"] = "Der Wagen war schon bestellt." });
        Assert.Contains("Der Wagen war schon bestellt.", (await city.Read(db => db.Set<Leineweber.Postkorb.Nachricht>().OrderByDescending(row => row.Id).FirstAsync(row => row.Bezug == antrag.Subject, Cancel))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_guest_began_goes_to_the_account_and_ends_with_it_as_the_rule_says()
    {
        var visitor = city.Visitor();
        var filler = new Filler("bielefeld", "sperrmuell");
        filler.Answers["fruehestens"] = Leineweber.Foundation.Show.ShortDate(city.Clock.GetUtcNow().UtcDateTime.AddDays(30));
        var check = await filler.Walk(await filler.Begin(visitor));
        await check.Submit("Kostenpflichtig absenden");
        var sent = await Newest("sperrmuell");
        await (await visitor.Open("/antrag/neu/sperrmuell")).Submit("Antrag beginnen");
        var guest = sent.KontoId;
        var konto = Guid.CreateVersion7();
        await city.Write(write =>
        {
            write.Raise(new Leineweber.Konten.GastUebernommen(guest, konto));
            return Task.CompletedTask;
        });
        await city.Drain();
        Assert.Equal([konto, konto], await city.Read(db => db.Set<Antrag>().Where(row => row.KontoId == konto || row.KontoId == guest).Select(row => row.KontoId).ToListAsync(Cancel)));
        Assert.Equal(konto, await city.Read(db => db.Set<Leineweber.Zahlungen.Forderung>().Where(row => row.Bezug == sent.Subject).Select(row => row.KontoId).SingleAsync(Cancel)));
        var told = await city.Inside(async services =>
        {
            var parts = new List<Leineweber.Konten.Daten.Auskunftsteil>();
            foreach (var module in services.GetServices<Leineweber.Konten.Daten.IAuskunft>())
            {
                parts.AddRange(await module.Tell([konto], Cancel));
            }

            return string.Join('\n', parts.Select(part => part.Data.ToJsonString()));
        });
        Assert.Contains(sent.Nummer!, told, StringComparison.Ordinal);
        Assert.Contains(sent.Kassenzeichen!, told, StringComparison.Ordinal);

        await city.Write(write =>
        {
            write.Raise(new Leineweber.Konten.NutzerkontoGeloescht(konto));
            return Task.CompletedTask;
        });
        await city.Drain();
        var left = await city.Read(db => db.Set<Antrag>().SingleAsync(row => row.KontoId == konto, Cancel));
        Assert.Equal((sent.Id, AntragStatus.Zurueckgezogen), (left.Id, left.Status));
        Assert.Equal(Leineweber.Zahlungen.ForderungStatus.Erlassen, await city.Read(db => db.Set<Leineweber.Zahlungen.Forderung>().Where(row => row.Bezug == sent.Subject).Select(row => row.Status).SingleAsync(Cancel)));
    }

    private async Task Night()
    {
        await city.Write(write =>
        {
            write.Enqueue(new RaeumeEntwuerfeAuf());
            return Task.CompletedTask;
        });
        await city.Drain();
    }

    private Task<Antrag> Newest(string key) => city.Read(db => db.Set<Antrag>().Where(row => row.FormularKey == key).OrderByDescending(row => row.Id).FirstAsync(Cancel));
}
