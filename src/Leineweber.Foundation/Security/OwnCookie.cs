using Microsoft.AspNetCore.Http;

namespace Leineweber.Foundation.Security;

/// <summary>How the program sets its cookies. Over HTTPS the web pipeline renames every one of them to <c>__Host-…</c>, so code knows only plain names.</summary>
public static class OwnCookie
{
    /// <summary>For the server's eyes only, for this host and all its paths, until the browser closes.</summary>
    /// <param name="http">The request.</param>
    /// <param name="sameSite">Whether it comes along when another site leads here.</param>
    public static CookieOptions Options(HttpContext http, SameSiteMode sameSite = SameSiteMode.Lax) =>
        new() { HttpOnly = true, Secure = http.Request.IsHttps, SameSite = sameSite, Path = "/", IsEssential = true };
}
