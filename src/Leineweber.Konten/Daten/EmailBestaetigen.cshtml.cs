using Leineweber.Foundation.Design;
using Leineweber.Foundation.Security;
using Leineweber.Konten.Register;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Konten.Daten;

/// <summary>The link of the mail to a new address.</summary>
[Public]
[ResponseCache(NoStore = true)]
public sealed class EmailBestaetigenModel(Kontodaten accounts, Registrierung registration) : PageModel
{
    /// <summary>The secret of the link.</summary>
    [BindProperty(SupportsGet = true)]
    public string Secret { get; set; } = "";

    /// <summary>True while the link leads somewhere.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Asks with a button: mail scanners open links too.</summary>
    public async Task OnGet(CancellationToken cancel)
    {
        IsOpen = await registration.IsOpen(Secret, Registrierung.MailPurpose, cancel);
        Response.StatusCode = IsOpen ? 200 : 404;
    }

    /// <summary>Takes the address.</summary>
    public async Task<IActionResult> OnPost(CancellationToken cancel)
    {
        var outcome = await accounts.TakeMail(Secret, cancel);
        if (outcome.Refusal is { } refusal)
        {
            return this.Refuse(refusal);
        }

        this.Say(T("Ihre neue E-Mail-Adresse ist bestätigt."));
        return LocalRedirect("/konto");
    }
}
