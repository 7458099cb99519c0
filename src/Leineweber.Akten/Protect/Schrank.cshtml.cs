using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Design;
using Leineweber.Foundation.Protokoll;
using Leineweber.Organisation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Akten.Protect;

/// <summary>Who sees what lies in a cabinet: protection, explicit access with reason and end, history.</summary>
/// <remarks>Whoever keeps the files of an office opens this page also for a protected cabinet, but sees nothing of the content.</remarks>
[Amt(AktenRechte.Verwalten)]
public sealed class SchrankModel(Schutz schutz, History history, LeineweberDb db, Amtsperson person, TimeProvider clock) : PageModel
{
    /// <summary>Id of the cabinet.</summary>
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

    /// <summary>The cabinet.</summary>
    public Aktenschrank Schrank { get; private set; } = null!;

    /// <summary>Access in force.</summary>
    public IReadOnlyList<Freigabe> InForce { get; private set; } = [];

    /// <summary>What happened, newest first.</summary>
    public IReadOnlyList<ProtokollRow> Verlauf { get; private set; } = [];

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await Load(cancel) ? Page() : NotFound();

    /// <summary>Protects the cabinet.</summary>
    public Task<IActionResult> OnPostProtectAsync([FromForm] string? warum, CancellationToken cancel) => Set(true, warum, T("Der Aktenschrank ist jetzt streng geschützt."), cancel);

    /// <summary>Ends the protection.</summary>
    public Task<IActionResult> OnPostOpenAsync([FromForm] string? warum, CancellationToken cancel) => Set(false, warum, T("Der Schutz ist beendet."), cancel);

    /// <summary>Grants access.</summary>
    public async Task<IActionResult> OnPostGrantAsync(CancellationToken cancel)
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
        if ((await schutz.Grant(Actor, Schrank, who!, Grund, until, cancel)).Refusal is { } refusal)
        {
            return this.Refuse(refusal, nameof(Grund));
        }

        this.Say(T("{0} darf jetzt sehen, was in diesem Aktenschrank liegt.", who!.Name));
        return Redirect($"/amt/akten/schrank/{Id}");
    }

    /// <summary>Takes access back.</summary>
    public async Task<IActionResult> OnPostWithdrawAsync([FromForm] Guid freigabe, CancellationToken cancel)
    {
        if (!await Load(cancel))
        {
            return NotFound();
        }

        await schutz.Withdraw(Actor, Id, freigabe, cancel);
        this.Say(T("Die Freigabe ist zurückgenommen."));
        return Redirect($"/amt/akten/schrank/{Id}");
    }

    private Actor Actor => person.ActorFor(AktenRechte.Verwalten, Schrank.UnitNummer);

    private async Task<IActionResult> Set(bool isProtected, string? warum, string said, CancellationToken cancel)
    {
        if (!await Load(cancel))
        {
            return NotFound();
        }

        if ((await schutz.Set(Actor, Id, isProtected, warum, cancel)).Refusal is { } refusal)
        {
            return this.Refuse(refusal, "warum");
        }

        this.Say(said);
        return Redirect($"/amt/akten/schrank/{Id}");
    }

    private async Task<bool> Load(CancellationToken cancel)
    {
        if (await db.Set<Aktenschrank>().SingleOrDefaultAsync(row => row.Id == Id, cancel) is not { } schrank || !person.Has(AktenRechte.Verwalten, schrank.UnitNummer))
        {
            return false;
        }

        Schrank = schrank;
        InForce = await schutz.Of(Id, clock.Now(), cancel);
        Verlauf = [.. (await history.Of($"aktenschrank:{Id}", cancel)).AsEnumerable().Reverse()];
        return true;
    }
}
