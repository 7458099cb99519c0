using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Leistungen.Api;

/// <summary>Refusals of the API as problem details (RFC 9457).</summary>
internal static class Problems
{
    public static IResult Bad(string code, string message) => Problem(StatusCodes.Status400BadRequest, code, T("Diese Anfrage konnten wir nicht verstehen"), message);

    public static IResult Missing(string message) => Problem(StatusCodes.Status404NotFound, "nicht-gefunden", T("Das gibt es hier nicht"), message);

    public static IResult TooMany(HttpContext http)
    {
        http.Response.Headers.RetryAfter = "5";
        return Problem(StatusCodes.Status429TooManyRequests, "zu-viele-anfragen", T("Das waren zu viele Anfragen in kurzer Zeit"), T("Bitte warten Sie einige Sekunden und versuchen Sie es dann noch einmal."));
    }

    /// <summary>Describes an endpoint and lets every web site read its answers.</summary>
    public static RouteHandlerBuilder WithApi(this RouteHandlerBuilder endpoint, string name, string summary, string description) => endpoint
        .WithName("api-" + name).WithTags("Leistungen").WithSummary(summary).WithDescription(description)
        .AddEndpointFilter((context, next) =>
        {
            // Public data, no cookies: any origin may read it.
            context.HttpContext.Response.Headers.AccessControlAllowOrigin = "*";
            context.HttpContext.Response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
            return next(context);
        });

    private static IResult Problem(int status, string code, string title, string message) =>
        Results.Problem(detail: message, statusCode: status, title: title, type: "urn:leineweber:" + code);
}
