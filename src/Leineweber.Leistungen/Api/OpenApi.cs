using Leineweber.Foundation.Tenancy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Leistungen.Api;

/// <summary>The description of the public interface, <c>/api/v1/openapi.json</c>.</summary>
internal static class OpenApi
{
    private const string Version = "v1";

    public static void AddOpenApiDocument(this IServiceCollection services) => services.AddOpenApi(Version, options =>
    {
        options.ShouldInclude = endpoint => endpoint.RelativePath?.StartsWith("api/v1/", StringComparison.Ordinal) == true;
        options.AddDocumentTransformer((document, context, _) =>
        {
            var tenant = context.ApplicationServices.GetService<IHttpContextAccessor>()?.HttpContext?.RequestServices.GetService<Tenant>();
            document.Info.Title = $"Öffentliche Schnittstelle – {tenant?.Name ?? "Leineweber"}";
            document.Info.Version = "1";
            document.Info.Description = "Offene Daten des Portals. Keine Anmeldung nötig; bitte nicht mehr als 20 Anfragen je Sekunde.";
            return Task.CompletedTask;
        });
    });

    public static void MapOpenApiDocument(this IEndpointRouteBuilder routes) =>
        routes.MapOpenApi("/api/v1/openapi.json").AddEndpointFilter((context, next) =>
        {
            context.HttpContext.Response.Headers.AccessControlAllowOrigin = "*";
            return next(context);
        });
}
