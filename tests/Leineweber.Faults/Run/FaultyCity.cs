using System.Diagnostics;
using System.Text.Json.Nodes;
using Leineweber.Faults.Check;
using Leineweber.Faults.Disk;
using Leineweber.Faults.Work;
using Leineweber.Foundation.Tenancy;
using Leineweber.Tests;

namespace Leineweber.Faults.Run;

/// <summary>A city of its own with one server on a disk that can fail, its people and their log.</summary>
internal sealed class FaultyCity : IAsyncDisposable
{
    private readonly Func<Task> remove;

    /// <param name="installation">Its data.</param>
    /// <param name="remove">Removes the data at the end.</param>
    /// <param name="canLosePower">True where a <see cref="PowerCut"/> is to be possible.</param>
    /// <param name="withJobs">False where another process works the jobs off.</param>
    public FaultyCity(Installation installation, Func<Task> remove, bool canLosePower = false, bool withJobs = true)
    {
        this.remove = remove;
        Installation = installation;
        Disk = new FaultyDisk(installation.DataFolder, installation.DataFolder + "-disk");
        Server = new ServerProcess(installation) { Disk = FaultyDisk.Missing is null ? Disk : null, CanLosePower = canLosePower, WithJobs = withJobs };
        Checker = new Checker(installation, Log);
    }

    public FaultyDisk Disk { get; }

    public ServerProcess Server { get; }

    public Checker Checker { get; }

    public ClientLog Log { get; } = new();

    public Installation Installation { get; }

    /// <summary>A copy of the seeded cities, started.</summary>
    public static async Task<FaultyCity> Start(bool canLosePower = false)
    {
        var city = await Prepare(canLosePower);
        await city.Server.Start();
        return city;
    }

    /// <summary>A copy of the seeded cities, not started yet.</summary>
    public static async Task<FaultyCity> Prepare(bool canLosePower = false, Func<Installation, Installation>? change = null, params (string Name, string Value)[] settings)
    {
        var data = await TestData.CopyOfTemplate();
        var installation = change?.Invoke(data.Installation) ?? data.Installation;
        var file = Path.Combine(installation.TenantsFolder, "bielefeld", "mandant.json");
        var tenant = JsonNode.Parse(await File.ReadAllTextAsync(file))!;
        foreach (var (name, value) in settings)
        {
            (tenant["settings"] ??= new JsonObject())[name] = value;
        }

        await File.WriteAllTextAsync(file, tenant.ToJsonString());
        return new FaultyCity(installation, data.Remove, canLosePower);
    }

    public Citizen Citizen(string name, string form = "bewohnerparkausweis") => new(Server.Home, form, name, Log);

    /// <summary>The figures operators look at.</summary>
    public async Task<string> Metrics()
    {
        using var operators = new HttpMessageInvoker(new SocketsHttpHandler());
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Server.Home, "/metrics"));
        using var answer = await operators.SendAsync(request, CancellationToken.None);
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>Waits until no job is due that was not tried yet, or time is up.</summary>
    public async Task Quiet(double seconds = 3)
    {
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed.TotalSeconds < seconds && await Due() > 0)
        {
            await Task.Delay(15);
        }
    }

    /// <summary>Everybody goes on until done; who does not come through is a finding.</summary>
    public async Task Finish(IReadOnlyCollection<Citizen> citizens, List<string> findings, TimeSpan patience)
    {
        using var enough = new CancellationTokenSource(patience);
        await Task.WhenAll(citizens.Where(citizen => !citizen.IsDone).Select(citizen => citizen.Apply(enough.Token)));
        findings.AddRange(citizens.Where(citizen => !citizen.IsDone).Select(citizen => $"{citizen.Name} never came through: {Log.LastSurprise}\n{Server.LastWords(30)}"));
    }

    /// <summary>Ends the server, does what is left, and looks at everything.</summary>
    /// <param name="findings">Takes what is not as it should be.</param>
    /// <param name="afterCrash">True where the server died in between.</param>
    /// <param name="later">How much later than now it is, where the city's clock ran ahead.</param>
    public async Task Close(List<string> findings, bool afterCrash = false, TimeSpan later = default)
    {
        if (!Server.HasEnded)
        {
            findings.AddRange(await Checker.Seen());
            await Server.Kill();
        }

        await using (var recovery = new Recovery(Installation, later))
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
        await remove();
    }

    private Task<long> Due() => Books.Count(Installation,
        $"SELECT count(*) FROM job WHERE status = 'Waiting' AND due_at <= '{TimeProvider.System.GetUtcNow():yyyy-MM-dd HH:mm:ss.fff}' AND attempts = 0");
}
