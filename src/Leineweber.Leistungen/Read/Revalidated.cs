using System.Security.Cryptography;
using System.Text;
using Leineweber.Foundation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Leistungen.Read;

/// <summary>Lets browsers keep a page that is the same for everybody and ask whether it changed: 304 while descriptions, language, colours and
/// the next five minutes ("now open") are the same. What was drawn goes to the <see cref="PageStore"/> for the next reader.
/// Whoever has a session always gets a fresh page.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class RevalidatedAttribute : Attribute, IAsyncResourceFilter
{
    /// <summary>Changes with every start of the program, which may bring other pages.</summary>
    private static readonly string Program = Convert.ToHexString(RandomNumberGenerator.GetBytes(8));

    public async Task OnResourceExecutionAsync(ResourceExecutingContext context, ResourceExecutionDelegate next)
    {
        var http = context.HttpContext;
        if (http.Features.Get<PagePlace>() is not { } place)
        {
            await next();
            return;
        }

        var tag = TagOf(http, place);
        http.Response.Headers.CacheControl = "private, no-cache";
        if (http.Request.Headers.IfNoneMatch.ToString().Split(',', StringSplitOptions.TrimEntries).Contains(tag))
        {
            http.Response.Headers.ETag = tag;
            CountVisits.Count(http, place.Space, http.RequestServices.GetRequiredService<TimeProvider>().Today());
            context.Result = new StatusCodeResult(StatusCodes.Status304NotModified);
            return;
        }

        http.Response.OnStarting(() =>
        {
            if (http.Response.StatusCode == StatusCodes.Status200OK)
            {
                http.Response.Headers.ETag = tag;
            }
            else
            {
                http.Response.Headers.CacheControl = "no-cache";
            }

            return Task.CompletedTask;
        });
        if (place.Key is null || !HttpMethods.IsGet(http.Request.Method))
        {
            await next();
            return;
        }

        await Draw(http, place, tag, next);
    }

    private static async Task Draw(HttpContext http, PagePlace place, string tag, ResourceExecutionDelegate next)
    {
        var outside = http.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        using var page = new MemoryStream();
        var inside = new StreamResponseBodyFeature(page);
        http.Features.Set<IHttpResponseBodyFeature>(inside);
        try
        {
            await next();
            await inside.CompleteAsync();
        }
        finally
        {
            http.Features.Set(outside);
        }

        var response = http.Response;
        var bytes = page.ToArray();
        if (response.StatusCode == StatusCodes.Status200OK && bytes.Length > 0 && response.ContentType is { } type
            && response.Headers.SetCookie.Count == 0 && response.Headers.ContentSecurityPolicy.Count == 0)
        {
            place.Keep(tag, type, bytes);
        }

        await response.Body.WriteAsync(bytes, http.RequestAborted);
    }

    private static string TagOf(HttpContext http, PagePlace place)
    {
        var cookies = string.Join('&', http.Request.Cookies.Where(cookie => cookie.Key != "lw-form").OrderBy(cookie => cookie.Key, StringComparer.Ordinal).Select(cookie => $"{cookie.Key}={cookie.Value}"));
        var key = string.Join('\n', Program, place.Space.Tenant.Key, place.Stand, Sprache.Code, cookies, http.Request.PathBase, http.Request.Path, http.Request.QueryString);
        return $"W/\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..24]}\"";
    }
}
