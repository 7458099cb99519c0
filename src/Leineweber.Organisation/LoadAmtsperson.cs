using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Organisation;

/// <summary>Finds out for every page which member of staff asks for it.</summary>
internal sealed class LoadAmtsperson : IAsyncAuthorizationFilter, IOrderedFilter
{
    public int Order => int.MinValue;

    public Task OnAuthorizationAsync(AuthorizationFilterContext context) =>
        context.HttpContext.RequestServices.GetRequiredService<Amtsperson>().Load(context.HttpContext, context.HttpContext.RequestAborted);
}
