using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Leineweber.Browser;

/// <summary>Remembers which route answered an address.</summary>
internal sealed class Served : IStartupFilter
{
    private readonly ConcurrentDictionary<(string Route, string Path), byte> pairs = new();

    /// <summary>The routes that answered these addresses.</summary>
    public IReadOnlySet<string> Routes(IEnumerable<string> paths)
    {
        var looked = paths.ToHashSet(StringComparer.Ordinal);
        return pairs.Keys.Where(pair => looked.Contains(pair.Path)).Select(pair => pair.Route).ToHashSet(StringComparer.Ordinal);
    }

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(async (context, rest) =>
        {
            var path = context.Request.Path.Value!;
            await rest();
            if (context.GetEndpoint() is RouteEndpoint endpoint && !(context.Response.StatusCode is >= 300 and < 400))
            {
                pairs.TryAdd((endpoint.RoutePattern.RawText!.TrimStart('/'), path), 0);
            }
        });
        next(app);
    };
}
