using Microsoft.Net.Http.Headers;

namespace Leineweber.Serve;

/// <summary>Over HTTPS every cookie of the program is Secure and called <c>__Host-…</c>: browsers then take it only from this host, over HTTPS, for all paths (RFC 6265bis §4.1.3.2).</summary>
/// <remarks>One place for all, the framework's cookies included, so that none can be forgotten. Code knows plain names: what comes without the prefix over HTTPS was set by
/// someone else (another subdomain, an unencrypted connection) and is not seen at all.</remarks>
internal static class HostCookies
{
    private const string Prefix = "__Host-";

    /// <summary>Renames on the way in and out. Stands before everything that looks at cookies.</summary>
    public static void UseHostCookies(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (context.Request.IsHttps)
        {
            context.Request.Headers.Cookie = string.Join("; ", context.Request.Headers.Cookie.SelectMany(header => (header ?? "").Split(';', StringSplitOptions.TrimEntries))
                .Where(cookie => cookie.StartsWith(Prefix, StringComparison.Ordinal)).Select(cookie => cookie[Prefix.Length..]));
            context.Response.OnStarting(() =>
            {
                context.Response.Headers.SetCookie = context.Response.Headers.SetCookie.Select(Named).ToArray();
                return Task.CompletedTask;
            });
        }

        return next(context);
    });

    private static string Named(string? header)
    {
        var cookie = SetCookieHeaderValue.Parse(header);
        (cookie.Name, cookie.Secure, cookie.Path, cookie.Domain) = (Prefix + cookie.Name, true, "/", null);
        return cookie.ToString();
    }
}
