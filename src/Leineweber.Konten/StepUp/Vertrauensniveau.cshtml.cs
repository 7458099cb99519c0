using Leineweber.Foundation.Data;
using Leineweber.Foundation.Security;
using Leineweber.Foundation.Security.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Konten.StepUp;

/// <summary>Says that a page needs a safer sign-in and how to get it. What was sent is kept (see the way on).</summary>
[Konto]
[ResponseCache(NoStore = true)]
public sealed class VertrauensniveauModel(Kontoperson person, LeineweberDb db) : PageModel
{
    /// <summary>Where to go on to.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Weiter { get; set; }

    /// <summary>Level that is needed.</summary>
    [BindProperty(SupportsGet = true)]
    public int Niveau { get; set; }

    /// <summary>The person.</summary>
    public Kontoperson Person => person;

    /// <summary>A level in words.</summary>
    public static string Words(int level) => level switch
    {
        <= 0 => T("ohne Anmeldung"),
        1 => T("Basis (Anmeldung mit Kennwort)"),
        2 => T("normal (Kennwort und zweiter Faktor, oder Passkey)"),
        3 => T("substanziell (zum Beispiel ELSTER-Zertifikat)"),
        _ => T("hoch (Online-Ausweis)"),
    };

    /// <summary>True where the person has set up a second factor.</summary>
    public bool HasSecondFactor { get; private set; }

    /// <summary>Shows what is needed, or goes on where it is there already.</summary>
    public async Task<IActionResult> OnGet(CancellationToken cancel)
    {
        HasSecondFactor = await Zugaenge.Of(db, SitzungKind.Konto, person.Konto, cancel) is { HasSecondFactor: true };
        return person.Level >= Niveau ? LocalRedirect(Foundation.Security.SignIn.Weiter.Local(Weiter) ?? "/konto") : Page();
    }
}
