using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Leineweber.Foundation.Typesetting;

/// <summary>One node process that typesets, one document at a time. After any exception it is spent: dispose it.</summary>
internal sealed class TypesettingWorker : IDisposable
{
    private const int MaxAnswer = 100_000_000;
    private readonly Process process;

    private TypesettingWorker(Process process) => this.process = process;

    /// <summary>Documents typeset so far.</summary>
    public int Documents { get; private set; }

    /// <summary>Starts a worker with nothing of our environment but the path.</summary>
    public static TypesettingWorker Start(string folder, TypesettingOptions options, ILogger log)
    {
        var start = Command(options);
        start.ArgumentList.Add("--max-old-space-size=256");
        start.ArgumentList.Add(Path.Combine(folder, "satz.mjs"));
        (start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError) = (true, true, true);
        start.UseShellExecute = false;
        start.WorkingDirectory = folder;
        KeepOnly(start, "PATH", "SystemRoot", "TEMP", "TMP");

        // A template must not reach the network: Typst would fetch packages. Nothing listens on the discard port.
        foreach (var name in new[] { "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy" })
        {
            start.Environment[name] = "http://127.0.0.1:9";
        }

        var process = Process.Start(start) ?? throw new TypesettingException("node did not start");
        process.ErrorDataReceived += (_, line) => LogLine(log, line.Data);
        process.BeginErrorReadLine();
        return new(process);
    }

    /// <summary>Sends a job and waits for its document.</summary>
    /// <exception cref="TypesettingException">The worker says that the template is wrong; it can go on.</exception>
    /// <exception cref="IOException">The worker died.</exception>
    public async Task<byte[]> Render(byte[] job, CancellationToken cancel)
    {
        var input = process.StandardInput.BaseStream;
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, job.Length);
        await input.WriteAsync(length, cancel);
        await input.WriteAsync(job, cancel);
        await input.FlushAsync(cancel);

        var output = process.StandardOutput.BaseStream;
        var head = new byte[5];
        await output.ReadExactlyAsync(head, cancel);
        var size = BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(1));
        if (head[0] > 1 || size is < 0 or > MaxAnswer)
        {
            throw new IOException("The worker answered nonsense.");
        }

        var answer = new byte[size];
        await output.ReadExactlyAsync(answer, cancel);
        Documents++;
        return head[0] == 0 ? answer : throw new TypesettingException(System.Text.Encoding.UTF8.GetString(answer));
    }

    /// <summary>Kills the process, if it still lives, and waits until it is gone.</summary>
    public void Dispose()
    {
        try
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit(TimeSpan.FromSeconds(2));
        }
        catch (InvalidOperationException)
        {
            // It had ended by itself.
        }

        process.Dispose();
    }

    private static ProcessStartInfo Command(TypesettingOptions options)
    {
        if (!OperatingSystem.IsLinux())
        {
            return new("node");
        }

        // --max-old-space-size does not bind the native compiler, the address space does.
        var kilobytes = (options.MemoryMegabytes * 1024L).ToString(CultureInfo.InvariantCulture);
        return new("/bin/sh") { ArgumentList = { "-c", $"ulimit -v {kilobytes}; exec node \"$@\"", "node" } };
    }

    private static void KeepOnly(ProcessStartInfo start, params string[] names)
    {
        var kept = names.Where(start.Environment.ContainsKey).ToDictionary(n => n, n => start.Environment[n]);
        start.Environment.Clear();
        foreach (var (name, value) in kept)
        {
            start.Environment[name] = value;
        }
    }

    private static void LogLine(ILogger log, string? line)
    {
        if (!string.IsNullOrEmpty(line))
        {
            log.LogWarning("Typesetting worker: {Line}", line);
        }
    }
}
