using Microsoft.AspNetCore.Diagnostics;

namespace Leineweber.Serve;

/// <summary>Bugs and outages end on one page with a reference number; what happened stands in the log under that number.</summary>
internal static class ErrorPages
{
    /// <summary>Sends exceptions and empty error answers to <c>/fehler/{status}</c>.</summary>
    public static void UseErrorPages(this IApplicationBuilder app)
    {
        app.Use(LastResort);
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = "/fehler/500",
            AllowStatusCode404Response = true,
            CreateScopeForErrors = true,
            StatusCodeSelector = StatusOf,
            // What a client did wrong, or left half done, is no error of ours: it would drown those that are.
            SuppressDiagnosticsCallback = failed => StatusOf(failed.Exception) < StatusCodes.Status500InternalServerError,
        });
        app.UseStatusCodePagesWithReExecute("/fehler/{0}");
        app.Use((context, next) =>
        {
            // What could not be read as a form a moment ago cannot be read for the error page either.
            if (context.Features.Get<IStatusCodeReExecuteFeature>() is not null || context.Features.Get<IExceptionHandlerFeature>() is not null)
            {
                context.Request.Form = FormCollection.Empty;
            }

            return next(context);
        });
    }

    private static int StatusOf(Exception error) => error switch
    {
        BadHttpRequestException bad => bad.StatusCode,
        // The web server says so of chunks whose size is no number it knows.
        IOException { Source: "Microsoft.AspNetCore.Server.Kestrel.Core" } => StatusCodes.Status400BadRequest,
        // The form reader says so of too many or too long fields; of a damaged document the Ablage does.
        Microsoft.AspNetCore.Antiforgery.AntiforgeryValidationException => StatusCodes.Status400BadRequest,
        InvalidDataException { Source: "Microsoft.AspNetCore.WebUtilities" or "Microsoft.AspNetCore.Http" } => StatusCodes.Status413PayloadTooLarge,
        _ => StatusCodes.Status500InternalServerError,
    };

    /// <summary>Where the error page fails as well (it asks the city's database for its name), plain words remain: an empty page helps nobody.</summary>
    private static async Task LastResort(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (Exception error) when (!context.Response.HasStarted && error is not (BadHttpRequestException or OperationCanceledException))
        {
            var log = context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Leineweber.Serve.ErrorPages");
            var reference = PlainLog.Reference ?? context.TraceIdentifier;
            log.LogError(error, "The error page failed as well, reference {Reference}", reference);
            context.Response.Clear();
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            context.Response.ContentType = "text/html; charset=utf-8";
            await context.Response.WriteAsync($"""
                <!doctype html>
                <html lang="de"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Da ist bei uns etwas schiefgegangen</title>
                <main>
                <h1>Da ist bei uns etwas schiefgegangen</h1>
                <p>Bitte versuchen Sie es in einigen Minuten noch einmal. Was Sie schon abgesendet haben, ist nicht verloren.</p>
                <p lang="en">Something went wrong on our side. Please try again in a few minutes. What you have already sent is not lost.</p>
                <p>Referenznummer / reference: <code>{System.Net.WebUtility.HtmlEncode(reference)}</code></p>
                </main>
                </html>
                """);
        }
    }
}
