using Leineweber.Akten;
using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Jobs;
using Leineweber.Foundation.Protokoll;
using Leineweber.Foundation.Tenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Tests.Akten;

/// <summary>Vorgaenge from before there were words in the index are found all the same, without anybody doing anything.</summary>
public sealed class SuchwortnachtragTests(City city) : IClassFixture<City>
{
    private const string Migration = "1460_suchwortnachtrag";
    private const int Old = Suchwortnachtrag.Portion + 3;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_upgrade_leaves_a_job_that_can_be_stopped_anywhere_and_says_how_far_it_is()
    {
        await OpenOld();
        await Migrate();

        // Waiting, it shows on the page of those who operate; after the first portion with figures.
        var operation = await city.Staff("bernd.betrieb");
        Assert.Contains("Ältere Vorgänge werden gleich durchsuchbar gemacht.", (await operation.Open("/amt/betrieb")).Words, StringComparison.Ordinal);
        var first = await city.Inside(services => services.GetRequiredService<Suchwortnachtrag>().Next(new FillSuchworte(Guid.Empty, 0, 0), leaveRest: true, Cancel));
        Assert.Equal(((long)Suchwortnachtrag.Portion, (long)Old), (first!.Done, first.All));
        Assert.Equal(3, await Missing());

        // The same portion again, as after a crash before it was settled: nothing is written twice.
        await city.Drain();
        Assert.Equal(0, await Missing());
        Assert.Equal(Old, await Found("altfall"));
        Assert.DoesNotContain("durchsuchbar", (await operation.Open("/amt/betrieb")).Words, StringComparison.Ordinal);
        Assert.Empty(city.Log.Errors);

        // Where nothing is missing, an upgrade leaves no job, and the command has nothing to do.
        await Migrate();
        Assert.Equal(0, await city.Read(db => db.Set<Job>().CountAsync(job => job.Status == JobStatus.Waiting && job.Handler == "FillSuchworteJob", Cancel)));
        Assert.Null(await city.Inside(services => services.GetRequiredService<Suchwortnachtrag>().Next(new FillSuchworte(Guid.Empty, 0, 0), leaveRest: false, Cancel)));
    }

    private Task<int> Missing() => city.Read(db => db.Set<Vorgang>().CountAsync(row => !db.Set<Suchwort>().Any(word => word.VorgangId == row.Id), Cancel));

    private Task<int> Found(string word) => city.Read(db => db.Set<Suchwort>().CountAsync(row => row.UnitNummer == "660.14" && row.Wort == word, Cancel));

    /// <summary>Vorgaenge as an older version left them: without words.</summary>
    private async Task OpenOld()
    {
        await city.Inside(async services =>
        {
            var vorgaenge = services.GetRequiredService<Vorgaenge>();
            await services.GetRequiredService<LeineweberDb>().Write(Actor.System("test"), async w =>
            {
                for (var number = 0; number < Old; number++)
                {
                    await vorgaenge.Open(w, new NeuerVorgang("660.14", "66.10", $"Altfall Nummer {number}", null), Cancel);
                }
            });
        });
        await city.Write(async w => await w.Db.Set<Suchwort>().ExecuteDeleteAsync(Cancel));
        Assert.Equal(Old, await Missing());
    }

    /// <summary>Runs the migration again, as on a database that has not seen it.</summary>
    private async Task Migrate()
    {
        await city.Write(async w => await w.Db.Database.ExecuteSqlRawAsync(w.Db.GetService<IHistoryRepository>().GetDeleteScript(Migration), Cancel));
        await city.Services.GetRequiredService<Tenants>().Migrate(city.Bielefeld, Cancel);
    }
}
