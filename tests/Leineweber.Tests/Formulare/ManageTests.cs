using System.Net;
using System.Text;
using Leineweber.Formulare;
using Microsoft.EntityFrameworkCore;

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

    private static UploadFile Json(string content) => new("datei", "formular.json", "application/json", Encoding.UTF8.GetBytes(content));
}
