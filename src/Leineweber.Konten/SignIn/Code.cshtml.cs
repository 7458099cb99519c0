using Leineweber.Foundation.Design;
using Leineweber.Foundation.Security;
using Leineweber.Foundation.Security.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Leineweber.Konten.SignIn;

/// <summary>Second step of the citizens' sign-in: the code of the app, or a recovery code.</summary>
[Public]
[ResponseCache(NoStore = true)]
public sealed class CodeModel(Anmeldung check, Kontoanmeldung session) : PageModel
{
    /// <summary>Where to go on to.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Weiter { get; set; }

    /// <summary>The code.</summary>
    [BindProperty]
    public string? Code { get; set; }

    /// <summary>Shows the form, where a first step was done.</summary>
    public async Task<IActionResult> OnGet(CancellationToken cancel) =>
        await check.IsPending(SitzungKind.Konto, SignInStep.Get(HttpContext, SitzungKind.Konto), cancel)
            ? Page()
            : LocalRedirect(Foundation.Security.SignIn.Weiter.With("/konto/anmelden", Weiter));

    /// <summary>Checks the code.</summary>
    public async Task<IActionResult> OnPost(CancellationToken cancel)
    {
        var outcome = await check.SecondFactor(HttpContext, SitzungKind.Konto, SignInStep.Get(HttpContext, SitzungKind.Konto), Code, cancel);
        if (outcome.Refusal is { } refusal)
        {
            return this.Refuse(refusal, nameof(Code));
        }

        SignInStep.Clear(HttpContext, SitzungKind.Konto);
        await session.Begin(HttpContext, outcome.Value, level: 2, "mit Kennwort und zweitem Faktor", cancel);
        return LocalRedirect(await session.Onward(Weiter, cancel));
    }
}
