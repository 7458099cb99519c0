using System.Net;
using System.Text;
using Leineweber.Verfahren;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Tests.Verfahren;

/// <summary>The Arbeitskorb: tabs, bulk assignment, deadlines, export; figures and operation pages.</summary>
public sealed class ArbeitskorbTests(City city) : IClassFixture<City>
{
    [Fact]
    public async Task Ticked_vorgaenge_go_to_a_colleague_and_to_nobody_of_another_office()
    {
        var (_, one) = await city.Apply(name: "Erste");
        var (_, two) = await city.Apply(name: "Zweite");
        var wilma = await city.Staff(Amtsstube.Wilma);
        var korb = await wilma.Open("/amt/arbeitskorb?teil=Neu");
        Assert.Equal("", korb.Errors);
        var paula = korb.Document.QuerySelectorAll("select[name=an] option").Single(option => option.TextContent.Contains("Paula", StringComparison.Ordinal)).GetAttribute("value");

        var nothing = await korb.Submit("Übergeben", new { an = paula });
        Assert.Equal(HttpStatusCode.BadRequest, nothing.Status);
        Assert.Contains("mindestens einen", nothing.Errors, StringComparison.Ordinal);

        var done = await korb.Submit("Übergeben", new { an = paula, auswahl = new[] { one.VorgangId.ToString(), two.VorgangId.ToString() } });
        Assert.Contains("2 Vorgänge liegen jetzt bei Paula Parkfein", done.Body, StringComparison.Ordinal);
        Assert.Equal(("Paula Parkfein", Bearbeitungsstand.InBearbeitung), ((await city.Reload(one)).Bearbeiter, (await city.Reload(one)).Stand));

        var mine = await (await city.Staff(Amtsstube.Paula)).Open("/amt/arbeitskorb?teil=Meine");
        Assert.Contains(two.Aktenzeichen, mine.Words, StringComparison.Ordinal);
        var stranger = await korb.Submit("Übergeben", new { an = Guid.CreateVersion7().ToString(), auswahl = new[] { one.VorgangId.ToString() } });
        Assert.Equal(HttpStatusCode.BadRequest, stranger.Status);
    }

    [Fact]
    public async Task Pages_follow_each_other_by_key_in_every_order_and_nothing_is_left_out()
    {
        var (_, row) = await city.Apply(name: "Seiten");
        await city.Write(w =>
        {
            for (var n = 0; n < 60; n++)
            {
                w.Db.Add(new Bearbeitung
                {
                    VorgangId = Guid.CreateVersion7(),
                    Aktenzeichen = $"660.14-2019-{n:000000}",
                    AktenschrankId = row.AktenschrankId,
                    AntragId = Guid.CreateVersion7(),
                    AntragNummer = $"2019-660.14-{n:000000}-0",
                    Leistung = "Seitenprobe",
                    FormularKey = row.FormularKey,
                    Person = $"Person {n % 7}",
                    KontoId = row.KontoId,
                    UnitNummer = "660.14",
                    FourEyes = false,
                    EingegangenAt = new DateTime(2019, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddHours(n / 3),
                });
            }

            return Task.CompletedTask;
        });
        var wilma = await city.Staff(Amtsstube.Wilma);
        foreach (var done in new[] { false, true })
        {
            foreach (var sort in done ? new[] { "eingang", "-eingang", "aktenzeichen", "-aktenzeichen" } : ["eingang", "-eingang", "aktenzeichen", "-aktenzeichen", "person", "-person", "frist", "-frist"])
            {
                var page = await wilma.Open($"/amt/arbeitskorb?teil={(done ? "Erledigt" : "Neu")}&leistung=Seitenprobe&sort={sort}");
                var all = Shown(page).ToList();
                for (var pages = 1; page.Document.QuerySelector("a[rel=next]") is not null; pages++)
                {
                    Assert.True(pages < 5, $"{sort}: the pages do not end");
                    page = await page.Follow("Nächste Seite");
                    all.AddRange(Shown(page));
                }

                Assert.Equal(60, all.Distinct().Count());
                Assert.Equal(60, all.Count);
                var back = await page.Follow("Vorige Seite");
                Assert.Equal(all[25..50], Shown(back));
            }

            await city.Write(w => w.Db.Set<Bearbeitung>().Where(one => one.Leistung == "Seitenprobe")
                .ExecuteUpdateAsync(one => one.SetProperty(o => o.Stand, o => o.Person == "Person 1" ? Bearbeitungsstand.Entschieden : Bearbeitungsstand.Abgeschlossen), TestContext.Current.CancellationToken));
        }

        await city.Write(w => w.Db.Set<Bearbeitung>().Where(one => one.Leistung == "Seitenprobe").ExecuteDeleteAsync(TestContext.Current.CancellationToken));
        IEnumerable<string> Shown(Page page) => page.Document.QuerySelectorAll("tbody td[data-label=Aktenzeichen]").Select(cell => cell.TextContent.Trim());
    }

    [Fact]
    public async Task Search_finds_by_number_and_by_words_in_open_and_done_work()
    {
        var (_, row) = await city.Apply(name: "Haspelweiß");
        var wilma = await city.Staff(Amtsstube.Wilma);
        foreach (var stand in new[] { Bearbeitungsstand.Neu, Bearbeitungsstand.Abgeschlossen })
        {
            await city.Write(w => w.Db.Set<Bearbeitung>().Where(one => one.VorgangId == row.VorgangId).ExecuteUpdateAsync(one => one.SetProperty(o => o.Stand, stand), TestContext.Current.CancellationToken));
            var teil = stand == Bearbeitungsstand.Neu ? "Team" : "Erledigt";
            foreach (var words in new[] { row.Aktenzeichen, row.AntragNummer, row.Aktenzeichen[^6..].TrimStart('0'), "haspelweiss", "Haspelweiß informationsst" })
            {
                Assert.Contains(row.Aktenzeichen, (await wilma.Open($"/amt/arbeitskorb?teil={teil}&suche={Uri.EscapeDataString(words)}")).Words, StringComparison.Ordinal);
            }

            Assert.Contains("Nichts gefunden", (await wilma.Open($"/amt/arbeitskorb?teil={teil}&suche=haspelweiss%20ferien")).Words, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_export_runs_no_formula_whatever_people_call_themselves()
    {
        await city.Apply(name: "=HYPERLINK(\"http://boese.example\")");
        var wilma = await city.Staff(Amtsstube.Wilma);
        var korb = await wilma.Open("/amt/arbeitskorb?teil=Team");

        var csv = await korb.Follow("Liste als CSV-Datei");

        var text = Encoding.UTF8.GetString(csv.Bytes);
        Assert.Equal('\uFEFF', text[0]);
        Assert.Contains("HYPERLINK", text, StringComparison.Ordinal);
        foreach (var cell in text.TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries).SelectMany(line => line.Split(';')))
        {
            Assert.Matches("^\"[^=+\\-@\t]", cell == "\"\"" ? "\"x" : cell);
        }
    }

    [Fact]
    public async Task A_wiedervorlage_is_found_under_frist_heute_and_the_past_is_refused()
    {
        var (_, row) = await city.Apply(name: "Frist");
        var wilma = await city.Staff(Amtsstube.Wilma);
        var page = await (await wilma.Open($"/amt/vorgang/{row.VorgangId}")).Submit("Vorgang übernehmen");
        var past = await page.Submit("Wiedervorlage speichern", new { tag = "01.01.2020", grund = "Zu spät" });
        Assert.Equal(HttpStatusCode.Conflict, past.Status);
        Assert.Contains("Vergangenheit", past.Errors, StringComparison.Ordinal);

        await page.Submit("Wiedervorlage speichern", new { tag = "24.11.2026", grund = "Anrufen" });

        Assert.Contains(row.Aktenzeichen, (await wilma.Open("/amt/arbeitskorb?teil=Frist")).Words, StringComparison.Ordinal);
        var note = await (await wilma.Open($"/amt/vorgang/{row.VorgangId}")).Submit("Notiz speichern", new { text = "<b>angerufen</b>" });
        Assert.Contains("<b>angerufen</b>", note.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Figures_are_live_and_say_how_they_are_counted()
    {
        await city.Apply(name: "Zahl");
        var gustav = await city.Staff(Amtsstube.Gustav);

        var page = await gustav.Open("/amt/auswertung?tage=7");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("Wie oft ein Online-Dienst gestartet wurde.", page.Words, StringComparison.Ordinal);
        Assert.NotEmpty(page.Document.QuerySelectorAll("svg.lw-chart rect[height]"));
        Assert.Empty(page.Document.QuerySelectorAll("[style]"));
        Assert.NotEqual("0", page.Document.QuerySelectorAll(".lw-figures strong")[2].TextContent);
        var csv = Encoding.UTF8.GetString((await page.Follow("Zahlen als CSV-Datei")).Bytes);
        Assert.StartsWith("\uFEFF\"Zahl\";\"Wovon\";\"Tag\";\"Wert\"", csv, StringComparison.Ordinal);
        var pages = page.Document.QuerySelectorAll("#seiten ~ * tbody th").Select(cell => cell.TextContent).ToList();
        Assert.Equal("Angaben prüfen", pages[^1]);
        Assert.Contains("Geöffnete Seiten", csv, StringComparison.Ordinal);
        var before = page.Document.QuerySelectorAll(".lw-figures strong")[0].TextContent;
        gustav.Headers["Referer"] = "";
        Assert.Equal(before, (await gustav.Open("/amt/auswertung?tage=7")).Document.QuerySelectorAll(".lw-figures strong")[0].TextContent);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await city.Staff(Amtsstube.Wilma)).Open("/amt/auswertung")).Status);
    }

    [Fact]
    public async Task The_operation_page_is_for_operators_only()
    {
        var wilma = await city.Staff(Amtsstube.Wilma);
        Assert.Equal(HttpStatusCode.Forbidden, (await wilma.Open("/amt/betrieb")).Status);
        var page = await (await city.Staff("bernd.betrieb")).Open("/amt/betrieb");
        Assert.Contains("Alles läuft", page.Words, StringComparison.Ordinal);
        Assert.Contains("Letzter Prüfpunkt", page.Words, StringComparison.Ordinal);
    }
}
