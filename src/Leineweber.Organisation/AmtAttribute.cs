using Leineweber.Foundation.Security;
using Leineweber.Foundation.Security.SignIn;
using Leineweber.Foundation.Tenancy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Organisation;

/// <summary>A page for staff: everyone who is signed in, or those with a right in some unit. The page checks the unit itself.</summary>
/// <param name="right">Name of the right; null for any member of staff.</param>
public sealed class AmtAttribute(string? right = null) : AccessAttribute
{
    /// <summary>Name of the right, or null.</summary>
    public string? Right => right;

    /// <summary>True for the pages on which one gets a second factor where the city demands one.</summary>
    public bool AlsoWithoutFactor { get; init; }

    /// <inheritdoc />
    public override async Task OnAuthorizationAsync(AuthorizationFilterContext context)
    {
        var http = context.HttpContext;
        var person = http.RequestServices.GetRequiredService<Amtsperson>();
        await person.Load(http, http.RequestAborted);
        if (!person.IsSignedIn)
        {
            context.Result = new RedirectResult(await InterruptedPost.SignInAddress(http, "/amt/anmelden", SitzungKind.Bedienstete));
        }
        else if (!AlsoWithoutFactor && Faktorpflicht.IsMissing(http.RequestServices.GetRequiredService<Tenant>(), person))
        {
            context.Result = new RedirectResult("/amt/profil/zweiter-faktor");
        }
        else if (right is not null && !person.Has(right))
        {
            context.Result = new StatusCodeResult(StatusCodes.Status403Forbidden);
        }
    }
}

/// <summary>The same for endpoints that are not pages.</summary>
public static class AmtEndpoints
{
    /// <summary>Lets only staff in: 401 where nobody is signed in, 403 where the right is missing or the second factor the city demands.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="right">Name of the right; null for any member of staff.</param>
    /// <param name="alsoWithoutFactor">True where one gets a second factor here.</param>
    public static TBuilder RequireAmt<TBuilder>(this TBuilder endpoint, string? right = null, bool alsoWithoutFactor = false) where TBuilder : IEndpointConventionBuilder =>
        endpoint.AddEndpointFilter(async (context, next) =>
        {
            var person = context.HttpContext.RequestServices.GetRequiredService<Amtsperson>();
            await person.Load(context.HttpContext, context.HttpContext.RequestAborted);
            return !person.IsSignedIn ? Results.StatusCode(StatusCodes.Status401Unauthorized)
                : !alsoWithoutFactor && Faktorpflicht.IsMissing(context.HttpContext.RequestServices.GetRequiredService<Tenant>(), person) ? Results.StatusCode(StatusCodes.Status403Forbidden)
                : right is not null && !person.Has(right) ? Results.StatusCode(StatusCodes.Status403Forbidden)
                : await next(context);
        });
}
