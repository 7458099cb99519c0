using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Leineweber.Tests.Foundation;

/// <summary>What the line to the object store does.</summary>
internal enum Line
{
    Good,

    /// <summary>Every request is answered with 500.</summary>
    Failing,

    /// <summary>Connections are taken and nothing comes back.</summary>
    Silent,

    /// <summary>Answers break off half-way.</summary>
    Cut,
}

/// <summary>npm <c>s3rver</c>, an S3 server of others, as a process on a loopback port, behind a line that can be disturbed.</summary>
internal sealed class S3Server : IAsyncDisposable
{
    private readonly Process process;
    private readonly int port;
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<TcpClient, byte> open = new();
    private readonly CancellationTokenSource stop = new();
    private Line line;
    private int left;

    private S3Server(Process process, int port)
    {
        this.process = process;
        this.port = port;
        listener.Start();
        _ = Accept();
    }

    public static string? Missing => Directory.Exists(Path.Combine(Folder, "node_modules")) ? null : "npm ci in tests/Leineweber.Tests/Foundation/s3rver was not run (./leineweber test does it)";

    private static string Folder => Path.Combine(Repository.Root, "tests", "Leineweber.Tests", "Foundation", "s3rver");

    /// <summary>Address of the bucket, as an operator would give it.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="patience">Seconds until an answer counts as missing.</param>
    public string Address(string bucket, int patience = 30) => $"http://S3RVER:S3RVER@127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/{bucket}?wartezeit={patience}";

    /// <summary>The same without the line that can be disturbed, and with more patience: for other processes under load.</summary>
    public string DirectAddress(string bucket) => $"http://S3RVER:S3RVER@127.0.0.1:{port}/{bucket}";

    public static async Task<S3Server> Start(string folder)
    {
        var port = Ports.Free();
        var process = Process.Start(new ProcessStartInfo("node")
        {
            ArgumentList = { "--no-warnings", "server.mjs", port.ToString(CultureInfo.InvariantCulture), folder },
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
        })!;
        return await process.StandardOutput.ReadLineAsync() == "bereit" ? new S3Server(process, port) : throw new InvalidOperationException("The S3 server did not start.");
    }

    /// <summary>Disturbs the line for so many connections, then it is good again.</summary>
    public void Disturb(Line how, int connections = int.MaxValue)
    {
        (line, left) = (how, connections);
        foreach (var client in open.Keys)
        {
            client.Dispose();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Dispose();
        foreach (var client in open.Keys)
        {
            client.Dispose();
        }

        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        stop.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(stop.Token);
                open[client] = 0;
                _ = Serve(client, Interlocked.Decrement(ref left) >= 0 ? line : Line.Good);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task Serve(TcpClient client, Line how)
    {
        try
        {
            using var near = client;
            var stream = near.GetStream();
            if (how is Line.Silent)
            {
                await Task.Delay(Timeout.Infinite, stop.Token);
            }

            if (how is Line.Failing)
            {
                await stream.ReadAtLeastAsync(new byte[1], 1, cancellationToken: stop.Token);
                await stream.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"), stop.Token);
                return;
            }

            using var far = new TcpClient();
            await far.ConnectAsync(IPAddress.Loopback, port, stop.Token);
            var up = stream.CopyToAsync(far.GetStream(), stop.Token);
            if (how is Line.Cut)
            {
                var some = new byte[600];
                await stream.WriteAsync(some.AsMemory(0, await far.GetStream().ReadAtLeastAsync(some, some.Length, throwOnEndOfStream: false, stop.Token)), stop.Token);
                return;
            }

            await Task.WhenAny(up, far.GetStream().CopyToAsync(stream, stop.Token));
        }
        catch (Exception error) when (error is IOException or OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // One of the ends hung up.
        }
        finally
        {
            open.TryRemove(client, out _);
        }
    }
}
