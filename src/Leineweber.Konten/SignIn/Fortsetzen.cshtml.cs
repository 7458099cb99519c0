using Leineweber.Foundation.Security;
using Leineweber.Foundation.Security.SignIn;
using Leineweber.Organisation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Leineweber.Konten.SignIn;

/// <summary>Sends a page again that was sent after the end of its session: nothing typed is lost. Only for the person whose session it was.</summary>
[Public]
[ResponseCache(NoStore = true)]
public sealed class FortsetzenModel(Kontoperson citizen, Amtsperson staff) : PageModel
{
    /// <summary>The secret it is kept under.</summary>
    [BindProperty(SupportsGet = true)]
    public string Secret { get; set; } = "";

    /// <summary>What was sent; null where there is nothing (any more) or it is someone else's.</summary>
    public InterruptedPost? Kept { get; private set; }

    /// <summary>Shows a button that sends it again.</summary>
    public async Task<IActionResult> OnGet(CancellationToken cancel)
    {
        var kept = await InterruptedPost.Look(HttpContext, Secret, cancel);
        if (kept is null)
        {
            Response.StatusCode = 404;
            return Page();
        }

        var isStaff = kept.Kind == nameof(SitzungKind.Bedienstete);
        if (isStaff ? !staff.IsSignedIn : !citizen.IsSignedIn)
        {
            return LocalRedirect(Weiter.With(isStaff ? "/amt/anmelden" : "/konto/anmelden", $"/fortsetzen/{Secret}"));
        }

        var former = Guid.TryParse(kept.SubjectId, out var id) ? id : (Guid?)null;
        var isTheirs = former is null || (isStaff ? staff.Id == former : citizen.Owns(former.Value));
        Kept = isTheirs ? kept : null;
        Response.StatusCode = isTheirs ? 200 : 404;
        return Page();
    }
}
