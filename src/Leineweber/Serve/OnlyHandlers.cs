using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Leineweber.Serve;

/// <summary>A page answers only to methods it has a handler for; everything else is 405.</summary>
/// <remarks>Razor Pages would otherwise show the page without having run any handler: nothing loaded, nothing of the reader's rights checked.</remarks>
internal sealed class OnlyHandlers : IPageFilter
{
    public void OnPageHandlerSelected(PageHandlerSelectedContext context)
    {
    }

    public void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        var request = context.HttpContext.Request;
        var isReading = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        var hasReader = context.ActionDescriptor.HandlerMethods.Any(handler => HttpMethods.IsGet(handler.HttpMethod));
        if (context.HandlerMethod is null && (!isReading || hasReader) && context.HandlerInstance is not FehlerModel)
        {
            context.Result = new StatusCodeResult(StatusCodes.Status405MethodNotAllowed);
        }
    }

    public void OnPageHandlerExecuted(PageHandlerExecutedContext context)
    {
    }
}
