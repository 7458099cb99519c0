using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Leineweber.Faults.Outside;

/// <summary>How the object store misbehaves.</summary>
internal enum StoreFault
{
    None,

    /// <summary>Answers after half a second.</summary>
    Slow,

    /// <summary>500 or 503, nothing done.</summary>
    Error,

    /// <summary>The connection ends before anything is done.</summary>
    CutBefore,

    /// <summary>It is done, but the connection ends before the answer.</summary>
    CutAfter,
}

/// <summary>As much of S3 as the program uses, in memory, on one bucket.</summary>
internal sealed class FakeStore : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, byte[]> objects = new();
    private readonly Random random;
    private WebApplication? app;

    private FakeStore(Random random) => this.random = random;

    /// <summary>What it does wrong, and how often (0 to 1).</summary>
    public (StoreFault Kind, double Chance) Fault { get; set; }

    public string Address { get; private set; } = "";

    public static async Task<FakeStore> Start(Random random)
    {
        var store = new FakeStore(random);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        store.app = builder.Build();
        store.app.Run(store.Answer);
        await store.app.StartAsync();
        store.Address = store.app.Urls.First().Replace("http://", "http://schluessel:geheimnis@", StringComparison.Ordinal) + "/eimer";
        return store;
    }

    /// <summary>The object whose name ends in this hash, or null.</summary>
    public byte[]? Read(string sha256) => objects.FirstOrDefault(pair => pair.Key.EndsWith(sha256, StringComparison.Ordinal)).Value;

    public async ValueTask DisposeAsync() => await app!.DisposeAsync();

    private async Task Answer(HttpContext context)
    {
        var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var (kind, chance) = Fault;
        bool unlucky;
        lock (random)
        {
            unlucky = random.NextDouble() < chance;
        }

        switch (unlucky ? kind : StoreFault.None)
        {
            case StoreFault.Slow:
                await Task.Delay(500);
                break;
            case StoreFault.Error:
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                return;
            case StoreFault.CutBefore:
                context.Abort();
                return;
        }

        await Serve(context, body.ToArray());
        if (unlucky && kind == StoreFault.CutAfter)
        {
            context.Abort();
        }
    }

    private async Task Serve(HttpContext context, byte[] body)
    {
        var name = context.Request.Path.Value!;
        var there = objects.TryGetValue(name, out var content);
        // S3 says MD5 here, and the client holds what it reads against it; nothing is protected by it.
#pragma warning disable CA5351
        context.Response.Headers.ETag = $"\"{Convert.ToHexStringLower(System.Security.Cryptography.MD5.HashData(context.Request.Method == "PUT" ? body : content ?? []))}\"";
#pragma warning restore CA5351
        context.Response.Headers.LastModified = "Sun, 22 Nov 2026 12:00:00 GMT";
        switch (context.Request.Method)
        {
            case "PUT":
                objects[name] = body;
                break;
            case "DELETE":
                objects.TryRemove(name, out _);
                context.Response.StatusCode = StatusCodes.Status204NoContent;
                break;
            case "GET" or "HEAD" when !there:
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                break;
            case "HEAD":
                context.Response.ContentLength = content!.Length;
                break;
            default:
                context.Response.ContentLength = content!.Length;
                await context.Response.Body.WriteAsync(content);
                break;
        }
    }
}
