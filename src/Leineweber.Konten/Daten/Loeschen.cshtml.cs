using Leineweber.Foundation;
using Leineweber.Foundation.Design;
using Leineweber.Foundation.Security;
using Leineweber.Foundation.Security.SignIn;
using Leineweber.Konten.Sicherheit;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Konten.Daten;

/// <summary>Deletes the own account.</summary>
[Konto]
[ResponseCache(NoStore = true)]
public sealed class LoeschenModel(Kontoperson person, Kontodaten accounts, Zugaenge access, Sitzungen sessions) : PageModel
{
    /// <summary>True where the person is sure.</summary>
    [BindProperty]
    public bool Sicher { get; set; }

    /// <summary>The password.</summary>
    [BindProperty]
    public string? Kennwort { get; set; }

    /// <summary>True where a password is to be asked.</summary>
    public bool AsksPassword => person.Account.Kind == Kontoart.Lokal;

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

        if (await access.Confirm(HttpContext, SicherheitModel.Owner(person), Kennwort, cancel) is { } wrong)
        {
            return this.Refuse(wrong, nameof(Kennwort));
        }

        await accounts.Delete(person, cancel);
        await sessions.End(HttpContext, SitzungKind.Konto, cancel);
        this.Say(T("Ihr Konto ist gelöscht."));
        return LocalRedirect("/");
    }
}
