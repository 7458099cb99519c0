using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Design;
using Leineweber.Organisation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Akten.Grant;

/// <summary>Who may see a Vorgang beyond its office: grant and withdraw, with reason and end.</summary>
/// <remarks>Whoever keeps the files of an office opens this page also for a strictly protected cabinet, but sees nothing of the content.</remarks>
[Amt(AktenRechte.Verwalten)]
public sealed class FreigabenModel(Vorgaenge vorgaenge, Freigaben freigaben, LeineweberDb db, Amtsperson person, TimeProvider clock) : PageModel
{
    /// <summary>Id of the Vorgang.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>Mail address of the person who gets access.</summary>
    [BindProperty]
    public string? Email { get; set; }

    /// <summary>Why.</summary>
    [BindProperty]
    public string? Grund { get; set; }

    /// <summary>Last day; null without end.</summary>
    [BindProperty]
    public DateOnly? Bis { get; set; }

    /// <summary>The Vorgang.</summary>
    public Vorgang Vorgang { get; private set; } = null!;

    /// <summary>Those in force.</summary>
    public IReadOnlyList<Freigabe> InForce { get; private set; } = [];

    /// <summary>Shows the list and the form.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await Load(cancel) ? Page() : NotFound();

    /// <summary>Grants access.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!await Load(cancel))
        {
            return NotFound();
        }

        if (Bis < clock.Today())
        {
            ModelState.AddModelError(nameof(Bis), T("Bitte geben Sie heute oder einen späteren Tag an."));
        }

        var address = (Email ?? "").Trim().ToLowerInvariant();
        var who = await db.Set<Bedienstete>().FirstOrDefaultAsync(one => one.EndedAt == null && one.Email.ToLower() == address, cancel);
        if (who is null)
        {
            ModelState.AddModelError(nameof(Email), T("Diese Adresse kennen wir nicht. Bitte geben Sie die dienstliche E-Mail-Adresse ein."));
        }

        if (!ModelState.IsValid)
        {
            return this.Again();
        }

        var until = Bis is { } last ? Clock.ToUtc(last.AddDays(1).ToDateTime(TimeOnly.MinValue)) : (DateTime?)null;
        if ((await freigaben.Grant(person.Actor, Vorgang, who!, Grund ?? "", until, cancel)).Refusal is { } refusal)
        {
            return this.Refuse(refusal, nameof(Grund));
        }

        this.Say(T("{0} darf den Vorgang jetzt sehen.", who!.Name));
        return Redirect($"/amt/akten/vorgang/{Id}/freigaben");
    }

    /// <summary>Takes access back.</summary>
    public async Task<IActionResult> OnPostWithdrawAsync([FromForm] Guid freigabe, CancellationToken cancel)
    {
        if (!await Load(cancel))
        {
            return NotFound();
        }

        if ((await freigaben.Withdraw(person.Actor, Vorgang, freigabe, cancel)).Refusal is { } refusal)
        {
            return this.Refuse(refusal);
        }

        this.Say(T("Die Freigabe ist zurückgenommen."));
        return Redirect($"/amt/akten/vorgang/{Id}/freigaben");
    }

    private async Task<bool> Load(CancellationToken cancel)
    {
        if (await vorgaenge.Find(Id.ToString(), cancel) is not { } vorgang || !person.Has(AktenRechte.Verwalten, vorgang.UnitNummer))
        {
            return false;
        }

        Vorgang = vorgang;
        InForce = await freigaben.Of(vorgang, clock.Now(), cancel);
        return true;
    }
}
