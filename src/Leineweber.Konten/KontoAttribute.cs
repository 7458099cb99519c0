using Leineweber.Foundation.Security;
using Leineweber.Foundation.Security.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Konten;

/// <summary>A page for citizens who are signed in, guests included; with a level for those who signed in at least so safely. The page checks itself whose things it shows.</summary>
/// <param name="level">Lowest trust level: 0 guest, 1 basic, 2 with second factor, 3 substantial, 4 high.</param>
public sealed class KontoAttribute(int level = 0) : AccessAttribute
{
    /// <summary>Lowest trust level.</summary>
    public int Level => level;

    /// <summary>True for what only people have: a second factor, passkeys. Whoever acts for an organisation gets 403.</summary>
    public bool PeopleOnly { get; init; }

    /// <inheritdoc />
    public override async Task OnAuthorizationAsync(AuthorizationFilterContext context)
    {
        var http = context.HttpContext;
        var person = http.RequestServices.GetRequiredService<Kontoperson>();
        await person.Load(http, http.RequestAborted);
        if (!person.IsSignedIn)
        {
            context.Result = new RedirectResult(WithLevel(await InterruptedPost.SignInAddress(http, "/konto/anmelden", SitzungKind.Konto)));
        }
        else if (person.Level < level)
        {
            context.Result = new RedirectResult(WithLevel(await InterruptedPost.SignInAddress(http, "/konto/vertrauensniveau", SitzungKind.Konto)));
        }
        else if (PeopleOnly && person.IsOrganisation)
        {
            context.Result = new StatusCodeResult(StatusCodes.Status403Forbidden);
        }
    }

    private string WithLevel(string address) => level == 0 ? address : $"{address}&niveau={level}";
}

/// <summary>The same for endpoints that are not pages.</summary>
public static class KontoEndpoints
{
    /// <summary>Lets only signed-in citizens in: 401 where nobody is signed in, 403 below the level, and for organisations where only people may.</summary>
    public static TBuilder RequireKonto<TBuilder>(this TBuilder endpoint, int level = 0, bool peopleOnly = false) where TBuilder : IEndpointConventionBuilder =>
        endpoint.AddEndpointFilter(async (context, next) =>
        {
            var person = context.HttpContext.RequestServices.GetRequiredService<Kontoperson>();
            await person.Load(context.HttpContext, context.HttpContext.RequestAborted);
            return !person.IsSignedIn ? Results.StatusCode(StatusCodes.Status401Unauthorized)
                : person.Level < level || (peopleOnly && person.IsOrganisation) ? Results.StatusCode(StatusCodes.Status403Forbidden)
                : await next(context);
        });
}

/// <summary>Finds out for every page which citizen asks for it.</summary>
internal sealed class LoadKontoperson : IAsyncAuthorizationFilter, IOrderedFilter
{
    public int Order => int.MinValue;

    public Task OnAuthorizationAsync(AuthorizationFilterContext context) =>
        context.HttpContext.RequestServices.GetRequiredService<Kontoperson>().Load(context.HttpContext, context.HttpContext.RequestAborted);
}
