using Microsoft.AspNetCore.Diagnostics;

namespace Leineweber.Serve;

/// <summary>Bugs and outages end on one page with a reference number; what happened stands in the log under that number.</summary>
internal static class ErrorPages
{
    /// <summary>Sends exceptions and empty error answers to <c>/fehler/{status}</c>.</summary>
    public static void UseErrorPages(this IApplicationBuilder app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = "/fehler/500",
            AllowStatusCode404Response = true,
            CreateScopeForErrors = true,
            StatusCodeSelector = error => error switch
            {
                BadHttpRequestException bad => bad.StatusCode,
                // The form reader says so of too many or too long fields; of a damaged document the Ablage does.
                Microsoft.AspNetCore.Antiforgery.AntiforgeryValidationException => StatusCodes.Status400BadRequest,
                InvalidDataException { Source: "Microsoft.AspNetCore.WebUtilities" or "Microsoft.AspNetCore.Http" } => StatusCodes.Status413PayloadTooLarge,
                _ => StatusCodes.Status500InternalServerError,
            },
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
}
