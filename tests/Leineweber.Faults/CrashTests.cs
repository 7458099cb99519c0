using Leineweber.Faults.Disk;
using Leineweber.Faults.Run;
using Leineweber.Faults.Work;

namespace Leineweber.Faults;

/// <summary>Citizens and an office at work while the program is killed or the power goes: what was acknowledged is there, once and whole.</summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    private readonly List<string> findings = [];

    [Theory]
    [InlineData("kill", 6)] // the system lives on: what was written stays
    [InlineData("power", 6)] // what was not synced is gone
    public async Task What_was_acknowledged_is_there_after_a_crash(string kind, int rounds)
    {
        Assert.SkipWhen(FaultyDisk.Missing is not null, FaultyDisk.Missing ?? "");
        var random = Rounds.Chance($"crash {kind}");
        await using var city = await FaultyCity.Start(canLosePower: kind == "power");
        var office = new Office(city.Server.Home, city.Installation, city.Log, random);
        var citizens = new List<Citizen>();
        var taken = 0;
        for (var round = 0; round < Rounds.Of(rounds); round++)
        {
            Rounds.Count();
            var fault = new DiskFault(Calls.All, random.Next(1, 900), 0) { KillAfter = random.Next(2) == 0, Torn = random.Next(2) == 0 };
            city.Log.Round = $"{kind} round {round} ({fault})";
            citizens.AddRange(Enumerable.Range(0, 3).Select(number => city.Citizen($"Sturz-{kind}-{round}-{number}")));
            if (kind == "power" && random.Next(2) == 0)
            {
                await FailSomeSyncs(city, citizens[^1], random);
            }

            city.Disk.Arm(fault);
            await UntilDead(city, office, [.. citizens.Where(citizen => !citizen.IsDone)]);
            city.Disk.Disarm();
            taken += kind == "power" ? PowerCut.Happen(city.Disk.Log, city.Installation.DataFolder, random.Next(3) / 2.0, random) : 0;
            await city.Server.Start();
            findings.AddRange((await city.Checker.Now(afterCrash: true)).Select(finding => $"{city.Log.Round} at {city.Disk.What}: {finding}"));
            if (findings.Count > 0)
            {
                break;
            }
        }

        output.WriteLine($"{citizens.Count} citizens, {city.Log.Lines.Count(line => line.Verdict == Verdict.Acknowledged)} acknowledgements, {taken} unsynced pages and names taken away");
        await TheRest(city, office, citizens);
        Assert.True(findings.Count == 0, string.Join("\n", findings.Take(20)));
    }

    /// <summary>A sync fails and the disk works again: Linux has thrown the pages away, and a later sync that succeeds does not bring them back.</summary>
    private static async Task FailSomeSyncs(FaultyCity city, Citizen citizen, Random random)
    {
        city.Disk.Arm(new DiskFault(Calls.Sync, random.Next(1, 12), DiskFault.Eio));
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(3));
        await citizen.Apply(enough.Token);
        await city.Quiet(1);
        city.Disk.Disarm();
    }

    /// <summary>All work at once, until the disk kills the program; where nobody needs the disk any more, it is killed so.</summary>
    private static async Task UntilDead(FaultyCity city, Office office, IReadOnlyList<Citizen> citizens)
    {
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(12));
        var work = citizens.Select(citizen => citizen.Apply(enough.Token)).Append(office.Work(enough.Token)).ToList();
        await city.Server.Died(TimeSpan.FromSeconds(10));
        await city.Server.Kill();
        await enough.CancelAsync();
        await Task.WhenAll(work);
    }

    private async Task TheRest(FaultyCity city, Office office, List<Citizen> citizens)
    {
        city.Log.Round = "the end";
        await city.Finish(citizens, findings, TimeSpan.FromSeconds(40));
        await office.Finish(TimeSpan.FromSeconds(15));
        await city.Close(findings, afterCrash: true);
    }
}
