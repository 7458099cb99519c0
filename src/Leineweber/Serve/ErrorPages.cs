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
                InvalidDataException => StatusCodes.Status413PayloadTooLarge,
                _ => StatusCodes.Status500InternalServerError,
            },
        });
        app.UseStatusCodePagesWithReExecute("/fehler/{0}");
    }
}
