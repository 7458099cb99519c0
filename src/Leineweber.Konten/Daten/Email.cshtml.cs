using Leineweber.Foundation.Design;
using Leineweber.Foundation.Security.SignIn;
using Leineweber.Konten.Sicherheit;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Leineweber.Konten.Daten;

/// <summary>Asks for another mail address.</summary>
[Konto(1)]
[ResponseCache(NoStore = true)]
public sealed class EmailModel(Kontoperson person, Kontodaten accounts, Zugaenge access) : PageModel
{
    /// <summary>The new address.</summary>
    [BindProperty]
    public string? Email { get; set; }

    /// <summary>The password.</summary>
    [BindProperty]
    public string? Kennwort { get; set; }

    /// <summary>The old address.</summary>
    public string? Current => person.Account.Email;

    /// <summary>True once the mail is on its way.</summary>
    public bool IsSent { get; private set; }

    /// <summary>Shows the form.</summary>
    public void OnGet()
    {
    }

    /// <summary>Sends the link.</summary>
    public async Task<IActionResult> OnPost(CancellationToken cancel)
    {
        if (await access.Confirm(HttpContext, SicherheitModel.Owner(person), Kennwort, cancel) is { } wrong)
        {
            return this.Refuse(wrong, nameof(Kennwort));
        }

        var outcome = await accounts.AskForMail(person, Email, cancel);
        if (outcome.Refusal is { } refusal)
        {
            return this.Refuse(refusal, nameof(Email));
        }

        IsSent = true;
        return Page();
    }
}
