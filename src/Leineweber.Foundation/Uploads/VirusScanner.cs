using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using Leineweber.Foundation.Tenancy;

namespace Leineweber.Foundation.Uploads;

/// <summary>Looks for malware in what people hand in.</summary>
public interface IVirusScanner
{
    /// <summary>The name of what was found, or null where the content is clean.</summary>
    /// <exception cref="IOException">The scanner does not answer: nothing may be accepted unseen.</exception>
    Task<string?> Scan(ReadOnlyMemory<byte> content, CancellationToken cancel);
}

/// <summary>ClamAV's daemon over TCP (INSTREAM); address from the tenant's setting <c>clamav</c> as <c>host:port</c>.</summary>
internal sealed class ClamAvScanner(string host, int port) : IVirusScanner
{
    private const int LongestAnswer = 4096;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    public async Task<string?> Scan(ReadOnlyMemory<byte> content, CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Longest);
        try
        {
            var answer = await Ask(content, patience.Token);
            return answer.EndsWith("OK", StringComparison.Ordinal) ? null
                : answer.EndsWith("FOUND", StringComparison.Ordinal) ? answer.Replace("stream: ", "", StringComparison.Ordinal)[..^6]
                : throw new IOException($"ClamAV answered '{answer}'.");
        }
        catch (SocketException error)
        {
            throw new IOException($"ClamAV at {host}:{port} does not answer.", error);
        }
        catch (OperationCanceledException error) when (!cancel.IsCancellationRequested)
        {
            throw new IOException($"ClamAV at {host}:{port} takes too long.", error);
        }
    }

    private async Task<string> Ask(ReadOnlyMemory<byte> content, CancellationToken cancel)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(host, port, cancel);
        await using var stream = client.GetStream();
        await stream.WriteAsync("zINSTREAM\0"u8.ToArray(), cancel);
        var length = new byte[4];
        for (var at = 0; at < content.Length; at += 65536)
        {
            var part = content.Slice(at, Math.Min(65536, content.Length - at));
            BinaryPrimitives.WriteInt32BigEndian(length, part.Length);
            await stream.WriteAsync(length, cancel);
            await stream.WriteAsync(part, cancel);
        }

        await stream.WriteAsync(new byte[4], cancel);
        return Encoding.ASCII.GetString(await ReadAnswer(stream, cancel)).TrimEnd('\0', '\n', ' ');
    }

    /// <summary>A scanner gone mad must not fill our memory.</summary>
    private async Task<byte[]> ReadAnswer(NetworkStream stream, CancellationToken cancel)
    {
        var answer = new byte[LongestAnswer];
        var length = await stream.ReadAtLeastAsync(answer, answer.Length, throwOnEndOfStream: false, cancel);
        return length < LongestAnswer ? answer[..length] : throw new IOException($"ClamAV at {host}:{port} does not stop answering.");
    }
}

/// <summary>Knows the EICAR test file and nothing else; for demonstrations and where no scanner is set up.</summary>
internal sealed class DemoScanner : IVirusScanner
{
    // In two halves, so that scanners do not take this program for the test file.
    private static readonly byte[] Eicar = Encoding.ASCII.GetBytes("X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-" + "STANDARD-ANTIVIRUS-TEST-FILE!$H+H*");

    public Task<string?> Scan(ReadOnlyMemory<byte> content, CancellationToken cancel) =>
        Task.FromResult(content.Span.IndexOf(Eicar) >= 0 ? "Eicar-Test-Signature" : null);
}

/// <summary>Chooses the tenant's scanner.</summary>
internal static class VirusScanners
{
    public static IVirusScanner For(Tenant tenant) =>
        tenant.Settings.TryGetValue("clamav", out var address) && address.Split(':') is [var host, var port]
            ? new ClamAvScanner(host, int.Parse(port, System.Globalization.CultureInfo.InvariantCulture))
            : new DemoScanner();
}
