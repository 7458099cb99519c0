using Leineweber.Foundation.Design;
using Leineweber.Foundation.Security;
using Leineweber.Foundation.Security.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Organisation.Profil;

/// <summary>Changes the own password; all other sessions end.</summary>
[Amt]
[ResponseCache(NoStore = true)]
public sealed class KennwortModel(Amtsperson person, Zugaenge access, Sitzungen sessions) : PageModel
{
    /// <summary>The old password.</summary>
    [BindProperty]
    public string? Bisher { get; set; }

    /// <summary>The new password.</summary>
    [BindProperty]
    public string? Neu { get; set; }

    /// <summary>Shows the form.</summary>
    public void OnGet()
    {
    }

    /// <summary>Changes it.</summary>
    public async Task<IActionResult> OnPost(CancellationToken cancel)
    {
        var who = person.Person;
        var outcome = await access.ChangePassword(HttpContext, ProfilModel.Owner(person), Bisher, Neu, [who.Vorname, who.Nachname, who.Email.Split('@')[0]], cancel);
        if (outcome.Refusal is { } refusal)
        {
            return this.Refuse(refusal, refusal.Code == "zugang.weak-password" ? nameof(Neu) : nameof(Bisher));
        }

        await sessions.Begin(HttpContext, SitzungKind.Bedienstete, person.Id, person.Level, cancel);
        this.Say(T("Ihr Kennwort ist geändert. An anderen Geräten sind Sie abgemeldet."));
        return LocalRedirect("/amt/profil");
    }
}
