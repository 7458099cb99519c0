using Leineweber.Faults.Check;
using Leineweber.Faults.Disk;
using Leineweber.Faults.Run;
using Leineweber.Faults.Work;
using Microsoft.Data.Sqlite;

namespace Leineweber.Faults;

/// <summary>
/// After a failed sync Linux takes the lost pages for written and goes on showing them, until the power goes or it needs the memory
/// (docs/adr/0041). Nothing may be acknowledged that stands on such pages.
/// </summary>
public sealed class SyncTests(ITestOutputHelper output)
{
    private const string Database = "/leineweber.db";
    private readonly List<string> findings = [];

    /// <summary>What a failed sync left of the write-ahead log is found by the restarted program, which cannot tell it from what is on the disk.</summary>
    [Fact]
    public async Task What_a_failed_sync_left_in_memory_is_not_built_upon_after_a_restart()
    {
        Assert.SkipWhen(FaultyDisk.Missing is not null, FaultyDisk.Missing ?? "");
        await using var city = await FaultyCity.Start(canLosePower: true);
        var random = Rounds.Chance("sync");
        var citizens = new List<Citizen>();
        for (var round = 0; round < Rounds.Of(2) && findings.Count == 0; round++)
        {
            Rounds.Count();
            city.Log.Round = $"sync round {round}";
            citizens.AddRange([city.Citizen($"Sync-{round}-erst"), city.Citizen($"Sync-{round}-dann")]);
            var check = await citizens[^2].Fill();
            Assert.True(check is not null, $"{city.Log.LastSurprise}\n{city.Server.LastWords()}");
            await city.Quiet();
            var before = city.Log.Lines.Count(line => line.Verdict == Verdict.Acknowledged);
            city.Disk.Arm(new DiskFault(Calls.Sync, random.Next(1, 3), DiskFault.Eio) { Lasting = true });
            await citizens[^2].Send(check);
            using (var enough = new CancellationTokenSource(TimeSpan.FromSeconds(0.5)))
            {
                await citizens[^1].Apply(enough.Token);
            }

            Assert.True(city.Disk.Fired > 0, "no sync failed");
            var told = city.Log.Lines.Count(line => line.Verdict == Verdict.Acknowledged) - before;
            if (told > 1)
            {
                // One may have been through before the first sync that failed.
                findings.Add($"{city.Log.Round}: {told} steps were acknowledged although no sync succeeded");
            }

            await city.Server.Kill();
            city.Disk.Disarm();
            await city.Server.Start();
            await city.Finish([citizens[^1]], findings, TimeSpan.FromSeconds(30));
            await city.Server.Kill();
            var taken = PowerCut.Happen(city.Disk.Log, city.Installation.DataFolder, luck: 0, random);
            output.WriteLine($"{city.Log.Round}: {city.Disk.Fired} syncs failed, first {city.Disk.What}; {taken} pages and names taken away");
            await city.Server.Start();
            findings.AddRange((await city.Checker.Now(afterCrash: true)).Select(finding => $"{city.Log.Round}: {finding}"));
        }

        await city.Finish(citizens, findings, TimeSpan.FromSeconds(40));
        await city.Close(findings, afterCrash: true);
        Assert.True(findings.Count == 0, string.Join("\n", findings.Take(20)));
    }

    /// <summary>
    /// A reader lets only a part of the write-ahead log be copied into the database, which SQLite does not sync; then the sync of the rest
    /// fails. SQLite would copy only the rest again, sync that, and overwrite the log: the first part is nowhere then.
    /// </summary>
    [Fact]
    public async Task A_database_file_that_could_not_be_synced_is_made_up_for_from_the_log()
    {
        Assert.SkipWhen(FaultyDisk.Missing is not null, FaultyDisk.Missing ?? "");
        Rounds.Count();
        await using var city = await FaultyCity.Start(canLosePower: true);
        city.Log.Round = "database sync";
        var citizens = new List<Citizen>();
        await Many(city, citizens, 3);
        await using (var reader = (SqliteConnection)Books.Connect(city.Installation, "bielefeld"))
        {
            await reader.OpenAsync(TestContext.Current.CancellationToken);
            await using var pinned = reader.BeginTransaction(deferred: true);
            await using var look = reader.CreateCommand();
            (look.CommandText, look.Transaction) = ("SELECT count(*) FROM antrag", pinned);
            await look.ExecuteScalarAsync(TestContext.Current.CancellationToken);
            // The log is copied each time it has grown by some 4 MB; until then the reader holds on.
            for (var (begin, time) = (LogOf(city).Length, 0); time < 8 && LogOf(city).Length < begin + 6_000_000; time++)
            {
                await Many(city, citizens, 4);
            }
        }

        city.Disk.Arm(new DiskFault(Calls.Sync, 1, DiskFault.Eio) { Only = Database });
        for (var time = 0; time < 6 && city.Disk.Fired == 0; time++)
        {
            await Many(city, citizens, 4);
        }

        Assert.True(city.Disk.Fired == 1, "the database file was never synced");
        city.Disk.Disarm();
        await Many(city, citizens, 4);
        var figures = await city.Metrics();
        Assert.Contains("leineweber_restart_needed{tenant=\"bielefeld\"} 1\n", figures, StringComparison.Ordinal);
        Assert.Contains("leineweber_sync_failures_total 1\n", figures, StringComparison.Ordinal);
        await city.Server.Kill();
        output.WriteLine($"{citizens.Count} citizens; {PowerCut.Happen(city.Disk.Log, city.Installation.DataFolder, luck: 0, Rounds.Chance("database"))} pages and names taken away");
        await city.Server.Start();
        findings.AddRange(await city.Checker.Now(afterCrash: true));
        await city.Close(findings, afterCrash: true);
        Assert.True(findings.Count == 0, string.Join("\n", findings.Take(20)));
    }

    private static FileInfo LogOf(FaultyCity city) => new(Path.Combine(city.Installation.TenantsFolder, "bielefeld", "leineweber.db-wal"));

    private async Task Many(FaultyCity city, List<Citizen> citizens, int count)
    {
        var more = Enumerable.Range(citizens.Count, count).Select(number => city.Citizen($"Viele-{number}")).ToList();
        citizens.AddRange(more);
        await city.Finish(more, findings, TimeSpan.FromSeconds(60));
    }
}
