using Leineweber.Formulare;
using Leineweber.Tests.Formulare;
using Leineweber.Verfahren;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Tests.Verfahren;

/// <summary>What the tests of the office need: an application that arrived, the people who work on it.</summary>
internal static class Amtsstube
{
    public const string Wilma = "wilma.webstuhl";
    public const string Paula = "paula.parkfein";
    public const string Ludger = "ludger.leinen";
    public const string Gustav = "gustav.gehweg";
    public const string Tina = "tina.tonne";

    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    /// <summary>A citizen fills in a form and submits it, and the house works it off.</summary>
    /// <returns>The browser of the citizen (a guest) and the row of the Arbeitskorb.</returns>
    public static async Task<(Visitor Citizen, Bearbeitung Row)> Apply(this City city, string key = "sondernutzung-infostand", string name = "Ungefähr-Beispiel")
    {
        var filler = new Filler("bielefeld", key);
        filler.Answers["nachname"] = name;
        var citizen = city.Visitor();
        var check = await filler.Walk(await filler.Begin(citizen));
        var sent = await check.Submit("bsenden");
        if (sent.Address.AbsolutePath.StartsWith("/zahlung/", StringComparison.Ordinal))
        {
            await (await sent.Submit("Bezahlen")).Submit("Bezahlen");
        }

        await city.Drain();
        var antrag = await city.Read(db => db.Set<Antrag>().Where(row => row.FormularKey == key).OrderByDescending(row => row.Id).FirstAsync(Cancel));
        return (citizen, await city.Row(antrag.Id));
    }

    public static Task<Bearbeitung> Row(this City city, Guid antragId) => city.Read(db => db.Set<Bearbeitung>().SingleAsync(row => row.AntragId == antragId, Cancel));

    public static Task<Bearbeitung> Reload(this City city, Bearbeitung row) => city.Row(row.AntragId);

    /// <summary>Writes a decision up to the last button.</summary>
    public static async Task<Page> Draft(this Visitor staff, Bearbeitung row, string template)
    {
        var page = await staff.Open($"/amt/vorgang/{row.VorgangId}/bescheid?vorlage={template}");
        Assert.Equal("Bescheid schreiben", page.Heading);
        return page;
    }
}
