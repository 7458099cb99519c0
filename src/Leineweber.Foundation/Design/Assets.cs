using System.Collections.Concurrent;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Leineweber.Foundation.Design;

/// <summary>Style sheets, scripts and fonts, built from the sources of the modules and carried inside their assemblies as
/// <c>front/…</c> resources, already compressed. An address holds the hash of the content, so that browsers keep it for good.</summary>
public static class Assets
{
    private const string Folder = "front/";
    private static readonly ConcurrentDictionary<string, Asset> All = new(StringComparer.Ordinal);

    static Assets()
    {
        AppDomain.CurrentDomain.AssemblyLoad += (_, loaded) => Read(loaded.LoadedAssembly);
        foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies())
        {
            Read(assembly);
        }
    }

    /// <summary>Address of an asset without the path base, e.g. <c>/gestaltung/4f3a…/leineweber.css</c>.</summary>
    /// <exception cref="InvalidOperationException">There is no such asset.</exception>
    public static string Address(string name) => All.TryGetValue(name, out var asset)
        ? asset.Address
        : throw new InvalidOperationException($"No asset {name}; there are {string.Join(", ", All.Keys.Order())}.");

    /// <summary>Content of a text asset.</summary>
    internal static string Text(string name) => System.Text.Encoding.UTF8.GetString(All[name].Plain);

    internal static void MapAssets(this IEndpointRouteBuilder routes) =>
        routes.MapMethods("/gestaltung/{hash}/{**name}", ["GET", "HEAD"], Send).WithName("gestaltung");

    private static IResult Send(string hash, string name, HttpContext context)
    {
        if (!All.TryGetValue(name, out var asset))
        {
            return Results.NotFound();
        }

        var headers = context.Response.Headers;
        headers.CacheControl = hash == asset.Hash ? "public, max-age=31536000, immutable" : "no-cache";
        headers.XContentTypeOptions = "nosniff";
        var brotli = asset.Brotli is not null && context.Request.Headers.AcceptEncoding.ToString().Contains("br", StringComparison.Ordinal);
        if (asset.Brotli is not null)
        {
            headers.Vary = HeaderNames.AcceptEncoding;
        }

        if (brotli)
        {
            headers.ContentEncoding = "br";
        }

        return Results.Bytes(brotli ? asset.Brotli! : asset.Plain, asset.ContentType, entityTag: new EntityTagHeaderValue($"\"{asset.Hash}{(brotli ? "b" : "")}\""));
    }

    private static void Read(Assembly assembly)
    {
        if (assembly.IsDynamic || assembly.GetName().Name?.StartsWith("Leineweber", StringComparison.OrdinalIgnoreCase) != true)
        {
            return;
        }

        var names = assembly.GetManifestResourceNames();
        foreach (var resource in names.Where(n => n.StartsWith(Folder, StringComparison.Ordinal) && !n.EndsWith(".br", StringComparison.Ordinal)))
        {
            var plain = Bytes(assembly, resource);
            var name = resource[Folder.Length..];
            All[name] = new Asset(name, plain, names.Contains(resource + ".br") ? Bytes(assembly, resource + ".br") : null);
        }
    }

    private static byte[] Bytes(Assembly assembly, string resource)
    {
        using var stream = assembly.GetManifestResourceStream(resource)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private sealed record Asset(string Name, byte[] Plain, byte[]? Brotli)
    {
        public string Hash { get; } = Convert.ToHexStringLower(SHA256.HashData(Plain))[..12];

        public string Address => $"/gestaltung/{Hash}/{Name}";

        public string ContentType => Path.GetExtension(Name) switch
        {
            ".css" => "text/css; charset=utf-8",
            ".js" => "text/javascript; charset=utf-8",
            ".woff2" => "font/woff2",
            ".svg" => "image/svg+xml",
            _ => "application/octet-stream",
        };
    }
}
