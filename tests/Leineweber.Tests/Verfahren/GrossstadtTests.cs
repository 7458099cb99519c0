using System.Net;
using Leineweber.Commands.SeedCity;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Protokoll;
using Leineweber.Foundation.Tenancy;
using Leineweber.Tests.Foundation;
using Leineweber.Verfahren;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Tests.Verfahren;

/// <summary>A made city is one the program can work with: pages open, numbers go on, the Protokoll verifies.</summary>
public sealed class GrossstadtTests(City city) : IClassFixture<City>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_made_city_opens_goes_on_and_verifies()
    {
        var tenants = city.Services.GetRequiredService<Tenants>();
        await SeedCityCommand.Fill(tenants, city.Bielefeld, new Stadtmass(0.001, 1, 7, new DateOnly(2026, 11, 23)), _ => { }, Cancel);

        var rows = await city.Read(db => db.Set<Bearbeitung>().ToListAsync(Cancel));
        Assert.InRange(rows.Count, 50, 110);
        Assert.Null((await ProtokollVerifier.Verify(tenants.Space(city.Bielefeld), Cancel)).Problem);
        var wilma = await city.Staff(Amtsstube.Wilma);
        foreach (var row in rows.Where(row => row.UnitNummer == "660.14").Take(3))
        {
            Assert.Equal(HttpStatusCode.OK, (await wilma.Open($"/amt/vorgang/{row.VorgangId}")).Status);
            Assert.Contains(row.Person, (await wilma.Open($"/amt/vorgang/{row.VorgangId}/antrag")).Words, StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.OK, (await wilma.Open("/amt/arbeitskorb?teil=Erledigt")).Status);
        var (_, next) = await city.Apply(name: "Danach");
        Assert.DoesNotContain(rows, row => row.Aktenzeichen == next.Aktenzeichen || row.AntragNummer == next.AntragNummer);
        Assert.Null((await ProtokollVerifier.Verify(tenants.Space(city.Bielefeld), Cancel)).Problem);
        await NoIndexIsLeftOut(tenants);
        Assert.Empty(city.Log.Errors);
    }

    /// <summary>Filling takes the indexes away for a while: afterwards they are there, also those a killed run left out.</summary>
    private async Task NoIndexIsLeftOut(Tenants tenants)
    {
        Assert.Empty(await city.Read(SchemaTests.DifferencesOf));
        await tenants.InScope(city.Bielefeld, services => new Indexpause(services.GetRequiredService<LeineweberDb>(), ["bearbeitung", "nachricht"]).Begin(Cancel));
        Assert.NotEmpty(await city.Read(SchemaTests.DifferencesOf));
        await SeedCityCommand.Fill(tenants, city.Bielefeld, new Stadtmass(0.0002, 1, 8, new DateOnly(2026, 11, 23)), _ => { }, Cancel);
        Assert.Empty(await city.Read(SchemaTests.DifferencesOf));
    }
}
