using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Leineweber.Foundation.Design;

/// <summary>The page somebody asked for, also while an error page is drawn in its place.</summary>
public static class Requested
{
    /// <summary>Its path.</summary>
    public static PathString Path(HttpContext context) => context.Features.Get<IStatusCodeReExecuteFeature>() is { } refused
        ? refused.OriginalPath
        : context.Features.Get<IExceptionHandlerPathFeature>() is { } failed ? failed.Path : context.Request.Path;

    /// <summary>True for pages of the office.</summary>
    public static bool IsAmt(HttpContext context) => Path(context).StartsWithSegments("/amt");
}
