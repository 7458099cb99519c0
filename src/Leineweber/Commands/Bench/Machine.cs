using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Leineweber.Commands.Bench;

/// <summary>What measurements need of the machine: free ports, processor time of processes, a load generator.</summary>
internal static partial class Machine
{
    /// <summary>Load average of the last minute; above 3 wall-clock figures say little.</summary>
    public static double Load() => double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture);

    /// <summary>A port on loopback nobody listens on.</summary>
    public static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    /// <summary>Processor time a process and its threads used so far.</summary>
    public static TimeSpan Cpu(int pid)
    {
        // Fields 14 and 15, counted behind the program's name, in hundredths of a second; threads that ended are in it.
        var fields = File.ReadAllText($"/proc/{pid}/stat").Split(") ")[^1].Split(' ');
        return TimeSpan.FromMilliseconds((long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) * 10);
    }

    /// <summary>Memory a process holds, in bytes.</summary>
    public static long Memory(int pid) =>
        long.Parse(File.ReadLines($"/proc/{pid}/status").First(line => line.StartsWith("VmRSS", StringComparison.Ordinal)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;

    /// <summary>This program once more, as a process of its own.</summary>
    public static Process StartSelf(params string[] arguments) => Start("dotnet", [Path.Combine(AppContext.BaseDirectory, "leineweber.dll"), .. arguments]);

    /// <summary>Starts a program whose output nobody reads.</summary>
    public static Process Start(string program, params string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true }) ?? throw new InvalidOperationException($"{program} does not start.");
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    /// <summary>Waits until an address answers with success.</summary>
    public static async Task<TimeSpan> UntilAnswers(HttpClient http, string address, TimeSpan most, CancellationToken cancel)
    {
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < most)
        {
            try
            {
                using var answer = await http.GetAsync(address, cancel);
                if (answer.IsSuccessStatusCode)
                {
                    await answer.Content.ReadAsByteArrayAsync(cancel);
                    return watch.Elapsed;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(2, cancel);
        }

        throw new TimeoutException($"{address} did not answer within {most.TotalSeconds:0} seconds.");
    }

    /// <summary>Stops a process: politely, then not.</summary>
    public static async Task Stop(Process process)
    {
        if (!process.HasExited)
        {
            using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
            await kill.WaitForExitAsync();
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            try
            {
                await process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
            }
        }

        process.Dispose();
    }

    /// <summary>Loads an address with <c>wrk</c> on one thread and 32 connections.</summary>
    /// <returns>Requests answered, and how many of them badly.</returns>
    public static async Task<(long Requests, long Bad)> Wrk(string address, int seconds, CancellationToken cancel)
    {
        using var wrk = Process.Start(new ProcessStartInfo("wrk", ["-t1", "-c32", $"-d{seconds}s", "-H", "Accept-Encoding: br", "-H", "User-Agent: Mozilla/5.0", address]) { RedirectStandardOutput = true })
            ?? throw new InvalidOperationException("wrk does not start.");
        var said = await wrk.StandardOutput.ReadToEndAsync(cancel);
        await wrk.WaitForExitAsync(cancel);
        var requests = long.Parse(Requests().Match(said).Groups[1].Value, CultureInfo.InvariantCulture);
        var bad = NotOk().Match(said) is { Success: true } match ? long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : 0;
        return (requests, bad);
    }

    /// <summary>The middle one.</summary>
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }

    [GeneratedRegex(@"(\d+) requests in")]
    private static partial Regex Requests();

    [GeneratedRegex(@"Non-2xx or 3xx responses: (\d+)")]
    private static partial Regex NotOk();
}
