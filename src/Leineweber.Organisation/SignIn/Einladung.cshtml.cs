using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Design;
using Leineweber.Foundation.Security;
using Leineweber.Foundation.Security.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Organisation.SignIn;

/// <summary>Someone invited sets password and second factor; whoever has a second factor already sets the password only. The link works once, for seven days.</summary>
[Public]
[ResponseCache(NoStore = true)]
public sealed class EinladungModel(LeineweberDb db, Personal staff, Zugaenge accesses, ZweiterFaktor factor, Amtsanmeldung session) : PageModel
{
    /// <summary>The secret of the link.</summary>
    [BindProperty(SupportsGet = true)]
    public string Secret { get; set; } = "";

    /// <summary>The new password.</summary>
    [BindProperty]
    public string? Kennwort { get; set; }

    /// <summary>The offer the shown QR code was made from.</summary>
    [BindProperty]
    public string? Offer { get; set; }

    /// <summary>The app's code.</summary>
    [BindProperty]
    public string? Code { get; set; }

    /// <summary>Who was invited; null where the link leads nowhere.</summary>
    public Bedienstete? Person { get; private set; }

    /// <summary>Sign-in name of the person.</summary>
    public string? Anmeldename { get; private set; }

    /// <summary>What to scan; null where the person has a second factor.</summary>
    public SecondFactorSetUp? SetUp { get; private set; }

    /// <summary>The recovery codes, right after all is set up.</summary>
    public IReadOnlyList<string>? Codes { get; private set; }

    /// <summary>Shows the form.</summary>
    public async Task OnGet(CancellationToken cancel)
    {
        await Look(cancel);
        Response.StatusCode = Person is null ? 404 : 200;
    }

    /// <summary>Sets password and second factor, both or none.</summary>
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

        var outcome = await Keep(person, Foundation.Security.SignIn.Kennwort.Hash(Kennwort!), cancel);
        if (outcome.Refusal is { } refusal)
        {
            return refusal.Code == "personal.invitation-gone" ? NotFound() : this.Refuse(refusal, nameof(Code));
        }

        if (SetUp is null)
        {
            this.Say(T("Ihr Kennwort ist festgelegt. Bitte melden Sie sich jetzt an."));
            return LocalRedirect("/amt/anmelden");
        }

        await session.Begin(HttpContext, person.Id, level: 3, "nach der Einladung mit Kennwort und zweitem Faktor", cancel);
        Codes = outcome.Value;
        return Page();
    }

    private Task<Outcome<IReadOnlyList<string>>> Keep(Bedienstete person, string hash, CancellationToken cancel)
    {
        var owner = new ZugangOwner(SitzungKind.Bedienstete, person.Id, $"bedienstete:{person.Id}", new Actor(ActorKind.Bedienstete, person.Id.ToString(), person.Name));
        return db.Write<Outcome<IReadOnlyList<string>>>(owner.Actor, async w =>
        {
            if (await Einmalschluessel.Use(w, Secret, Personal.InvitationPurpose, cancel) is null)
            {
                return new Refusal("personal.invitation-gone", T("Diese Einladung gilt nicht mehr"));
            }

            await Zugaenge.SetPassword(w, owner.Kind, owner.Id, hash, cancel);
            w.Record(owner.Subject, "zugang.password-set", "Kennwort nach Einladung festgelegt");
            return SetUp is null ? Outcome<IReadOnlyList<string>>.Of([]) : await accesses.SetUpSecondFactor(w, owner, Offer, Code, cancel);
        }, cancel);
    }

    private async Task Look(CancellationToken cancel)
    {
        if (await Einmalschluessel.Look(db, Secret, Personal.InvitationPurpose, factor.Now, cancel) is { } key && Guid.Parse(key.SubjectId) is var id
            && await Zugaenge.Of(db, SitzungKind.Bedienstete, id, cancel) is { } access)
        {
            (Person, Anmeldename) = (await staff.Find(id, cancel), access.Anmeldename);
            SetUp = access.HasSecondFactor ? null : SecondFactorSetUp.From(factor, Offer, HttpContext.Request.Host.Host, access.Anmeldename);
        }
    }
}
