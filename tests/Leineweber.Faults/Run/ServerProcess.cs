using System.Collections.Concurrent;
using System.Diagnostics;
using Leineweber.Faults.Disk;
using Leineweber.Foundation.Tenancy;
using Leineweber.Tests;

namespace Leineweber.Faults.Run;

/// <summary>The built program as a process of its own (<c>serve</c> or <c>work</c>), which can be killed, starved and lied to.</summary>
internal sealed class ServerProcess(Installation installation) : IAsyncDisposable
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(2);
    private Process? process;

    /// <summary>Port it answers on; the same after every start.</summary>
    public int Port { get; } = Ports.Free();

    public Installation Installation { get; } = installation;

    /// <summary>The disk under it, or null for the machine's own.</summary>
    public FaultyDisk? Disk { get; init; }

    /// <summary>True where a power cut is to be possible.</summary>
    public bool CanLosePower { get; init; }

    /// <summary>False where another process works the jobs off.</summary>
    public bool WithJobs { get; init; } = true;

    /// <summary><c>serve</c> or <c>work</c>.</summary>
    public string Command { get; init; } = "serve";

    /// <summary>A library to be loaded before all others, or empty.</summary>
    public string Preload { get; set; } = "";

    /// <summary>Further settings of its environment.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    /// <summary>Its log.</summary>
    public ConcurrentQueue<string> Log { get; } = new();

    public Uri Home => new($"http://127.0.0.1:{Port}/");

    public int Id => process!.Id;

    public bool HasEnded => process is null or { HasExited: true };

    /// <summary>Starts the program (again) and waits until it says that it is ready.</summary>
    /// <exception cref="InvalidOperationException">It ended before, or says nothing for two minutes.</exception>
    public async Task Start()
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "leineweber.dll"));
        start.ArgumentList.Add(Command);
        foreach (var (name, value) in Options())
        {
            start.ArgumentList.Add(name);
            start.ArgumentList.Add(value);
        }

        if (Command == "serve" && !WithJobs)
        {
            start.ArgumentList.Add("--ohne-auftraege");
        }

        start.Environment["DOTNET_TieredPGO"] = "0";
        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }

        Disk?.PutUnder(start, CanLosePower);
        if (Preload.Length > 0)
        {
            start.Environment["LD_PRELOAD"] = $"{Preload}:{(start.Environment.TryGetValue("LD_PRELOAD", out var disk) ? disk : "")}".TrimEnd(':');
        }

        process?.Dispose();
        process = Process.Start(start)!;
        process.ErrorDataReceived += (_, line) => Log.Enqueue(line.Data ?? "");
        process.BeginErrorReadLine();
        using var patience = new CancellationTokenSource(LongestStart);
        try
        {
            while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
            {
                Log.Enqueue(line);
                if (line.StartsWith("bereit:", StringComparison.Ordinal))
                {
                    _ = Keep(process.StandardOutput);
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            Log.Enqueue($"not ready after {LongestStart}");
        }

        throw new InvalidOperationException($"The program ended before it was ready:\n{LastWords()}");
    }

    /// <summary>kill -9, or takes note that it is dead.</summary>
    public async Task Kill()
    {
        if (process is not null)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }
    }

    /// <summary>Sends a signal by its name, e.g. <c>STOP</c>.</summary>
    public async Task Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{Id}"]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Waits until it has died.</summary>
    /// <returns>False where it still lives after that time.</returns>
    public async Task<bool> Died(TimeSpan patience)
    {
        using var cancel = new CancellationTokenSource(patience);
        try
        {
            await process!.WaitForExitAsync(cancel.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    public string LastWords(int lines = 60) => string.Join('\n', Log.TakeLast(lines));

    public async ValueTask DisposeAsync()
    {
        await Kill();
        process?.Dispose();
    }

    private IEnumerable<(string, string)> Options()
    {
        yield return ("--data", Installation.DataFolder);
        yield return ("--database", Installation.Database);
        if (Command == "serve")
        {
            yield return ("--port", $"{Port}");
        }

        if (Installation.ObjectStore is { } store)
        {
            yield return ("--objekte", store);
        }
    }

    private async Task Keep(StreamReader output)
    {
        while (await output.ReadLineAsync() is { } line)
        {
            Log.Enqueue(line);
        }
    }
}
