using System.Net;
using Leineweber.Leistungen;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Tests.Leistungen;

public sealed class RedaktionTests(City city) : IClassFixture<City>
{
    private const string Editor = "rita.rotstift";

    [Fact]
    public async Task An_editor_changes_previews_publishes_and_brings_back_a_text()
    {
        var editor = await city.Staff(Editor);
        var citizen = city.Visitor();
        var before = (await citizen.Open("/leistung/hund-anmelden")).Text(".lw-lead");
        var page = await editor.Open("/amt/leistungen/hund-anmelden");
        var preview = await page.Submit("Entwurf speichern und ansehen", new { Teaser = "Ihr Zwergzebu braucht keine Hundemarke.", Anlass = "Klarer gesagt" });
        Assert.Contains("Ihr Zwergzebu braucht keine Hundemarke.", preview.Words, StringComparison.Ordinal);
        Assert.Equal(before, (await citizen.Open("/leistung/hund-anmelden")).Text(".lw-lead"));

        await preview.Submit("Jetzt veröffentlichen");
        Assert.Equal("Ihr Zwergzebu braucht keine Hundemarke.", (await citizen.Open("/leistung/hund-anmelden")).Text(".lw-lead"));
        Assert.Contains("/leistung/hund-anmelden", (await citizen.Open("/suche?q=zwergzebu")).Body, StringComparison.Ordinal);

        var history = await editor.Open("/amt/leistungen/hund-anmelden/verlauf");
        Assert.Contains("Klarer gesagt", history.Words, StringComparison.Ordinal);
        Assert.Contains("Zwergzebu", history.Text("ins"), StringComparison.Ordinal);
        preview = await history.Submit("Version 1 als Entwurf wiederherstellen");
        await preview.Submit("Jetzt veröffentlichen");
        Assert.Equal(before, (await citizen.Open("/leistung/hund-anmelden")).Text(".lw-lead"));
    }

    [Fact]
    public async Task Of_two_editors_the_second_does_not_overwrite_the_first()
    {
        var one = await (await city.Staff(Editor)).Open("/amt/leistungen/hund-abmelden");
        var two = await (await city.Staff(Editor)).Open("/amt/leistungen/hund-abmelden");
        await one.Submit("Entwurf speichern und ansehen", new { Dauer = "Eine Minute" });
        var refused = await two.Submit("Entwurf speichern und ansehen", new { Dauer = "Zwei Minuten" });
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("Inzwischen hat jemand anderes den Entwurf gespeichert", refused.Words, StringComparison.Ordinal);
        Assert.Contains("Zwei Minuten", refused.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_service_is_a_draft_until_it_is_published_and_can_be_withdrawn()
    {
        var editor = await city.Staff(Editor);
        var page = await editor.Open("/amt/leistungen/neu");
        var refused = await page.Submit("Entwurf anlegen und ansehen", new { Name = "" });
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("Bitte geben Sie der Leistung einen Namen", refused.Errors, StringComparison.Ordinal);
        var preview = await refused.Submit("Entwurf anlegen und ansehen", new
        {
            Name = "Webstuhl-Führerschein ausstellen",
            Teaser = "Für alle, die einen Webstuhl fahren.",
            Stelle = "660.14",
            Zielgruppen = "buerger",
            Wer = "Alle. <script>alert(1)</script> [Klick](javascript:alert(1)) **fett**",
        });
        var citizen = city.Visitor();
        Assert.Equal(HttpStatusCode.NotFound, (await citizen.Open("/leistung/webstuhl-fuehrerschein-ausstellen")).Status);
        var edit = await preview.Submit("Jetzt veröffentlichen");
        var shown = await citizen.Open("/leistung/webstuhl-fuehrerschein-ausstellen");
        Assert.Contains("<strong>fett</strong>", shown.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", shown.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("javascript:", shown.Document.QuerySelector("article")!.InnerHtml, StringComparison.Ordinal);
        await edit.Submit("Aus dem Portal nehmen", new { grund = "War ein Scherz" });
        Assert.Equal(HttpStatusCode.NotFound, (await citizen.Open("/leistung/webstuhl-fuehrerschein-ausstellen")).Status);
    }

    [Fact]
    public async Task Citizens_and_other_staff_stay_out()
    {
        var visitor = await city.Visitor().Open("/amt/leistungen");
        Assert.Contains("/amt/anmelden", visitor.Address.AbsolutePath, StringComparison.Ordinal);
        var clerk = await city.Staff("wilma.webstuhl");
        Assert.Equal(HttpStatusCode.Forbidden, (await clerk.Open("/amt/leistungen")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await clerk.Open("/amt/leistungen/hund-anmelden")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await clerk.Open("/amt/leistungen/hund-anmelden/verlauf")).Status);
    }

    [Fact]
    public async Task The_list_filters_sorts_and_leaves_as_a_table_without_formulas()
    {
        var editor = await city.Staff(Editor);
        var list = await editor.Open("/amt/leistungen?q=bewohnerparkausweis");
        Assert.Equal(2, list.Document.QuerySelectorAll("tbody tr").Length);
        await city.Write(async write =>
        {
            var leistung = await write.Db.Set<Leistung>().SingleAsync(row => row.Slug == "betriebssport");
            leistung.Take(leistung.Inhalt with { Name = "=HYPERLINK(\"http://evil.example\")" });
        });
        var csv = await editor.Open("/amt/leistungen?csv=ja&nach=geaendert");
        Assert.Equal("text/csv", csv.Answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains("\"'=HYPERLINK(\"\"http://evil.example\"\")\"", csv.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_readers_say_reaches_the_editors()
    {
        var page = await city.Visitor().Open("/leistung/kleingarten-pachten");
        var thanks = await page.Submit("Nein", new { text = "Wo steht die Warteliste?" });
        Assert.Equal("Vielen Dank", thanks.Heading);
        var editor = await city.Staff(Editor);
        var list = await editor.Open("/amt/leistungen/rueckmeldungen");
        Assert.Contains("Wo steht die Warteliste?", list.Words, StringComparison.Ordinal);
        list = await list.Submit("Erledigt");
        Assert.DoesNotContain("Wo steht die Warteliste?", list.Words, StringComparison.Ordinal);
    }
}
