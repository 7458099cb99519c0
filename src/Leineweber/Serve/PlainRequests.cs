namespace Leineweber.Serve;

/// <summary>Refuses what two servers in a row might read differently, so that none can smuggle a second request past the first.</summary>
/// <remarks>The web server refuses most of it itself (two hosts, two lengths, broken chunks); these it lets pass. RFC 9110 § 9.1: methods are case-sensitive; RFC 9112 § 6.1: of an encoding one does not know the end of the body is not known.</remarks>
internal static class PlainRequests
{
    /// <summary>Answers 400 to methods in small letters and to bodies that are more than <c>chunked</c>.</summary>
    public static void UsePlainRequests(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var encoding = context.Request.Headers.TransferEncoding;
        if (!context.Request.Method.AsSpan().ContainsAnyInRange('a', 'z') && (encoding.Count == 0 || string.Equals(encoding, "chunked", StringComparison.OrdinalIgnoreCase)))
        {
            return next(context);
        }

        context.Response.Headers.Connection = "close";
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        return Task.CompletedTask;
    });
}
