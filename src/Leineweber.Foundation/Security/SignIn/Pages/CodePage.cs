using Leineweber.Foundation.Design;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Leineweber.Foundation.Security.SignIn;

/// <summary>Second step of signing in: the code of the app, or a recovery code.</summary>
public abstract class CodePage(ISignInSide side, Anmeldung check) : PageModel
{
    /// <summary>Where to go on to.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Weiter { get; set; }

    /// <summary>The code.</summary>
    [BindProperty]
    public string? Code { get; set; }

    /// <summary>Path of the first step.</summary>
    public string SignInPath => side.SignInPath;

    /// <summary>Shows the form, where a first step was done.</summary>
    public async Task<IActionResult> OnGet(CancellationToken cancel) =>
        await check.IsPending(side.Kind, SignInStep.Get(HttpContext, side.Kind), cancel) ? Page() : LocalRedirect(Foundation.Security.SignIn.Weiter.With(side.SignInPath, Weiter));

    /// <summary>Checks the code.</summary>
    public async Task<IActionResult> OnPost(CancellationToken cancel)
    {
        var outcome = await check.SecondFactor(HttpContext, side.Kind, SignInStep.Get(HttpContext, side.Kind), Code, cancel);
        if (outcome.Refusal is { } refusal)
        {
            return this.Refuse(refusal, nameof(Code));
        }

        SignInStep.Clear(HttpContext, side.Kind);
        await side.Begin(HttpContext, outcome.Value, SignInWay.SecondFactor, cancel);
        return LocalRedirect(await side.Onward(Weiter, cancel));
    }
}
