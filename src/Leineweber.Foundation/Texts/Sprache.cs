using System.Globalization;
using Leineweber.Foundation.Design;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Net.Http.Headers;

namespace Leineweber.Foundation;

/// <summary>Language of the reader: German or English. Follows <see cref="CultureInfo.CurrentUICulture"/>; anything but English is German.</summary>
public static class Sprache
{
    private const string Name = "sprache";
    private static readonly CultureInfo German = CultureInfo.GetCultureInfo("de-DE");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>True where the reader chose English.</summary>
    public static bool IsEnglish => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en";

    /// <summary><c>de</c> or <c>en</c>, as the <c>lang</c> attribute wants it.</summary>
    public static string Code => IsEnglish ? "en" : "de";

    /// <summary>How the reader writes dates and numbers: de-DE or en-GB.</summary>
    public static CultureInfo Format => IsEnglish ? English : German;

    /// <summary>Speaks the given language until disposed; for letters and mails to somebody whose language is known.</summary>
    /// <param name="code"><c>en</c>; anything else is German.</param>
    public static IDisposable Speak(string? code)
    {
        var before = new Before(CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        Use(code);
        return before;
    }

    /// <summary>This page in the other language.</summary>
    public static string SwitchAddress(HttpRequest request)
    {
        var clean = CleanAddress(request);
        return $"{clean}{(clean.Contains('?') ? '&' : '?')}{Name}={(IsEnglish ? "de" : "en")}";
    }

    /// <summary>Finds the reader's language: the query <c>?sprache=en</c> (kept in a cookie, then redirected to the clean address), the cookie,
    /// or the browser's wish. English is only used on the browser's word where German is not among its languages.</summary>
    public static IApplicationBuilder UseSprache(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var request = context.Request;
        string? asked = request.QueryString.HasValue ? request.Query[Name] : default(string);
        if (asked is "de" or "en")
        {
            context.Response.Cookies.Append(Name, asked, new CookieOptions
            {
                SameSite = Microsoft.AspNetCore.Http.SameSiteMode.Lax,
                Secure = request.IsHttps,
                HttpOnly = true,
                IsEssential = true,
                MaxAge = TimeSpan.FromDays(365),
            });
            if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
            {
                context.Response.Redirect(CleanAddress(request));
                return;
            }
        }
        else
        {
            asked = request.Cookies[Name] is ("de" or "en") and var chosen ? chosen : Wish(request);
        }

        // Nobody before has named anything the answer varies by.
        context.Response.Headers.Vary = HeaderNames.Cookie;
        Use(asked);
        await next(context);
    });

    private static void Use(string? code)
    {
        var culture = code == "en" ? English : German;
        CultureInfo.CurrentCulture = culture;
        CultureInfo.CurrentUICulture = culture;
    }

    private static string CleanAddress(HttpRequest request)
    {
        // "//host" at the front would be read as an address of another site.
        var path = "/" + (request.PathBase + Requested.Path(request.HttpContext)).ToUriComponent().TrimStart('/', '\\');
        if (!request.QueryString.HasValue)
        {
            return path;
        }

        var query = new QueryBuilder(request.Query.Where(q => q.Key != Name)
            .SelectMany(q => q.Value.Select(v => KeyValuePair.Create(q.Key, v ?? ""))));
        return path + query.ToQueryString().ToUriComponent();
    }

    private static string Wish(HttpRequest request)
    {
        if (request.Headers.AcceptLanguage is not { Count: > 0 } said || !StringWithQualityHeaderValue.TryParseList(said, out var wishes))
        {
            return "de";
        }

        bool Wants(string code) => wishes.Any(w => w.Quality is not 0 && w.Value.StartsWith(code, StringComparison.OrdinalIgnoreCase));
        return Wants("en") && !Wants("de") ? "en" : "de";
    }

    private sealed record Before(CultureInfo Format, CultureInfo Language) : IDisposable
    {
        public void Dispose()
        {
            CultureInfo.CurrentCulture = Format;
            CultureInfo.CurrentUICulture = Language;
        }
    }
}
