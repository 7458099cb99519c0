using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.DependencyInjection;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Foundation.Security.SignIn;

/// <summary>Asks again who is there before something that opens or closes a way in or takes data away (ASVS 5.0, 7.5.1). Asked once, good for ten minutes; a sign-in counts.</summary>
public sealed class Bestaetigung(Sitzungen sessions, Zugaenge access, TimeProvider clock)
{
    /// <summary>How long it counts that a person showed who they are.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    /// <summary>Where to send the person to show again who they are; null where they did so a moment ago, or have nothing to show.</summary>
    /// <remarks>What was sent is kept and can be sent again afterwards (<see cref="InterruptedPost"/>).</remarks>
    public async Task<IActionResult?> Missing(HttpContext http, ISignInSide side, CancellationToken cancel)
    {
        var session = side.CanConfirm ? await sessions.Find(http, side.Kind, cancel) : null;
        return session is null || clock.Now() - (session.ConfirmedAt ?? session.CreatedAt) < Life ? null : new RedirectResult(await InterruptedPost.SignInAddress(http, side.ConfirmPath, side.Kind));
    }

    /// <summary>Checks password and, where one is set up, the code of the second factor, and notes it.</summary>
    public async Task<Refusal?> ByPassword(HttpContext http, ISignInSide side, string? password, string? code, CancellationToken cancel)
    {
        var owner = side.Owner;
        var refusal = await access.ConfirmFully(http, owner, password, code, cancel);
        if (refusal is null)
        {
            await sessions.Confirm(http, side.Kind, cancel);
            return null;
        }

        Sicherheitslog.Refused(http, "bestaetigung.misslungen", $"{side.Kind}, Kennwort", owner.Subject);
        return refusal;
    }

    /// <summary>Notes that the person whose passkey was checked is there, where it is the one who is signed in.</summary>
    public async Task<Refusal?> ByPasskey(HttpContext http, ISignInSide side, Outcome<Guid> who, CancellationToken cancel)
    {
        if (who.Refusal is { } refusal)
        {
            return refusal;
        }

        if (who.Value != side.Owner.Id)
        {
            Sicherheitslog.Refused(http, "bestaetigung.misslungen", $"{side.Kind}, fremder Passkey", side.Owner.Subject);
            return new Refusal("passkey.someone-else", T("Das ist der Passkey eines anderen Kontos. Bitte nehmen Sie Ihren."));
        }

        await sessions.Confirm(http, side.Kind, cancel);
        return null;
    }
}

/// <summary>A page that opens only to someone who showed a moment ago who they are (<see cref="Bestaetigung"/>). Stands below the page's access attribute.</summary>
/// <typeparam name="TSide">The side people sign in to.</typeparam>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ConfirmedAttribute<TSide> : Attribute, IAsyncAuthorizationFilter, IOrderedFilter
    where TSide : ISignInSide
{
    /// <summary>After the access attribute, which says whether anybody is there at all.</summary>
    public int Order => 1;

    /// <inheritdoc />
    public async Task OnAuthorizationAsync(AuthorizationFilterContext context)
    {
        var services = context.HttpContext.RequestServices;
        context.Result = await services.GetRequiredService<Bestaetigung>().Missing(context.HttpContext, services.GetRequiredService<TSide>(), context.HttpContext.RequestAborted);
    }
}
