using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Tests.Rechte;

/// <summary>One thing the program answers to.</summary>
/// <param name="Pattern">The address with its parameters, as the routing table holds it.</param>
/// <param name="Method">HTTP method.</param>
/// <param name="Handler">Name of the page's handler, or empty.</param>
internal sealed partial record Route(string Pattern, string Method, string Handler)
{
    /// <summary>The row of the table.</summary>
    public string Key => $"{Pattern};{Method}{(Handler.Length > 0 ? " " + Handler : "")}";

    /// <summary>The address with real values; what is not known stays out where it is optional.</summary>
    public string Address(IReadOnlyDictionary<string, string> values)
    {
        var path = Parameter().Replace(Pattern, match =>
        {
            var name = match.Groups["name"].Value;
            return values.GetValueOrDefault($"{Method} {Pattern} {name}") ?? values.GetValueOrDefault($"{Pattern} {name}") ?? values.GetValueOrDefault(name) ?? Alike(values, name, match.Index + match.Length)
                ?? (match.Value.Contains('?', StringComparison.Ordinal) || match.Value.Contains('=', StringComparison.Ordinal) ? "" : throw new InvalidOperationException($"No value for {{{name}}} in {Pattern}: say one in {nameof(Schauplatz)}."));
        });
        path = path.Length > 1 ? path.TrimEnd('/') : path;
        var query = values.GetValueOrDefault($"{Pattern}?") ?? "";
        return Handler.Length == 0 ? path + query : $"{path}{query}{(query.Length == 0 ? "?" : "&")}handler={Handler}";
    }

    /// <summary>Addresses that begin alike speak of the same thing: <c>/amt/akten/akte/{id:guid}/schutz</c> of the Akte of <c>/amt/akten/akte/{id:guid}</c>.</summary>
    private string? Alike(IReadOnlyDictionary<string, string> values, string name, int end) =>
        values.Where(pair => pair.Key.EndsWith(" " + name, StringComparison.Ordinal) && pair.Key.StartsWith(Pattern[..end], StringComparison.Ordinal)).OrderBy(pair => pair.Key.Length).ThenBy(pair => pair.Key, StringComparer.Ordinal).FirstOrDefault().Value;

    [GeneratedRegex(@"\{\**(?<name>\w+)[^}]*\}")]
    private static partial Regex Parameter();
}

/// <summary>The routing table as the running program holds it: every page, handler and endpoint.</summary>
internal static class Routentafel
{
    /// <summary>What the pipeline answers before routing.</summary>
    private static readonly Route[] BeforeRouting = [new("/health", "GET", ""), new("/ready", "GET", ""), new("/metrics", "GET", "")];

    public static async Task<IReadOnlyList<Route>> Read(City city)
    {
        var loader = city.Services.GetRequiredService<PageLoader>();
        var routes = new HashSet<Route>(BeforeRouting);
        foreach (var endpoint in city.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>())
        {
            var pattern = "/" + endpoint.RoutePattern.RawText!.TrimStart('/');
            if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } page)
            {
                routes.Add(new(pattern, "GET", ""));
                var compiled = await loader.LoadAsync(page, endpoint.Metadata);
                routes.UnionWith(compiled.HandlerMethods.Select(handler => new Route(pattern, handler.HttpMethod.ToUpperInvariant(), handler.Name ?? "")));
            }
            else
            {
                routes.UnionWith((endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(method => new Route(pattern, method, "")));
            }
        }

        return [.. routes.OrderBy(route => route.Pattern, StringComparer.Ordinal).ThenBy(route => route.Method, StringComparer.Ordinal).ThenBy(route => route.Handler, StringComparer.Ordinal)];
    }
}
