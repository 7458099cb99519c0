using Microsoft.AspNetCore.Antiforgery;

namespace Leineweber.Serve;

/// <summary>What another site makes a browser send is refused before anything looks at it; the second lock beside the form token.</summary>
/// <remarks>Browsers say where a request comes from (Fetch Metadata, W3C; Origin, RFC 6454), and a page cannot make them lie. Programs that say nothing pass.</remarks>
internal static class OwnOrigin
{
    /// <summary>Answers 400 to a changing request of another site, save for endpoints that disable the form token (machines call those).</summary>
    public static void UseOwnOrigin(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var request = context.Request;
        if (!IsReadable(request.ContentType))
        {
            context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return;
        }

        var isReading = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method);
        if (isReading || IsOwn(request) || context.GetEndpoint()?.Metadata.GetMetadata<IAntiforgeryMetadata>() is { RequiresValidation: false })
        {
            await next(context);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status400BadRequest;
    });

    /// <summary>Our forms speak UTF-8; reading UTF-7, which the framework refuses with an exception, nobody needs.</summary>
    private static bool IsReadable(string? contentType) =>
        !Microsoft.Net.Http.Headers.MediaTypeHeaderValue.TryParse(contentType, out var type) || !type.Charset.HasValue
        || Microsoft.Net.Http.Headers.HeaderUtilities.RemoveQuotes(type.Charset).ToString().ToLowerInvariant() is "" or "utf-8" or "utf8" or "us-ascii" or "iso-8859-1";

    private static bool IsOwn(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Site"] is { Count: > 0 } site)
        {
            return site == "same-origin" || site == "none";
        }

        // The port is the proxy's business; the host names the city.
        return request.Headers.Origin is not { Count: > 0 } origin || (Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Host.Equals(request.Host.Host, StringComparison.OrdinalIgnoreCase));
    }
}
