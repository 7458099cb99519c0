using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Foundation.Design;

/// <summary>Lets the modules fill the frame before a page is drawn, so that pages can show its entries too.</summary>
/// <remarks>One for all requests: a filter made anew for each of them costs more than what it does.</remarks>
internal sealed class FillFrame : IAsyncResultFilter
{
    public async Task OnResultExecutionAsync(ResultExecutingContext context, ResultExecutionDelegate next)
    {
        if (context.Result is PageResult)
        {
            var services = context.HttpContext.RequestServices;
            await services.GetRequiredService<PageFrame>().Fill(context.HttpContext, services.GetRequiredService<IEnumerable<INavigation>>());
        }

        await next();
    }
}
