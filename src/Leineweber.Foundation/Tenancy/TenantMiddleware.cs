using Leineweber.Foundation.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Foundation.Tenancy;

/// <summary>Finds the tenant by the request's host name; an unknown host is refused before anything else looks at the request.</summary>
public static class TenantMiddleware
{
    /// <summary>Puts the tenant into the request's scope.</summary>
    public static IApplicationBuilder UseTenants(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var tenants = context.RequestServices.GetRequiredService<Tenants>();
        if (await tenants.FindByHost(context.Request.Host.Host, context.RequestAborted) is not { } tenant)
        {
            context.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
            context.Response.ContentType = "text/plain; charset=utf-8";
            await context.Response.WriteAsync("Unter dieser Adresse gibt es hier keine Stadt.\nThere is no city at this address.\n");
            return;
        }

        context.RequestServices.GetRequiredService<CurrentTenant>().Space = tenants.Space(tenant);
        if (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
        {
            await next(context);
            return;
        }

        var isDurable = false;
        context.Response.OnStarting(AnswerDurably);
        await next(context);
        if (!context.Response.HasStarted)
        {
            // Here an error still becomes an error page.
            await AnswerDurably();
        }

        // "You sent this already" is an acknowledgement as well, although nothing is changed for it.
        async Task AnswerDurably()
        {
            var db = context.RequestServices.GetRequiredService<LeineweberDb>();
            if (!isDurable && context.Response.StatusCode < StatusCodes.Status400BadRequest && !db.HasWritten)
            {
                await db.MakeDurable(context.RequestAborted);
                isDurable = true;
            }
        }
    });
}
