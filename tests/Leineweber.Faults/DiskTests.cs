using System.Diagnostics;
using Leineweber.Faults.Check;
using Leineweber.Faults.Disk;
using Leineweber.Faults.Run;
using Leineweber.Faults.Work;
using Leineweber.Tests;

namespace Leineweber.Faults;

/// <summary>The disk fails at the n-th call of one application's way, for every n: told, whole or absent, and made up for.</summary>
public sealed class DiskTests(ITestOutputHelper output)
{
    private readonly List<string> findings = [];

    [Fact]
    public async Task Whatever_call_to_the_disk_fails_nothing_is_lost_doubled_or_half_visible()
    {
        Assert.SkipWhen(FaultyDisk.Missing is not null, FaultyDisk.Missing ?? "");
        await using var city = await FaultyCity.Start();
        var counted = await Count(city);
        output.WriteLine($"one application's way: {string.Join(", ", counted.Select(pair => $"{pair.Value} × {pair.Key}"))}");
        foreach (var (fault, number) in Plan(counted).Select((fault, number) => (fault, number)))
        {
            await Round(city, fault, $"round {number} ({fault})");
        }

        await city.Close(findings);
        Assert.True(findings.Count == 0, string.Join("\n", findings.Take(20)));
    }

    /// <summary>How many calls of each kind one application makes, from the last button to the receipt in the Postkorb.</summary>
    private static async Task<Dictionary<Calls, long>> Count(FaultyCity city)
    {
        var counted = new Dictionary<Calls, long>();
        foreach (var kind in new[] { Calls.Sync, Calls.Rename, Calls.Create, Calls.Mkdir, Calls.Truncate, Calls.Write })
        {
            var citizen = city.Citizen($"Zaehlmann-{kind}");
            city.Disk.Arm(new DiskFault(kind, 0, 0));
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            await citizen.Apply(patience.Token);
            Assert.True(citizen.HasSubmitted, $"{city.Log.LastSurprise}\n{city.Server.LastWords()}");
            await city.Quiet();
            city.Disk.Disarm();
            counted[kind] = city.Disk.Seen;
        }

        return counted;
    }

    /// <summary>Every sync, rename, creation and truncation; of the writes, which are many, a seeded choice in CI and every one by hand.</summary>
    private static IEnumerable<DiskFault> Plan(Dictionary<Calls, long> counted)
    {
        var random = Rounds.Chance("disk");
        var faults = new List<DiskFault>();
        foreach (var (kind, count) in counted.Where(pair => pair.Key != Calls.Write))
        {
            faults.AddRange(Enumerable.Range(1, (int)count).Select(at => new DiskFault(kind, at, random.Next(2) == 0 ? DiskFault.Eio : DiskFault.Enospc)));
        }

        var writes = Enumerable.Range(1, (int)counted[Calls.Write]).ToArray();
        random.Shuffle(writes);
        faults.AddRange(writes.Select(at => new DiskFault(Calls.Write, at, random.Next(2) == 0 ? DiskFault.Eio : DiskFault.Enospc) { Torn = random.Next(2) == 0, Lasting = random.Next(4) == 0 }));
        return faults.Take(Rounds.Of(180));
    }

    private async Task Round(FaultyCity city, DiskFault fault, string name)
    {
        city.Log.Round = name;
        Rounds.Count();
        var citizen = city.Citizen($"Platte-{fault.Calls}-{fault.At}-{Random.Shared.Next(1_000_000)}");
        city.Disk.Arm(fault);
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(fault.Lasting ? 1 : 5));
        await citizen.Apply(enough.Token);
        await city.Quiet();
        city.Disk.Disarm();
        if (city.Server.HasEnded)
        {
            findings.Add($"{name}: the program died at {city.Disk.What}:\n{city.Server.LastWords()}");
            await city.Server.Start();
        }

        // Where the disk works again, so does everything else: the same person goes on and comes through.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await citizen.Apply(patience.Token);
        if (!citizen.HasSubmitted)
        {
            findings.Add($"{name}: after the disk worked again the application could not be submitted ({city.Disk.What})");
        }

        findings.AddRange((await city.Checker.Now(afterCrash: false)).Select(finding => $"{name} at {city.Disk.What}: {finding}"));
    }
}
