using Leineweber.Faults.Disk;
using Leineweber.Faults.Run;
using Leineweber.Faults.Work;

namespace Leineweber.Faults;

/// <summary>Citizens and an office at work while the program is killed or the power goes: what was acknowledged is there, once and whole.</summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    private readonly List<string> findings = [];

    [Theory]
    [InlineData("kill", 26)] // the system lives on: what was written stays
    [InlineData("power", 26)] // what was not synced is gone
    public async Task What_was_acknowledged_is_there_after_a_crash(string kind, int rounds)
    {
        Assert.SkipWhen(FaultyDisk.Missing is not null, FaultyDisk.Missing ?? "");
        var random = Rounds.Chance($"crash {kind}");
        await using var city = await FaultyCity.Start(kind, canLosePower: kind == "power");
        var office = new Office(city.Server.Home, city.Installation, city.Log, random);
        var citizens = new List<Citizen>();
        var taken = 0;
        for (var round = 0; round < Rounds.Of(rounds); round++)
        {
            Rounds.Count();
            var fault = new DiskFault(Calls.All, random.Next(1, 900), 0) { KillAfter = random.Next(2) == 0, Torn = random.Next(2) == 0 };
            city.Log.Round = $"{kind} round {round} ({fault})";
            citizens.AddRange(Enumerable.Range(0, 3).Select(number => city.Citizen("bewohnerparkausweis", $"Sturz-{kind}-{round}-{number}")));
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
        Assert.Empty(findings);
    }

    /// <summary>All work at once, until the disk kills the program; where nobody needs the disk any more, it is killed so.</summary>
    private static async Task UntilDead(FaultyCity city, Office office, IReadOnlyList<Citizen> citizens)
    {
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(4));
        var work = citizens.Select(citizen => citizen.Apply(enough.Token)).Append(office.Work(enough.Token)).ToList();
        await city.Server.Died(TimeSpan.FromSeconds(4));
        await city.Server.Kill();
        await enough.CancelAsync();
        await Task.WhenAll(work);
    }

    private async Task TheRest(FaultyCity city, Office office, List<Citizen> citizens)
    {
        city.Log.Round = "the end";
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await Task.WhenAll(citizens.Where(citizen => !citizen.IsDone).Select(citizen => citizen.Apply(patience.Token)));
        findings.AddRange(citizens.Where(citizen => !citizen.IsDone).Select(citizen => $"{citizen.Name} never came through: {city.Log.LastSurprise}"));
        await office.Finish(TimeSpan.FromSeconds(15));
        await city.Finish(findings, afterCrash: true);
    }
}
