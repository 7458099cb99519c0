using System.Net;
using System.Net.Sockets;

namespace Leineweber.Faults.Outside;

/// <summary>A virus scanner that fails.</summary>
internal sealed class FakeScanner : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource end = new();
    private readonly Task serving;

    /// <param name="how"><c>hangs</c>: takes the file and never answers; <c>dies</c>: in the middle of it; <c>babbles</c>: answers without end.</param>
    public FakeScanner(string how)
    {
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        serving = Task.Run(() => Serve(how));
    }

    public int Port { get; }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await serving;
        listener.Stop();
        end.Dispose();
    }

    private async Task Serve(string how)
    {
        var open = new List<Task>();
        try
        {
            while (true)
            {
                open.Add(Answer(await listener.AcceptTcpClientAsync(end.Token), how));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task Answer(TcpClient client, string how)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                var bytes = new byte[16];
                await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, end.Token);
                if (how == "hangs")
                {
                    await Task.Delay(Timeout.Infinite, end.Token);
                }

                while (how == "babbles")
                {
                    await stream.WriteAsync(new byte[65536], end.Token);
                }
            }
            catch (Exception error) when (error is IOException or OperationCanceledException)
            {
                // The program has had enough, or the test has.
            }
        }
    }
}
