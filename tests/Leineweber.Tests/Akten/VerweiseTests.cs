using System.Net;
using Leineweber.Akten;
using Leineweber.Tests.Verfahren;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Tests.Akten;

/// <summary>Linking Vorgaenge, finding them, protecting cabinets and Akten.</summary>
public sealed class VerweiseTests(City city) : IClassFixture<City>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_vorgaenge_are_linked_by_search_and_seen_from_both_sides()
    {
        var (_, one) = await city.Apply(name: "Zwirnmüller");
        var (_, two) = await city.Apply(name: "Garnström");
        var (_, foreign) = await city.Apply("verkehrszeichenausleihe", "Garnström");
        var wilma = await city.Staff(Amtsstube.Wilma);
        var page = await (await wilma.Open($"/amt/akten/vorgang/{one.VorgangId}")).Follow("Mit einem Vorgang verknüpfen");

        foreach (var words in new[] { "garnstroem informationsst", two.Aktenzeichen, int.Parse(two.Aktenzeichen[^6..], System.Globalization.CultureInfo.InvariantCulture).ToString(System.Globalization.CultureInfo.InvariantCulture) })
        {
            page = await wilma.Open($"/amt/akten/vorgang/{one.VorgangId}/verweise?suche={Uri.EscapeDataString(words)}");
            Assert.Contains(two.VorgangId.ToString(), page.Document.QuerySelectorAll("input[name=Nach]").Select(input => input.GetAttribute("value")));
            Assert.DoesNotContain(foreign.VorgangId.ToString(), page.Body, StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.Conflict, (await page.Submit("Verknüpfen", new { Nach = foreign.VorgangId.ToString() })).Status);
        var linked = await page.Submit("Verknüpfen", new { Nach = two.VorgangId.ToString(), Grund = "Derselbe Platz" });
        Assert.Contains(two.Aktenzeichen, linked.Words, StringComparison.Ordinal);
        Assert.Contains("Derselbe Platz", (await wilma.Open($"/amt/akten/vorgang/{two.VorgangId}")).Words, StringComparison.Ordinal);
        Assert.Contains(one.Aktenzeichen, (await wilma.Open($"/amt/vorgang/{two.VorgangId}")).Words, StringComparison.Ordinal);
        Assert.Contains($"Mit dem Vorgang {one.Aktenzeichen} verknüpft", (await wilma.Open($"/amt/vorgang/{two.VorgangId}/verlauf")).Words, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await (await city.Staff(Amtsstube.Tina)).Open($"/amt/akten/vorgang/{one.VorgangId}/verweise")).Status);

        await linked.Submit("Lösen");
        Assert.DoesNotContain(one.Aktenzeichen, (await wilma.Open($"/amt/akten/vorgang/{two.VorgangId}")).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cabinet_is_protected_with_a_reason_opened_for_one_person_until_a_day_and_its_history_stays()
    {
        var (_, row) = await city.Apply("verkehrszeichenausleihe", "Schutz");
        var vera = await city.Staff("vera.vorfahrt");
        var stefan = await city.Staff("stefan.stoppschild");
        var page = await vera.Open($"/amt/akten/schrank/{row.AktenschrankId}");
        Assert.Equal(HttpStatusCode.Conflict, (await page.Submit("Jetzt streng schützen", new { warum = " " })).Status);

        page = await page.Submit("Jetzt streng schützen", new { warum = "Laufende Prüfung" });
        Assert.Equal(HttpStatusCode.NotFound, (await stefan.Open($"/amt/akten/vorgang/{row.VorgangId}")).Status);
        page = await page.Submit("Freigeben", new { Email = "stefan.stoppschild@bielefeld.example", Grund = "Führt die Prüfung", Bis = "30.11.2026" });
        Assert.Equal(HttpStatusCode.OK, (await stefan.Open($"/amt/akten/vorgang/{row.VorgangId}")).Status);
        Assert.Contains(row.Aktenzeichen, (await stefan.Open("/amt/arbeitskorb?teil=Team")).Words, StringComparison.Ordinal);
        Assert.Contains("30.11.2026", page.Words, StringComparison.Ordinal);

        page = await page.Submit("Zurücknehmen");
        Assert.Equal(HttpStatusCode.NotFound, (await stefan.Open($"/amt/akten/vorgang/{row.VorgangId}")).Status);
        page = await page.Submit("Schutz jetzt beenden", new { warum = "Prüfung beendet" });
        Assert.Equal(HttpStatusCode.OK, (await stefan.Open($"/amt/akten/vorgang/{row.VorgangId}")).Status);
        foreach (var step in new[] { "streng geschützt", "Laufende Prüfung", "Freigabe für Stefan Stoppschild erteilt bis 30.11.2026", "zurückgenommen", "Prüfung beendet" })
        {
            Assert.Contains(step, page.Words, StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.Forbidden, (await stefan.Open($"/amt/akten/schrank/{row.AktenschrankId}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await vera.Open($"/amt/akten/schrank/{Guid.CreateVersion7()}")).Status);
    }

    [Fact]
    public async Task One_akte_is_protected_with_all_its_vorgaenge_and_new_ones_go_in_there()
    {
        var (_, row) = await city.Apply("sperrmuell", "Akte");
        var akte = await city.Read(db => db.Set<Vorgang>().Where(one => one.Id == row.VorgangId).Select(one => one.AkteId).SingleAsync(Cancel));
        var regina = await city.Staff("regina.regal");
        var page = await regina.Open($"/amt/akten/akte/{akte}/schutz");
        Assert.Equal("Akte schützen", page.Heading);
        Assert.Equal(HttpStatusCode.Conflict, (await page.Submit("Akte streng schützen", new { Warum = "" })).Status);

        page = await page.Submit("Akte streng schützen", new { Warum = "Bedrohung" });
        await city.Drain();

        Assert.StartsWith("Geschützt:", page.Heading, StringComparison.Ordinal);
        var tina = await city.Staff(Amtsstube.Tina);
        Assert.Equal(HttpStatusCode.NotFound, (await tina.Open($"/amt/vorgang/{row.VorgangId}")).Status);
        Assert.DoesNotContain(row.Aktenzeichen, (await tina.Open("/amt/arbeitskorb?teil=Team")).Words, StringComparison.Ordinal);
        var (_, later) = await city.Apply("sperrmuell", "Danach");
        Assert.Equal(HttpStatusCode.NotFound, (await tina.Open($"/amt/vorgang/{later.VorgangId}")).Status);
    }
}
