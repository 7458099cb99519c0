using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Tests.Sicherheit;

/// <summary>The city as it runs in operation: behind a proxy on the same machine that speaks TLS with the world.</summary>
public sealed class HttpsCity : IAsyncLifetime
{
    /// <summary>Where the next request comes from; the proxy on this machine, unless a test says otherwise.</summary>
    public IPAddress From { get; set; } = IPAddress.Loopback;

    /// <summary>The city.</summary>
    public City City { get; } = new();

    /// <summary>A browser that speaks HTTPS with the proxy.</summary>
    public Visitor Browser()
    {
        var visitor = City.Visitor();
        visitor.Headers["X-Forwarded-Proto"] = "https";
        visitor.Headers["X-Forwarded-For"] = "198.51.100.7";
        return visitor;
    }

    public ValueTask InitializeAsync()
    {
        City.Configure = builder => builder.Services.AddSingleton<IStartupFilter>(new Peer(this));
        return City.InitializeAsync();
    }

    public ValueTask DisposeAsync() => City.DisposeAsync();

    private sealed class Peer(HttpsCity city) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, onward) =>
            {
                context.Connection.RemoteIpAddress = city.From;
                return onward(context);
            });
            next(app);
        };
    }
}
