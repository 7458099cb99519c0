using Leineweber.Foundation.Design;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Leineweber.Foundation.Security.SignIn;

/// <summary>Signing in with name and password or with a passkey: the mechanism of both sides' pages.</summary>
public abstract class SignInPage(ISignInSide side, Anmeldung check, Passkeys.Passkeys passkeys) : PageModel
{
    /// <summary>Where to go on to.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Weiter { get; set; }

    /// <summary>Password.</summary>
    [BindProperty]
    public string? Kennwort { get; set; }

    /// <summary>The browser's answer of a passkey.</summary>
    [BindProperty]
    public string? Credential { get; set; }

    /// <summary>True where browsers can use passkeys here.</summary>
    public virtual bool WithPasskeys => Passkeys.Passkeys.Possible(HttpContext);

    /// <summary>Path of the options for a passkey.</summary>
    public string PasskeyOptions => side.PasskeyPath + "/anmelden";

    /// <summary>What to say where name and password do not fit.</summary>
    protected abstract string Wrong { get; }

    /// <summary>What was typed as name.</summary>
    protected abstract string? TypedName { get; set; }

    /// <summary>Shows the form.</summary>
    public Task OnGet(CancellationToken cancel) => Prepare(cancel);

    /// <summary>Checks name and password.</summary>
    public async Task<IActionResult> OnPost(CancellationToken cancel)
    {
        var outcome = await check.Password(HttpContext, side.Kind, TypedName, Kennwort, Wrong, cancel);
        if (outcome.Refusal is { } refusal)
        {
            return await Refuse(refusal, cancel);
        }

        if (outcome.Value.Pending is { } secret)
        {
            SignInStep.Set(HttpContext, side.Kind, secret);
            return LocalRedirect(Foundation.Security.SignIn.Weiter.With(side.SignInPath + "/code", Weiter));
        }

        return await Begin(outcome.Value.SubjectId, SignInWay.Password, cancel);
    }

    /// <summary>Checks a passkey.</summary>
    public async Task<IActionResult> OnPostPasskey(CancellationToken cancel)
    {
        var outcome = await passkeys.SignIn(HttpContext, side.Kind, Credential, cancel);
        return outcome.Refusal is { } refusal ? await Refuse(refusal, cancel) : await Begin(outcome.Value, SignInWay.Passkey, cancel);
    }

    /// <summary>One click of a demonstration: the ordinary sign-in with the published password.</summary>
    /// <param name="isDemo">True in a demonstration city; elsewhere there is no such page.</param>
    /// <param name="name">Name of the invented person.</param>
    /// <param name="password">The published password.</param>
    /// <param name="cancel">Gives up.</param>
    protected async Task<IActionResult> ByClick(bool isDemo, string? name, string password, CancellationToken cancel)
    {
        if (!isDemo)
        {
            return NotFound();
        }

        (TypedName, Kennwort) = (name, password);
        return await OnPost(cancel);
    }

    /// <summary>Reads what the page shows.</summary>
    protected abstract Task Prepare(CancellationToken cancel);

    private async Task<IActionResult> Begin(Guid id, SignInWay way, CancellationToken cancel)
    {
        await side.Begin(HttpContext, id, way, cancel);
        return LocalRedirect(await side.Onward(Weiter, cancel));
    }

    private async Task<IActionResult> Refuse(Refusal refusal, CancellationToken cancel)
    {
        (Kennwort, Credential) = (null, null);
        await Prepare(cancel);
        return this.Refuse(refusal);
    }
}
