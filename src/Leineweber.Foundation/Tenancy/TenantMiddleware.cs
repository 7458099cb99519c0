using Leineweber.Foundation.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Foundation.Tenancy;

/// <summary>Finds the tenant by the request's host name; an unknown host is refused before anything else looks at the request.</summary>
public static class TenantMiddleware
{
    /// <summary>Puts the tenant into the request's scope.</summary>
    public static IApplicationBuilder UseTenants(this IApplicationBuilder app)
    {
        var tenants = app.ApplicationServices.GetRequiredService<Tenants>();
        return app.Use(async (context, next) =>
        {
            if (await tenants.FindByHost(context.Request.Host.Host, context.RequestAborted) is not { } tenant)
            {
                await Refuse(context.Response);
                return;
            }

            context.RequestServices.GetRequiredService<CurrentTenant>().Space = tenants.Space(tenant);
            await (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) ? next(context) : AnswerDurably(context, next));
        });
    }

    private static Task Refuse(HttpResponse response)
    {
        response.StatusCode = StatusCodes.Status421MisdirectedRequest;
        response.ContentType = "text/plain; charset=utf-8";
        return response.WriteAsync("Unter dieser Adresse gibt es hier keine Stadt.\nThere is no city at this address.\n");
    }

    private static async Task AnswerDurably(HttpContext context, RequestDelegate next)
    {
        var isDurable = false;
        context.Response.OnStarting(MakeDurable);
        await next(context);
        if (!context.Response.HasStarted)
        {
            // Here an error still becomes an error page.
            await MakeDurable();
        }

        // "You sent this already" is an acknowledgement as well, although nothing is changed for it.
        async Task MakeDurable()
        {
            var db = context.RequestServices.GetRequiredService<LeineweberDb>();
            if (!isDurable && context.Response.StatusCode < StatusCodes.Status400BadRequest && !db.HasWritten)
            {
                await db.MakeDurable(context.RequestAborted);
                isDurable = true;
            }
        }
    }
}
