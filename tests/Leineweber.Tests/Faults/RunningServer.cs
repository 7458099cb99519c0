using System.Diagnostics;
using Leineweber.Foundation.Tenancy;

namespace Leineweber.Tests.Faults;

/// <summary>The program as a process of its own on a copy of the seeded cities, so that it can be killed and its system calls can fail.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private readonly TestData data;
    private Process? process;

    private RunningServer(TestData data) => this.data = data;

    public int Port { get; private set; }

    /// <summary>What the program wrote after it was ready: its log.</summary>
    public System.Collections.Concurrent.ConcurrentQueue<string> Log { get; } = new();

    public Installation Installation => data.Installation;

    public static async Task<RunningServer> Start()
    {
        var server = new RunningServer(await TestData.CopyOfTemplate());
        await server.Run();
        return server;
    }

    /// <summary>Starts the program (again) and waits until it says that it is ready.</summary>
    public async Task Run()
    {
        Port = Ports.Free();
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { Path.Combine(AppContext.BaseDirectory, "leineweber.dll"), "serve", "--data", Installation.DataFolder, "--port", $"{Port}", "--database", Installation.Database })
        {
            start.ArgumentList.Add(argument);
        }

        process = Process.Start(start)!;
        process.ErrorDataReceived += (_, line) => Log.Enqueue(line.Data ?? "");
        process.BeginErrorReadLine();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("bereit:", StringComparison.Ordinal))
            {
                _ = Keep(process.StandardOutput);
                return;
            }
        }

        throw new InvalidOperationException("The program ended before it was ready.");
    }

    private async Task Keep(StreamReader output)
    {
        while (await output.ReadLineAsync() is { } line)
        {
            Log.Enqueue(line);
        }
    }

    /// <summary>A browser on the large city.</summary>
    public Visitor Visitor() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }, new Uri($"http://127.0.0.1:{Port}/"));

    /// <summary>kill -9.</summary>
    public async Task Kill()
    {
        process!.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Lets system calls of the running program fail until disposed.</summary>
    /// <param name="calls">Names, e.g. <c>fsync,fdatasync</c>.</param>
    /// <param name="error">Name of the error, e.g. <c>EIO</c>.</param>
    public async Task<IAsyncDisposable> Fail(string calls, string error)
    {
        var strace = Process.Start(new ProcessStartInfo("strace", $"-f -p {process!.Id} -e trace={calls} -e inject={calls}:error={error} -o /dev/null") { RedirectStandardError = true })!;
        while (await strace.StandardError.ReadLineAsync() is { } line && !line.Contains("attached", StringComparison.Ordinal))
        {
            // strace says that it is attached before the first call fails.
        }

        return new Injection(strace);
    }

    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false })
        {
            await Kill();
        }

        process?.Dispose();
        await data.Remove();
    }

    private sealed class Injection(Process strace) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            // SIGTERM, so that strace lets go of the program properly.
            using var end = Process.Start("kill", $"{strace.Id}");
            await end.WaitForExitAsync();
            await strace.WaitForExitAsync();
            strace.Dispose();
        }
    }
}
