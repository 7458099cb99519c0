using System.Security.Cryptography;
using Leineweber.Foundation.Tenancy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Leineweber.Leistungen.Embed;

/// <summary>The script with which other web sites show the portal's search box.</summary>
internal static class EmbedScript
{
    /// <summary>Setting of a tenant: the origins that may show the search box in a frame, separated by blanks.</summary>
    public const string OriginsSetting = "einbetten.herkunft";

    private static readonly byte[] Script = Read();
    private static readonly EntityTagHeaderValue Tag = new($"\"{Convert.ToHexStringLower(SHA256.HashData(Script))[..24]}\"");

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/einbetten/suche.js", (HttpContext http) =>
    {
        http.Response.Headers.CacheControl = "public, max-age=3600";
        http.Response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        return Results.Bytes(Script, "text/javascript; charset=utf-8", entityTag: Tag);
    }).ExcludeFromDescription();

    /// <summary>The origins of the setting that are origins; anything else would open or break the policy.</summary>
    public static IReadOnlyList<string> Origins(Tenant tenant) =>
        [.. tenant.Settings.GetValueOrDefault(OriginsSetting, "").Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Where(text => Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme is "https" or "http") && uri.GetLeftPart(UriPartial.Authority) == text)];

    private static byte[] Read()
    {
        using var stream = typeof(EmbedScript).Assembly.GetManifestResourceStream("Leineweber.Leistungen.suche.js")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
