using Leineweber.Formulare;
using Leineweber.Formulare.Submit;
using Microsoft.EntityFrameworkCore;

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

    private Task<Antrag> Newest(string key) => city.Read(db => db.Set<Antrag>().Where(row => row.FormularKey == key).OrderByDescending(row => row.Id).FirstAsync(Cancel));
}
