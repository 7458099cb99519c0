using Microsoft.AspNetCore.Http;

namespace Leineweber.Foundation.Security.SignIn;

/// <summary>Holds the secret of a sign-in under way in a cookie of this browser, so that no address carries it.</summary>
public static class SignInStep
{
    /// <summary>Keeps the secret for ten minutes.</summary>
    public static void Set(HttpContext http, SitzungKind kind, string secret) => http.Response.Cookies.Append(Name(kind), secret, OwnCookie.Options(http));

    /// <summary>The secret of this browser, or null.</summary>
    public static string? Get(HttpContext http, SitzungKind kind) => http.Request.Cookies[Name(kind)];

    /// <summary>Forgets it.</summary>
    public static void Clear(HttpContext http, SitzungKind kind) => http.Response.Cookies.Delete(Name(kind), OwnCookie.Options(http));

    private static string Name(SitzungKind kind) => Sitzungen.CookieName(kind) + "-schritt";
}
