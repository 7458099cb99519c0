using System.Diagnostics;
using Leineweber.Faults.Check;
using Leineweber.Faults.Disk;
using Leineweber.Faults.Work;
using Leineweber.Foundation.Tenancy;
using Leineweber.Tests;

namespace Leineweber.Faults.Run;

/// <summary>A city of its own with one server on a disk that can fail, its people and their log.</summary>
internal sealed class FaultyCity : IAsyncDisposable
{
    private readonly TestData data;

    private FaultyCity(TestData data, string name, bool canLosePower)
    {
        this.data = data;
        Disk = new FaultyDisk(data.Installation.DataFolder, $"{data.Installation.DataFolder}-{name}");
        Server = new ServerProcess(data.Installation) { Disk = Disk, CanLosePower = canLosePower };
        Checker = new Checker(data.Installation, Log);
    }

    public FaultyDisk Disk { get; }

    public ServerProcess Server { get; }

    public Checker Checker { get; }

    public ClientLog Log { get; } = new();

    public Installation Installation => data.Installation;

    public static async Task<FaultyCity> Start(string name, bool canLosePower = false)
    {
        var city = new FaultyCity(await TestData.CopyOfTemplate(), name, canLosePower);
        await city.Server.Start();
        return city;
    }

    public Citizen Citizen(string form, string name) => new(Server.Home, form, name, Log);

    /// <summary>Waits until no job is due, or the disk keeps them from being done.</summary>
    public async Task Quiet(double seconds = 3)
    {
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed.TotalSeconds < seconds && await Due() > 0)
        {
            await Task.Delay(15);
        }
    }

    /// <summary>Ends the server, does what is left, and looks at everything.</summary>
    public async Task Finish(List<string> findings, bool afterCrash = false)
    {
        findings.AddRange(await Checker.Seen());
        await Server.Kill();
        await using (var recovery = new Recovery(Installation))
        {
            await recovery.Drain();
            if (await recovery.Problem() is { } problem)
            {
                findings.Add($"the Protokoll does not verify: {problem}");
            }
        }

        findings.AddRange(await Checker.AtTheEnd(afterCrash));
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Disk.Dispose();
        await data.Remove();
    }

    private Task<long> Due() => Books.Count(Installation,
        $"SELECT count(*) FROM job WHERE status = 'Waiting' AND due_at <= '{TimeProvider.System.GetUtcNow():yyyy-MM-dd HH:mm:ss.fff}' AND attempts = 0");
}
