using Leineweber.Foundation.Security;

namespace Leineweber.Serve;

/// <summary>Headers that tell the browser what this site never does.</summary>
internal static class SecurityHeaders
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        + "manifest-src 'self'; form-action 'self'; frame-src 'self'; frame-ancestors 'self'; base-uri 'none'; object-src 'none'";

    private static readonly string[] SessionCookies = [.. Enum.GetValues<SitzungKind>().Select(Sitzungen.CookieName)];

    /// <summary>Adds them to every answer.</summary>
    public static void UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        // Only when the answer starts: the error page clears all headers set before.
        context.Response.OnStarting(() => Set(context));
        return next(context);
    });

    private static Task Set(HttpContext context)
    {
        var headers = context.Response.Headers;
        if (headers.ContentSecurityPolicy.Count == 0)
        {
            headers.ContentSecurityPolicy = Policy;
        }

        if (IsPersonal(context))
        {
            headers.CacheControl = "no-store";
        }

        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(self), geolocation=(self), microphone=(), interest-cohort=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers.TryAdd("Cross-Origin-Resource-Policy", "same-origin");
        if (context.Request.IsHttps)
        {
            headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
        }

        return Task.CompletedTask;
    }

    /// <summary>What is drawn for someone with a session shows at least their name: no browser and no proxy keeps it. Files that are the same for everybody say so themselves.</summary>
    private static bool IsPersonal(HttpContext context) =>
        context.GetEndpoint() is not null
        && !context.Response.Headers.CacheControl.ToString().StartsWith("public", StringComparison.Ordinal)
        && SessionCookies.Any(name => context.Request.Cookies.ContainsKey(name)
            || context.Response.Headers.SetCookie.Any(cookie => cookie?.Contains(name + '=', StringComparison.Ordinal) == true));
}
