using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Leineweber.Foundation.Design;

/// <summary>Lets the modules fill the frame before a page is drawn, so that pages can show its entries too.</summary>
internal sealed class FillFrame(PageFrame frame, IEnumerable<INavigation> navigations) : IAsyncResultFilter
{
    public async Task OnResultExecutionAsync(ResultExecutingContext context, ResultExecutionDelegate next)
    {
        if (context.Result is PageResult)
        {
            await frame.Fill(context.HttpContext, navigations);
        }

        await next();
    }
}
