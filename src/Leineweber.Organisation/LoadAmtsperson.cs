using Microsoft.AspNetCore.Mvc.Filters;

namespace Leineweber.Organisation;

/// <summary>Finds out for every page which member of staff asks for it.</summary>
internal sealed class LoadAmtsperson(Amtsperson person) : IAsyncAuthorizationFilter
{
    public Task OnAuthorizationAsync(AuthorizationFilterContext context) =>
        person.Load(context.HttpContext, context.HttpContext.RequestAborted);
}
