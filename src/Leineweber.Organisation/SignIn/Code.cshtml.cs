using Leineweber.Foundation.Design;
using Leineweber.Foundation.Security;
using Leineweber.Foundation.Security.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Leineweber.Organisation.SignIn;

/// <summary>Second step of the staff sign-in: the code of the app, or a recovery code.</summary>
[Public]
[ResponseCache(NoStore = true)]
public sealed class CodeModel(Anmeldung check, Amtsanmeldung session) : PageModel
{
    /// <summary>Where to go on to.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Weiter { get; set; }

    /// <summary>The code.</summary>
    [BindProperty]
    public string? Code { get; set; }

    /// <summary>Shows the form, where a first step was done.</summary>
    public async Task<IActionResult> OnGet(CancellationToken cancel) =>
        await check.IsPending(SitzungKind.Bedienstete, SignInStep.Get(HttpContext, SitzungKind.Bedienstete), cancel)
            ? Page()
            : LocalRedirect(Foundation.Security.SignIn.Weiter.With("/amt/anmelden", Weiter));

    /// <summary>Checks the code.</summary>
    public async Task<IActionResult> OnPost(CancellationToken cancel)
    {
        var outcome = await check.SecondFactor(HttpContext, SitzungKind.Bedienstete, SignInStep.Get(HttpContext, SitzungKind.Bedienstete), Code, cancel);
        if (outcome.Refusal is { } refusal)
        {
            return this.Refuse(refusal, nameof(Code));
        }

        SignInStep.Clear(HttpContext, SitzungKind.Bedienstete);
        await session.Begin(HttpContext, outcome.Value, level: 3, "mit Kennwort und zweitem Faktor", cancel);
        return LocalRedirect(Foundation.Security.SignIn.Weiter.Local(Weiter) ?? "/amt");
    }
}
