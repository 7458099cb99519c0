using Leineweber.Foundation.Design;
using Leineweber.Foundation.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Leineweber.Konten.Register;

/// <summary>Registers an account; a mail confirms the address.</summary>
[Public]
[ResponseCache(NoStore = true)]
public sealed class RegistrierenModel(Registrierung registration) : PageModel
{
    /// <summary>Where to go on to after all.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Weiter { get; set; }

    /// <summary>Given name.</summary>
    [BindProperty]
    public string? Vorname { get; set; }

    /// <summary>Family name.</summary>
    [BindProperty]
    public string? Nachname { get; set; }

    /// <summary>Mail address.</summary>
    [BindProperty]
    public string? Email { get; set; }

    /// <summary>Password.</summary>
    [BindProperty]
    public string? Kennwort { get; set; }

    /// <summary>True once the mail is on its way.</summary>
    public bool IsSent { get; private set; }

    /// <summary>Shows the form.</summary>
    public void OnGet()
    {
    }

    /// <summary>Begins the registration.</summary>
    public async Task<IActionResult> OnPost(CancellationToken cancel)
    {
        var outcome = await registration.Begin(HttpContext, Email, Kennwort, Vorname, Nachname, Weiter, cancel);
        if (outcome.Refusal is { } refusal)
        {
            return this.Refuse(refusal, refusal.Code == "zugang.weak-password" ? nameof(Kennwort) : refusal.Code == "konto.mail-wrong" ? nameof(Email) : null);
        }

        IsSent = true;
        return Page();
    }
}
