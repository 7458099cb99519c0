using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Leineweber.Formulare;
using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Tests.Formulare;

public sealed class ManageTests(City city) : IClassFixture<City>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string Sperrmuell => File.ReadAllText(Path.Combine(Repository.Root, "demo", "bielefeld", "formulare", "sperrmuell.json"));

    [Fact]
    public async Task An_author_imports_looks_publishes_and_citizens_get_the_new_version()
    {
        var falk = await city.Staff("falk.feldname");
        var page = await falk.Open("/amt/formulare");
        Assert.Contains("Bewohnerparkausweis", page.Words, StringComparison.Ordinal);
        page = await page.Submit("Einlesen", new Dictionary<string, object?>(), Json(Sperrmuell.Replace("bis zu 4 Kubikmeter.", "bis zu 4 Kubikmeter, neu gefasst.", StringComparison.Ordinal)));
        Assert.Contains("/amt/formulare/sperrmuell", page.Address.AbsolutePath, StringComparison.Ordinal);
        Assert.DoesNotContain("neu gefasst", (await city.Visitor().Open("/antrag/neu/sperrmuell")).Words, StringComparison.Ordinal);
        Assert.Contains("Wo sollen wir den Sperrmüll abholen?", (await page.Follow("Vorschau")).Words, StringComparison.Ordinal);
        await page.Submit("Veröffentlichen");
        Assert.Contains("neu gefasst", (await city.Visitor().Open("/antrag/neu/sperrmuell")).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_with_mistakes_is_not_taken_and_the_place_is_named()
    {
        var falk = await city.Staff("falk.feldname");
        var page = await (await falk.Open("/amt/formulare")).Submit("Einlesen", new Dictionary<string, object?>(), Json(Sperrmuell.Replace("\"type\": \"number\"", "\"type\": \"nummer\"", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("pages[1].fields[1].type", page.Words, StringComparison.Ordinal);
        var before = await city.Read(db => db.Set<FormularVersion>().CountAsync(Cancel));
        await (await falk.Open("/amt/formulare")).Submit("Einlesen", new Dictionary<string, object?>(), Json("<html>"));
        Assert.Equal(before, await city.Read(db => db.Set<FormularVersion>().CountAsync(Cancel)));
    }

    [Fact]
    public async Task Forms_are_edited_by_those_who_may()
    {
        var citizen = await city.Citizen();
        Assert.Contains("/amt/anmelden", (await citizen.Open("/amt/formulare")).Address.AbsolutePath, StringComparison.Ordinal);
        var staff = await city.Staff("wilma.webstuhl");
        Assert.Equal(HttpStatusCode.Forbidden, (await staff.Open("/amt/formulare")).Status);
    }

    [Fact]
    public async Task A_draft_moves_to_a_newer_version_where_every_answer_keeps_its_place_and_says_what_is_new()
    {
        var falk = await city.Staff("falk.feldname");
        var visitor = city.Visitor();
        var filler = new Filler("bielefeld", "bewohnerparkausweis");
        var page = await filler.Next(await filler.Begin(visitor));
        var id = page.Address.Segments[2].TrimEnd('/');
        var first = Form("bewohnerparkausweis")["pages"]![0]!["fields"]!.AsArray();

        await PublishForm(falk, "bewohnerparkausweis", form =>
        {
            var fields = form["pages"]![0]!["fields"]!.AsArray();
            fields.Add(JsonNode.Parse("""{"id":"rueckruf","type":"text","label":{"de":"Wann erreichen wir Sie?","en":"When can we reach you?"}}"""));
            fields[0]!["label"]!["de"] = "Ihr Rufname";
        });
        page = await visitor.Open($"/antrag/{id}");
        Assert.Equal("Das Formular wurde überarbeitet", page.Heading);
        Assert.Contains("Alle Ihre Angaben bleiben erhalten", page.Words, StringComparison.Ordinal);
        Assert.Contains("Wann erreichen wir Sie?", page.Words, StringComparison.Ordinal);
        Assert.Contains("Ihr Rufname", page.Words, StringComparison.Ordinal);
        page = await page.Submit("Weiter mit der neuen Fassung");
        Assert.Equal("Jörg", page.Document.QuerySelector($"[name={first[0]!["id"]}]")!.GetAttribute("value"));
        Assert.NotNull(page.Document.QuerySelector("[name=rueckruf]"));
        Assert.Equal(page.Address, (await visitor.Open($"/antrag/{id}")).Address);
    }

    [Fact]
    public async Task An_answer_without_a_place_keeps_the_old_version_until_the_author_says_that_drafts_must_move()
    {
        var falk = await city.Staff("falk.feldname");
        var visitor = city.Visitor();
        var filler = new Filler("bielefeld", "sondernutzung-infostand");
        var page = await filler.Walk(await filler.Begin(visitor));
        var id = page.Address.Segments[2].TrimEnd('/');
        await PublishForm(falk, "sondernutzung-infostand", form =>
        {
            var fields = form["pages"]!.AsArray().Select(one => one!["fields"]!.AsArray()).First(all => all.Any(one => (string?)one!["id"] == "von"));
            var at = fields.ToList().FindIndex(one => (string?)one!["id"] == "von");
            fields[at] = JsonNode.Parse("""{"id":"von","type":"choice","label":{"de":"Beginn","en":"Begin"},"options":[{"value":"x","label":{"de":"X","en":"X"}},{"value":"y","label":{"de":"Y","en":"Y"}}]}""");
        });
        Assert.EndsWith("/pruefen", (await visitor.Open($"/antrag/{id}")).Address.AbsolutePath, StringComparison.Ordinal);

        var check = await visitor.Open($"/antrag/{id}/pruefen");
        await city.Inside(services => services.GetRequiredService<Formularkatalog>().Publish(Actor.System("test"), services.GetRequiredService<LeineweberDb>().Set<Formular>().Single(row => row.Key == "sondernutzung-infostand").PublishedVersionId!.Value, Cancel, movesDrafts: true));
        var late = await check.Submit("Antrag absenden");
        Assert.Equal("Das Formular wurde überarbeitet", late.Heading);
        Assert.Contains("Diese Angaben passen nicht mehr", late.Words, StringComparison.Ordinal);
        Assert.Contains("09:00", late.Words, StringComparison.Ordinal);
        page = await late.Submit("Weiter mit der neuen Fassung");
        Assert.DoesNotContain("/pruefen", page.Address.AbsolutePath, StringComparison.Ordinal);
        var antrag = await city.Read(db => db.Set<Antrag>().SingleAsync(row => row.Id == Guid.Parse(id), Cancel));
        Assert.Contains("\"von\":\"09:00\"", antrag.Entered, StringComparison.Ordinal);
        Assert.Equal(AntragStatus.Entwurf, antrag.Status);
    }

    private static JsonNode Form(string key) => JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "demo", "bielefeld", "formulare", key + ".json")))!;

    private static async Task PublishForm(Visitor author, string key, Action<JsonNode> change)
    {
        var form = Form(key);
        change(form);
        var page = await (await author.Open("/amt/formulare")).Submit("Einlesen", new Dictionary<string, object?>(), Json(form.ToJsonString()));
        Assert.True(page.Address.AbsolutePath.EndsWith(key, StringComparison.Ordinal), page.Words);
        await page.Submit("Veröffentlichen");
    }

    private static UploadFile Json(string content) => new("datei", "formular.json", "application/json", Encoding.UTF8.GetBytes(content));
}
