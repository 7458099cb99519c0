using System.Net;
using System.Text.Json;

namespace Leineweber.Tests.Leistungen;

public sealed class ApiTests(City city) : IClassFixture<City>
{
    [Fact]
    public async Task The_search_answers_machines()
    {
        var answer = await city.Visitor().Open("/api/v1/suche?q=anwonerparken&limit=3");
        Assert.Equal("*", answer.Answer.Headers.GetValues("Access-Control-Allow-Origin").Single());
        using var json = JsonDocument.Parse(answer.Body);
        var hits = json.RootElement.GetProperty("treffer");
        Assert.InRange(hits.GetArrayLength(), 1, 3);
        var first = hits[0];
        Assert.Equal("Bewohnerparkausweis", first.GetProperty("titel").GetString());
        Assert.Equal("http://127.0.0.1/leistung/bewohnerparkausweis", first.GetProperty("url").GetString());
        Assert.Equal("leistung", first.GetProperty("typ").GetString());
        Assert.NotEmpty(first.GetProperty("auszug").GetString()!);
    }

    [Fact]
    public async Task Suggestions_come_in_groups_while_typing()
    {
        using var json = JsonDocument.Parse((await city.Visitor().Open("/suche/vorschlaege?q=bewohnerpa")).Body);
        var group = json.RootElement[0];
        Assert.Equal("Online sofort", group.GetProperty("group").GetString());
        Assert.Equal("/leistung/bewohnerparkausweis", group.GetProperty("items")[0].GetProperty("href").GetString());
    }

    [Fact]
    public async Task Services_can_be_listed_and_read()
    {
        var visitor = city.Visitor();
        using var list = JsonDocument.Parse((await visitor.Open("/api/v1/leistungen")).Body);
        Assert.Equal(list.RootElement.GetProperty("gesamt").GetInt32(), list.RootElement.GetProperty("leistungen").GetArrayLength());
        using var one = JsonDocument.Parse((await visitor.Open("/api/v1/leistungen/bewohnerparkausweis")).Body);
        Assert.Equal("30,00 €", one.RootElement.GetProperty("inhalt").GetProperty("kosten")[0].GetProperty("betrag").GetString());
        var missing = await visitor.Open("/api/v1/leistungen/gibt-es-nicht");
        Assert.Equal(HttpStatusCode.NotFound, missing.Status);
        Assert.Equal("application/problem+json", missing.Answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Open("/api/v1/irgendwas")).Status);
    }

    [Fact]
    public async Task The_interface_describes_itself()
    {
        using var json = JsonDocument.Parse((await city.Visitor().Open("/api/v1/openapi.json")).Body);
        var paths = json.RootElement.GetProperty("paths").EnumerateObject().Select(path => path.Name).ToList();
        Assert.Contains("/api/v1/suche", paths);
        Assert.Contains("/api/v1/leistungen/{slug}", paths);
        Assert.All(paths, path => Assert.StartsWith("/api/v1/", path, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Other_sites_may_load_the_script_and_only_named_ones_the_frame()
    {
        var visitor = city.Visitor();
        var script = await visitor.Open("/einbetten/suche.js");
        Assert.Equal("text/javascript", script.Answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("cross-origin", script.Answer.Headers.GetValues("Cross-Origin-Resource-Policy").Single());
        var frame = await visitor.Open("/einbetten/suche");
        Assert.Contains("frame-ancestors 'self'", frame.Answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await visitor.Open("/einbetten")).Status);
    }

    [Fact]
    public async Task Browsers_ask_again_and_hear_that_nothing_changed()
    {
        var visitor = city.Visitor();
        var first = await visitor.Open("/leistungen/a-z");
        var tag = first.Answer.Headers.ETag!.ToString();
        visitor.Headers["If-None-Match"] = tag;
        Assert.Equal(HttpStatusCode.NotModified, (await visitor.Open("/leistungen/a-z")).Status);
        visitor.Headers["Accept-Language"] = "en";
        Assert.Equal(HttpStatusCode.OK, (await visitor.Open("/leistungen/a-z")).Status);
    }
}
