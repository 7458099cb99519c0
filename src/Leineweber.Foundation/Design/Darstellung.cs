using Leineweber.Foundation.Security.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Foundation.Design;

/// <summary>Light, dark, or as the device is set: the reader's choice, kept in a cookie.</summary>
public static class Darstellung
{
    private const string Cookie = "darstellung";

    /// <summary><c>light</c>, <c>dark</c> or null for as the device is set.</summary>
    public static string? Of(HttpContext context) => context.Request.Cookies[Cookie] switch
    {
        "hell" => "light",
        "dunkel" => "dark",
        _ => null,
    };

    /// <summary>The choice, for the foot of a page.</summary>
    internal static IHtmlContent Choice(HttpContext context)
    {
        var now = Of(context);
        var (root, back) = (context.Request.PathBase.ToUriComponent(), Uri.EscapeDataString(Requested.Path(context) + context.Request.QueryString));
        IHtmlContent To(string value, string? theme, string word) =>
            Markup.Html($"<li><a href=\"{root}/darstellung/{value}?zurueck={back}\" rel=\"nofollow\"{Markup.Attribute("aria-current", theme == now ? "true" : null)}>{word}</a></li>");
        return Markup.Html($"""<ul aria-label="{T("Darstellung")}"><li class="lw-muted" aria-hidden="true">{T("Darstellung")}:</li>{To("hell", "light", T("Hell"))}{To("dunkel", "dark", T("Dunkel"))}{To("geraet", null, T("Wie mein Gerät"))}</ul>""");
    }

    internal static void MapDarstellung(this IEndpointRouteBuilder routes) => routes.MapGet("/darstellung/{wert}", Choose);

    private static IResult Choose(string wert, string? zurueck, HttpContext context)
    {
        if (wert is not ("hell" or "dunkel" or "geraet"))
        {
            return Results.NotFound();
        }

        context.Response.Cookies.Append(Cookie, wert, new CookieOptions
        {
            SameSite = SameSiteMode.Lax,
            Secure = context.Request.IsHttps,
            HttpOnly = true,
            IsEssential = true,
            MaxAge = wert == "geraet" ? TimeSpan.Zero : TimeSpan.FromDays(365),
        });

        return Results.LocalRedirect("~" + (Weiter.Local(zurueck) ?? "/"));
    }
}
