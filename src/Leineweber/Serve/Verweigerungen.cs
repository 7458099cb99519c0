using Leineweber.Foundation.Security;
using Leineweber.Konten;
using Leineweber.Organisation;
using Microsoft.AspNetCore.Diagnostics;

namespace Leineweber.Serve;

/// <summary>Tells the log of every answer that refuses: whoever looks for what is not theirs, sends forms from elsewhere or tries methods out leaves a trace.</summary>
internal static class Verweigerungen
{
    /// <summary>Looks at each answer of a page or an endpoint. Stands behind the tenant, because it names who is signed in.</summary>
    public static void UseVerweigerungen(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        await next(context);
        // The error page is drawn by asking the pipeline again; the first answer is the one that counts.
        if (context.Features.Get<IStatusCodeReExecuteFeature>() is null && context.Features.Get<IExceptionHandlerFeature>() is null && Event(context) is { } what)
        {
            Sicherheitslog.Refused(context, what, $"{context.Response.StatusCode}", Who(context.RequestServices));
        }
    });

    private static string? Event(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden => "zugriff.verweigert",
        // What one may not see does not exist: a page that is there and finds nothing to show is the trace of a guess, or of an old link.
        StatusCodes.Status404NotFound when context.GetEndpoint() is not null => "zugriff.nicht-gefunden",
        StatusCodes.Status405MethodNotAllowed or StatusCodes.Status415UnsupportedMediaType => "anfrage.abgewiesen",
        // A page's own answer to wrong input has a body; what was turned away before it (form token, other origin, unreadable) has none.
        StatusCodes.Status400BadRequest when context.Response.ContentType is null => "anfrage.abgewiesen",
        _ => null,
    };

    private static string? Who(IServiceProvider services) =>
        services.GetRequiredService<Amtsperson>() is { IsSignedIn: true } staff ? Sicherheitslog.Subject(SitzungKind.Bedienstete, staff.Id.ToString())
        : services.GetRequiredService<Kontoperson>() is { IsSignedIn: true } citizen ? Sicherheitslog.Subject(SitzungKind.Konto, citizen.Konto.ToString())
        : null;
}
