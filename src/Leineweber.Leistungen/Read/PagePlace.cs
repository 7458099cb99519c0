using Leineweber.Foundation;
using Leineweber.Foundation.Design;
using Leineweber.Foundation.Figures;
using Leineweber.Foundation.Tenancy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Leineweber.Leistungen.Read;

/// <summary>Where the page of this request would stand in the <see cref="PageStore"/>; only for readers without a session.</summary>
/// <param name="Space">The tenant.</param>
/// <param name="Stand">What it depends on.</param>
/// <param name="Key">Its place, or null where it is not worth keeping (a query, a cookie nobody here set).</param>
internal sealed record PagePlace(TenantSpace Space, PageState Stand, string? Key)
{
    private (string Name, string Key)? counts;

    /// <summary>The next views of this page count this too, although the page is not drawn again.</summary>
    public static void AlsoCounts(HttpContext http, string name, string key)
    {
        if (http.Features.Get<PagePlace>() is { } place)
        {
            place.counts = (name, key);
        }
    }

    /// <summary>Keeps the drawn page.</summary>
    public void Keep(string tag, string contentType, byte[] bytes)
    {
        if (Key is not null)
        {
            PageStore.Of(Space).Keep(Stand, Key, new KeptPage(tag, contentType, bytes, counts));
        }
    }
}

/// <summary>Answers from the <see cref="PageStore"/>.</summary>
public static class PageStoreMiddleware
{
    /// <summary>By cookie because of the language (<see cref="Sprache"/>).</summary>
    private static readonly StringValues Varies = new([HeaderNames.Cookie, HeaderNames.AcceptEncoding]);

    /// <summary>Answers with a finished page where there is one. Stands after tenant and language and before routing.</summary>
    public static IApplicationBuilder UsePageStore(this IApplicationBuilder app)
    {
        var clock = app.ApplicationServices.GetRequiredService<TimeProvider>();
        return app.Use((http, next) => Answer(http, next, clock));
    }

    private static async Task Answer(HttpContext http, RequestDelegate next, TimeProvider clock)
    {
        var request = http.Request;
        if (!(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) || request.Path.StartsWithSegments("/amt") || IsPersonal(request))
        {
            await next(http);
            return;
        }

        var space = http.RequestServices.GetRequiredService<CurrentTenant>().Space;
        var store = PageStore.Of(space);
        var place = new PagePlace(space, await store.Stand(space, clock.Now(), http.RequestAborted), KeyOf(http));
        if (place.Key is not null && store.Find(place.Stand, place.Key) is { } page)
        {
            var today = clock.Today();
            CountVisits.Count(http, space, today);
            if (page.Counts is var (name, key))
            {
                Zaehler.Count(space, today, name, key);
            }

            await Send(http, page);
            return;
        }

        http.Features.Set(place);
        await next(http);
    }

    private static bool IsPersonal(HttpRequest request)
    {
        foreach (var (cookie, _) in request.Cookies)
        {
            if (cookie.EndsWith("lw-konto", StringComparison.Ordinal) || cookie.EndsWith("lw-amt", StringComparison.Ordinal) || cookie.StartsWith(".AspNetCore.Mvc.CookieTempData", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static string? KeyOf(HttpContext http)
    {
        if (http.Request.QueryString.HasValue || http.Request.Path.Value is not { Length: < 200 } path)
        {
            return null;
        }

        foreach (var (cookie, _) in http.Request.Cookies)
        {
            if (cookie is not ("sprache" or "darstellung" or "lw-form"))
            {
                return null;
            }
        }

        return $"{Sprache.Code} {Darstellung.Of(http)} {http.Request.PathBase.Value} {path}";
    }

    private static async Task Send(HttpContext http, KeptPage page)
    {
        var headers = http.Response.Headers;
        headers.ETag = page.Tag;
        headers.CacheControl = "private, no-cache";
        if (http.Request.Headers.IfNoneMatch.ToString().Contains(page.Tag, StringComparison.Ordinal))
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var bytes = page.Plain;
        var accepts = http.Request.Headers.AcceptEncoding.ToString();
        if (Accepts(accepts, "br"))
        {
            (bytes, headers.ContentEncoding) = (page.Brotli, "br");
        }
        else if (Accepts(accepts, "gzip"))
        {
            (bytes, headers.ContentEncoding) = (page.Gzip, "gzip");
        }

        headers.Vary = Varies;
        headers.ContentType = page.ContentType;
        headers.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await http.Response.Body.WriteAsync(bytes, http.RequestAborted);
        }
    }

    /// <summary>True where the reader's program takes this encoding; <c>q=0</c> refuses it.</summary>
    private static bool Accepts(string header, string encoding)
    {
        foreach (var part in header.AsSpan().Split(','))
        {
            var wish = header.AsSpan(part).Trim();
            if (wish.StartsWith(encoding, StringComparison.OrdinalIgnoreCase))
            {
                var rest = wish[encoding.Length..].Trim();
                return rest.IsEmpty || (rest[0] == ';' && !rest.EndsWith("q=0") && !rest.EndsWith("q=0.0"));
            }
        }

        return false;
    }
}
