using Leineweber.Foundation.Design;
using Leineweber.Foundation.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Konten.Register;

/// <summary>Sets a new password by the link of a mail.</summary>
[Public]
[ResponseCache(NoStore = true)]
public sealed class KennwortNeuModel(Registrierung registration) : PageModel
{
    /// <summary>The secret of the link.</summary>
    [BindProperty(SupportsGet = true)]
    public string Secret { get; set; } = "";

    /// <summary>The new password.</summary>
    [BindProperty]
    public string? Kennwort { get; set; }

    /// <summary>True while the link leads somewhere.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Shows the form.</summary>
    public async Task OnGet(CancellationToken cancel)
    {
        IsOpen = await registration.IsOpen(Secret, Registrierung.ResetPurpose, cancel);
        Response.StatusCode = IsOpen ? 200 : 404;
    }

    /// <summary>Sets the password.</summary>
    public async Task<IActionResult> OnPost(CancellationToken cancel)
    {
        var outcome = await registration.Reset(Secret, Kennwort, cancel);
        if (outcome.Refusal is { } refusal)
        {
            IsOpen = await registration.IsOpen(Secret, Registrierung.ResetPurpose, cancel);
            return this.Refuse(refusal, IsOpen ? nameof(Kennwort) : null);
        }

        this.Say(T("Ihr Kennwort ist festgelegt. Bitte melden Sie sich jetzt an."));
        return LocalRedirect("/konto/anmelden");
    }
}
