using System.Security.Cryptography;
using System.Text;
using Leineweber.Foundation;
using Leineweber.Foundation.Figures;
using Leineweber.Foundation.Tenancy;
using Leineweber.Foundation.Volltext;
using Leineweber.Leistungen.Search;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Leistungen.Read;

/// <summary>Lets browsers keep a page that is the same for everybody and ask whether it changed: 304 while descriptions, language, colours and
/// the next five minutes ("now open") are the same. Whoever has a session always gets a fresh page.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class RevalidatedAttribute : Attribute, IAsyncResourceFilter
{
    /// <summary>Changes with every start of the program, which may bring other pages.</summary>
    private static readonly string Program = Convert.ToHexString(RandomNumberGenerator.GetBytes(8));

    public async Task OnResourceExecutionAsync(ResourceExecutingContext context, ResourceExecutionDelegate next)
    {
        var http = context.HttpContext;
        if (!(HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method)) || http.Request.Cookies.Keys.Any(IsPersonal))
        {
            await next();
            return;
        }

        var tag = await TagOf(http);
        http.Response.Headers.CacheControl = "private, no-cache";
        if (http.Request.Headers.IfNoneMatch.ToString().Split(',', StringSplitOptions.TrimEntries).Contains(tag))
        {
            http.Response.Headers.ETag = tag;
            CountVisits.Count(http, http.RequestServices.GetRequiredService<Zaehler>());
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
        await next();
    }

    private static bool IsPersonal(string cookie) =>
        cookie.EndsWith("lw-konto", StringComparison.Ordinal) || cookie.EndsWith("lw-amt", StringComparison.Ordinal) || cookie.StartsWith(".AspNetCore.Mvc.CookieTempData", StringComparison.Ordinal);

    private static async Task<string> TagOf(HttpContext http)
    {
        var services = http.RequestServices;
        var stand = await services.GetRequiredService<Volltext>().NewestChange(PortalIndex.Name, http.RequestAborted);
        var now = services.GetRequiredService<TimeProvider>().Now();
        var tenant = services.GetRequiredService<Tenant>();
        var cookies = string.Join('&', http.Request.Cookies.Where(cookie => cookie.Key != "lw-form").OrderBy(cookie => cookie.Key, StringComparer.Ordinal).Select(cookie => $"{cookie.Key}={cookie.Value}"));
        var key = string.Join('\n', Program, tenant.Key, tenant.GetHashCode(), stand, now.Ticks / TimeSpan.FromMinutes(5).Ticks, Sprache.Code, cookies, http.Request.PathBase, http.Request.Path, http.Request.QueryString);
        return $"W/\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..24]}\"";
    }
}
