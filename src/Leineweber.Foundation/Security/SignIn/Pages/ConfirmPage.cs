using Leineweber.Foundation.Data;
using Leineweber.Foundation.Design;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Leineweber.Foundation.Security.SignIn;

/// <summary>Asks again who is there: password and second factor, or a passkey.</summary>
public abstract class ConfirmPage(ISignInSide side, Bestaetigung confirmation, Passkeys.Passkeys passkeys, LeineweberDb db) : PageModel
{
    /// <summary>Where to go on to.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Weiter { get; set; }

    /// <summary>Password.</summary>
    [BindProperty]
    public string? Kennwort { get; set; }

    /// <summary>Code of the second factor.</summary>
    [BindProperty]
    public string? Code { get; set; }

    /// <summary>The browser's answer of a passkey.</summary>
    [BindProperty]
    public string? Credential { get; set; }

    /// <summary>The person's access; null for accounts of a provider.</summary>
    public Zugang? Access { get; private set; }

    /// <summary>Path of the options for a passkey; null where the person has none or browsers cannot use them here.</summary>
    public string? PasskeyOptions { get; private set; }

    /// <summary>Shows the form.</summary>
    public async Task OnGet(CancellationToken cancel)
    {
        var owner = side.Owner;
        Access = await Zugaenge.Of(db, owner.Kind, owner.Id, cancel);
        PasskeyOptions = Passkeys.Passkeys.Possible(HttpContext) && (await Passkeys.Passkeys.Of(db, owner.Kind, owner.Id, cancel)).Count > 0 ? side.PasskeyPath + "/anmelden" : null;
    }

    /// <summary>Checks password and code.</summary>
    public async Task<IActionResult> OnPost(CancellationToken cancel) => await Answer(await confirmation.ByPassword(HttpContext, side, Kennwort, Code, cancel), cancel);

    /// <summary>Checks a passkey.</summary>
    public async Task<IActionResult> OnPostPasskey(CancellationToken cancel) =>
        await Answer(await confirmation.ByPasskey(HttpContext, side, await passkeys.SignIn(HttpContext, side.Kind, Credential, cancel), cancel), cancel);

    private async Task<IActionResult> Answer(Refusal? refusal, CancellationToken cancel)
    {
        if (refusal is null)
        {
            return LocalRedirect(Foundation.Security.SignIn.Weiter.Local(Weiter) ?? side.AccessPath);
        }

        (Kennwort, Code, Credential) = (null, null, null);
        await OnGet(cancel);
        return this.Refuse(refusal, refusal.Code switch { "zugang.wrong-password" => nameof(Kennwort), "zugang.wrong-code" => nameof(Code), _ => null });
    }
}
