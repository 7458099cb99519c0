using Leineweber.Foundation;
using Leineweber.Foundation.Design;
using Leineweber.Foundation.Security;
using Leineweber.Foundation.Security.SignIn;
using Leineweber.Konten.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Konten.Daten;

/// <summary>Deletes the own account.</summary>
[Konto]
[Confirmed<Kontoanmeldung>]
[ResponseCache(NoStore = true)]
public sealed class LoeschenModel(Kontoperson person, Kontodaten accounts, Sitzungen sessions) : PageModel
{
    /// <summary>True where the person is sure.</summary>
    [BindProperty]
    public bool Sicher { get; set; }

    /// <summary>True where it is an organisation's account, which colleagues use too.</summary>
    public bool IsOrganisation => person.IsOrganisation;

    /// <summary>Says what happens.</summary>
    public void OnGet()
    {
    }

    /// <summary>Deletes the account.</summary>
    public async Task<IActionResult> OnPost(CancellationToken cancel)
    {
        if (!Sicher)
        {
            return this.Refuse(new Refusal("konto.not-sure", T("Bitte bestätigen Sie mit dem Häkchen, dass das Konto gelöscht werden soll.")), nameof(Sicher));
        }

        await accounts.Delete(person, cancel);
        await sessions.End(HttpContext, SitzungKind.Konto, cancel);
        this.Say(T("Ihr Konto ist gelöscht."));
        return LocalRedirect("/");
    }
}
