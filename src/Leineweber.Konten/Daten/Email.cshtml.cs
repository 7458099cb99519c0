using Leineweber.Foundation.Design;
using Leineweber.Foundation.Security.SignIn;
using Leineweber.Konten.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Leineweber.Konten.Daten;

/// <summary>Asks for another mail address.</summary>
[Konto(1)]
[Confirmed<Kontoanmeldung>]
[ResponseCache(NoStore = true)]
public sealed class EmailModel(Kontoperson person, Kontodaten accounts) : PageModel
{
    /// <summary>The new address.</summary>
    [BindProperty]
    public string? Email { get; set; }

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
        var outcome = await accounts.AskForMail(person, Email, cancel);
        if (outcome.Refusal is { } refusal)
        {
            return this.Refuse(refusal, nameof(Email));
        }

        IsSent = true;
        return Page();
    }
}
