using System.Buffers;
using Leineweber.Foundation;
using Leineweber.Foundation.Figures;
using Leineweber.Foundation.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Leistungen.Read;

/// <summary>Counts page views of the portal (<c>seitenaufruf</c>) and visits (<c>besuch</c>): a view that was not reached from another page of
/// this site. Neither cookie nor address is kept; programs that say what they are do not count.</summary>
internal sealed class CountVisits : IAsyncPageFilter
{
    private static readonly SearchValues<string> Programs = SearchValues.Create(["bot", "crawl", "spider", "monitor", "curl", "wget", "preview"], StringComparison.OrdinalIgnoreCase);

    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        await next();
        var http = context.HttpContext;
        if (HttpMethods.IsGet(http.Request.Method) && http.Response.StatusCode == StatusCodes.Status200OK)
        {
            Count(http, http.RequestServices.GetRequiredService<CurrentTenant>().Space, http.RequestServices.GetRequiredService<TimeProvider>().Today());
        }
    }

    /// <summary>Counts a view of the requested page.</summary>
    public static void Count(HttpContext http, TenantSpace space, DateOnly today)
    {
        if (IsPortal(http.Request.Path) && !IsProgram(http.Request))
        {
            Zaehler.Count(space, today, "seitenaufruf");
            if (!CameFromHere(http.Request))
            {
                Zaehler.Count(space, today, "besuch");
            }
        }
    }

    private static bool IsPortal(PathString path) => !path.StartsWithSegments("/amt") && !path.StartsWithSegments("/fehler") && !path.StartsWithSegments("/muster");

    private static bool CameFromHere(HttpRequest request) =>
        Uri.TryCreate(request.Headers.Referer.ToString(), UriKind.Absolute, out var from) && from.Host.Equals(request.Host.Host, StringComparison.OrdinalIgnoreCase);

    private static bool IsProgram(HttpRequest request) => request.Headers.UserAgent.ToString().AsSpan().ContainsAny(Programs);
}
