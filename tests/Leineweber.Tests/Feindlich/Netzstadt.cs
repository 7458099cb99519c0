using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Leineweber.Serve;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Leineweber.Tests.Feindlich;

/// <summary>The whole program behind its real web server on a port of its own, for requests that are sent byte by byte. Its patience is shortened; what it is in real life is kept.</summary>
public sealed class Netzstadt : IAsyncLifetime
{
    /// <summary>A request with this header counts as coming from the address it names.</summary>
    public const string From = "Lw-Pruef-Von";

    private readonly MeterListener meter = new();
    private WebApplication? app;
    private TestData? data;
    private long connections;

    public int Port { get; private set; }

    public TestLog Log { get; } = new();

    /// <summary>The limits as the program sets them.</summary>
    public (TimeSpan Headers, MinDataRate? Body, int HeaderCount, int HeaderBytes, int LineBytes, long? BodyBytes, TimeSpan KeepAlive) Real { get; private set; }

    /// <summary>Connections the server holds right now.</summary>
    public long Connections => Interlocked.Read(ref connections);

    public async ValueTask InitializeAsync()
    {
        data = await TestData.CopyOfTemplate();
        app = WebHost.Build(data.Installation, withJobs: false, builder =>
        {
            builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel =>
            {
                var limits = kestrel.Limits;
                Real = (limits.RequestHeadersTimeout, limits.MinRequestBodyDataRate, limits.MaxRequestHeaderCount, limits.MaxRequestHeadersTotalSize, limits.MaxRequestLineSize, limits.MaxRequestBodySize, limits.KeepAliveTimeout);
                (limits.RequestHeadersTimeout, limits.MinRequestBodyDataRate) = (TimeSpan.FromSeconds(2), new MinDataRate(240, TimeSpan.FromSeconds(1.5)));
            });
            builder.Services.AddSingleton<IStartupFilter, Sender>();
            builder.Logging.ClearProviders().AddProvider(Log);
        });
        await app.StartAsync();
        Port = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;
        meter.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "kestrel.active_connections")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        meter.SetMeasurementEventCallback<long>((_, change, tags, _) =>
        {
            foreach (var tag in tags)
            {
                if (tag is { Key: "server.port", Value: int port } && port == Port)
                {
                    Interlocked.Add(ref connections, change);
                }
            }
        });
        meter.Start();
    }

    public async ValueTask DisposeAsync()
    {
        meter.Dispose();
        await app!.StopAsync();
        await app.DisposeAsync();
        await data!.Remove();
    }

    /// <summary>A browser over the network.</summary>
    public Visitor Visitor() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }, new Uri($"http://127.0.0.1:{Port}/"));

    public async Task<NetworkStream> Connect()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, Port, TestContext.Current.CancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }

    /// <summary>Sends bytes and reads until the server closes; what it had not said after ten seconds it will not say.</summary>
    public async Task<string> Ask(byte[] request)
    {
        await using var stream = await Connect();
        await Write(stream, request);
        return await ReadToEnd(stream);
    }

    /// <inheritdoc cref="Ask(byte[])"/>
    public Task<string> Ask(string request) => Ask(Encoding.Latin1.GetBytes(request));

    public static async Task<string> ReadToEnd(Stream stream)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        using var bytes = new MemoryStream();
        try
        {
            await stream.CopyToAsync(bytes, patience.Token);
        }
        catch (IOException)
        {
            // Closed before all of the request was read: what was answered until then counts.
        }
        catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            bytes.Write("\n(still open)"u8);
        }

        return Encoding.Latin1.GetString(bytes.ToArray());
    }

    public static async Task Write(Stream stream, byte[] bytes)
    {
        try
        {
            await stream.WriteAsync(bytes, TestContext.Current.CancellationToken);
        }
        catch (IOException)
        {
            // The server has heard enough.
        }
    }

    /// <summary>Waits until the server holds no more connections than before.</summary>
    public async Task<bool> Quiet(long before)
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < TimeSpan.FromSeconds(60);)
        {
            if (Connections <= before)
            {
                return true;
            }

            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        return false;
    }

    /// <summary>Lets a test say where a request comes from, before anything else looks at it.</summary>
    private sealed class Sender : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, rest) =>
            {
                if (context.Request.Headers[From] is [{ Length: > 0 } from])
                {
                    context.Connection.RemoteIpAddress = IPAddress.Parse(from);
                }

                return rest(context);
            });
            next(app);
        };
    }
}
