using Leineweber.Foundation.Data;
using Leineweber.Foundation.Design;
using Leineweber.Foundation.Security;
using Leineweber.Foundation.Security.Passkeys;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Organisation.Profil;

/// <summary>The own passkeys: listed, set up, removed.</summary>
[Amt]
[ResponseCache(NoStore = true)]
public sealed class PasskeysModel(Amtsperson person, Passkeys passkeys, LeineweberDb db) : PageModel
{
    /// <summary>Name for the new passkey.</summary>
    [BindProperty]
    public string? Name { get; set; }

    /// <summary>The browser's answer.</summary>
    [BindProperty]
    public string? Credential { get; set; }

    /// <summary>The passkeys.</summary>
    public IReadOnlyList<Passkey> All { get; private set; } = [];

    /// <summary>True where browsers can use passkeys here.</summary>
    public bool Possible => Passkeys.Possible(HttpContext);

    /// <summary>Shows the list.</summary>
    public async Task OnGet(CancellationToken cancel) => All = await Passkeys.Of(db, SitzungKind.Bedienstete, person.Id, cancel);

    /// <summary>Keeps a new one.</summary>
    public async Task<IActionResult> OnPost(CancellationToken cancel)
    {
        var outcome = await passkeys.Add(HttpContext, person.Actor, (SitzungKind.Bedienstete, person.Id, $"bedienstete:{person.Id}"), Name, Credential, cancel);
        if (outcome.Refusal is { } refusal)
        {
            await OnGet(cancel);
            return this.Refuse(refusal);
        }

        this.Say(T("Der Passkey ist eingerichtet."));
        return LocalRedirect("/amt/profil/passkeys");
    }

    /// <summary>Removes one.</summary>
    public async Task<IActionResult> OnPostEntfernen(string id, CancellationToken cancel)
    {
        await db.Write(person.Actor, async w =>
        {
            if (await Passkeys.Remove(w, SitzungKind.Bedienstete, person.Id, id, cancel) > 0)
            {
                w.Record($"bedienstete:{person.Id}", "passkey.removed", "Passkey entfernt");
            }
        }, cancel);
        this.Say(T("Der Passkey ist entfernt."));
        return LocalRedirect("/amt/profil/passkeys");
    }
}
