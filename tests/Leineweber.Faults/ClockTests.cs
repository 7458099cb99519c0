using Leineweber.Faults.Run;
using Leineweber.Faults.Work;

namespace Leineweber.Faults;

/// <summary>The machine's clock jumps under the running program (libfaketime).</summary>
public sealed class ClockTests
{
    private const string Library = "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1";
    private readonly List<string> findings = [];

    [Fact]
    public async Task A_clock_that_jumps_loses_nothing_and_does_nothing_twice()
    {
        Assert.SkipUnless(File.Exists(Library), "libfaketime is not installed (Debian package libfaketime).");
        await using var city = await FaultyCity.Prepare();
        var clock = city.Installation.DataFolder + "-disk/clock";
        Set(clock, "+0");
        city.Server.Preload = Library;
        city.Server.Environment["FAKETIME_TIMESTAMP_FILE"] = clock;
        city.Server.Environment["FAKETIME_NO_CACHE"] = "1";
        city.Server.Environment["FAKETIME_DONT_FAKE_MONOTONIC"] = "1";
        await city.Server.Start();
        var citizens = new List<Citizen>();
        foreach (var jump in new[] { "+1h", "-1h", "+1d", "+0", "-10m", "+25h", "+0" })
        {
            Rounds.Count();
            city.Log.Round = $"clock {jump}";
            citizens.Add(city.Citizen($"Uhr-{citizens.Count}"));
            using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            var work = citizens[^1].Apply(enough.Token);
            await Task.Delay(150, TestContext.Current.CancellationToken);
            Set(clock, jump);
            await work;
            findings.AddRange((await city.Checker.Now(afterCrash: false)).Select(finding => $"{city.Log.Round}: {finding}"));
        }

        await city.Finish(citizens, findings, TimeSpan.FromSeconds(60));
        await city.Server.Kill();
        await city.Close(findings, later: TimeSpan.FromHours(26));
        Assert.True(findings.Count == 0, string.Join("\n", findings.Take(20)));
    }

    private static void Set(string file, string time)
    {
        File.WriteAllText(file + ".neu", time + "\n");
        File.Move(file + ".neu", file, overwrite: true);
    }
}
