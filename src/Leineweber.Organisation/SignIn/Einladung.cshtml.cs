using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Design;
using Leineweber.Foundation.Security;
using Leineweber.Foundation.Security.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Organisation.SignIn;

/// <summary>Someone invited sets their password. The link works once, for three days.</summary>
[Public]
[ResponseCache(NoStore = true)]
public sealed class EinladungModel(LeineweberDb db, Personal staff, TimeProvider clock) : PageModel
{
    /// <summary>The secret of the link.</summary>
    [BindProperty(SupportsGet = true)]
    public string Secret { get; set; } = "";

    /// <summary>The new password.</summary>
    [BindProperty]
    public string? Kennwort { get; set; }

    /// <summary>Who was invited; null where the link leads nowhere.</summary>
    public Bedienstete? Person { get; private set; }

    /// <summary>Sign-in name of the person.</summary>
    public string? Anmeldename { get; private set; }

    /// <summary>Shows the form.</summary>
    public async Task OnGet(CancellationToken cancel)
    {
        await Look(cancel);
        Response.StatusCode = Person is null ? 404 : 200;
    }

    /// <summary>Sets the password.</summary>
    public async Task<IActionResult> OnPost(CancellationToken cancel)
    {
        await Look(cancel);
        if (Person is not { } person)
        {
            return NotFound();
        }

        if (Foundation.Security.SignIn.Kennwort.Problem(Kennwort, person.Vorname, person.Nachname, Anmeldename) is { } problem)
        {
            return this.Refuse(new Refusal("zugang.weak-password", problem), nameof(Kennwort));
        }

        var hash = Foundation.Security.SignIn.Kennwort.Hash(Kennwort!);
        var used = await db.Write(new Actor(ActorKind.Bedienstete, person.Id.ToString(), person.Name), async w =>
        {
            if (await Einmalschluessel.Use(w, Secret, Personal.InvitationPurpose, cancel) is null)
            {
                return false;
            }

            await Zugaenge.SetPassword(w, SitzungKind.Bedienstete, person.Id, hash, cancel);
            w.Record($"bedienstete:{person.Id}", "zugang.password-set", "Kennwort nach Einladung festgelegt");
            return true;
        }, cancel);
        if (!used)
        {
            return NotFound();
        }

        this.Say(T("Ihr Kennwort ist festgelegt. Bitte melden Sie sich jetzt an."));
        return LocalRedirect("/amt/anmelden");
    }

    private async Task Look(CancellationToken cancel)
    {
        if (await Einmalschluessel.Look(db, Secret, Personal.InvitationPurpose, clock.Now(), cancel) is { } key && Guid.Parse(key.SubjectId) is var id
            && await Zugaenge.Of(db, SitzungKind.Bedienstete, id, cancel) is { } access)
        {
            (Person, Anmeldename) = (await staff.Find(id, cancel), access.Anmeldename);
        }
    }
}
