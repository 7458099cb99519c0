using Leineweber.Foundation.Data;
using Leineweber.Foundation.Design;
using Leineweber.Foundation.Security.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Foundation.Security.Passkeys;

/// <summary>The own passkeys: listed, set up, removed. The page stands behind <see cref="ConfirmedAttribute{TSide}"/>.</summary>
public abstract class PasskeysPage(ISignInSide side, Passkeys passkeys, LeineweberDb db) : PageModel
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

    /// <summary>Path of the options for a new passkey.</summary>
    public string Options => side.PasskeyPath + "/anlegen";

    private string Here => side.AccessPath + "/passkeys";

    /// <summary>Shows the list.</summary>
    public async Task OnGet(CancellationToken cancel) => All = await Passkeys.Of(db, side.Kind, side.Owner.Id, cancel);

    /// <summary>Keeps a new one.</summary>
    public async Task<IActionResult> OnPost(CancellationToken cancel)
    {
        var owner = side.Owner;
        var outcome = await passkeys.Add(HttpContext, owner.Actor, (owner.Kind, owner.Id, owner.Subject), Name, Credential, cancel);
        if (outcome.Refusal is { } refusal)
        {
            await OnGet(cancel);
            return this.Refuse(refusal);
        }

        this.Say(T("Der Passkey ist eingerichtet."));
        return LocalRedirect(Here);
    }

    /// <summary>Removes one.</summary>
    public async Task<IActionResult> OnPostEntfernen(string id, CancellationToken cancel)
    {
        var owner = side.Owner;
        var outcome = await db.Write<Outcome<Done>>(owner.Actor, async w =>
        {
            await w.Lock($"passkey:{owner.Id}", cancel);
            var all = await Passkeys.Of(w.Db, owner.Kind, owner.Id, cancel);
            if (all.Count == 1 && !await side.CanDoWithoutPasskeys(w.Db, cancel))
            {
                return new Refusal("passkey.last-way", T("Dieser Passkey ist Ihr einziger Weg, sich hier anzumelden. Richten Sie bitte erst einen anderen ein."));
            }

            if (await Passkeys.Remove(w, owner.Kind, owner.Id, id, cancel) > 0)
            {
                w.Record(owner.Subject, "passkey.removed", "Passkey entfernt");
            }

            return Done.It;
        }, cancel);
        if (outcome.Refusal is { } refusal)
        {
            await OnGet(cancel);
            return this.Refuse(refusal);
        }

        this.Say(T("Der Passkey ist entfernt."));
        return LocalRedirect(Here);
    }
}
