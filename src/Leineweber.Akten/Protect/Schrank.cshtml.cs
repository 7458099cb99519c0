using Leineweber.Akten.Grant;
using Leineweber.Foundation;
using Leineweber.Foundation.Design;
using Leineweber.Foundation.Protokoll;
using Leineweber.Organisation;
using Microsoft.AspNetCore.Mvc;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Akten.Protect;

/// <summary>Who sees what lies in a cabinet: protection, explicit access with reason and end, history.</summary>
/// <remarks>Whoever keeps the files of an office opens this page also for a protected cabinet, but sees nothing of the content.</remarks>
[Amt(AktenRechte.Verwalten)]
public sealed class SchrankModel(Schutz schutz, Freigaben freigaben, History history, Amtsperson person, TimeProvider clock) : FreigabePage(freigaben, clock)
{
    /// <summary>The cabinet.</summary>
    public Aktenschrank Schrank { get; private set; } = null!;

    /// <summary>What happened, newest first.</summary>
    public IReadOnlyList<ProtokollRow> Verlauf { get; private set; } = [];

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await Load(cancel) ? Page() : NotFound();

    /// <summary>Protects the cabinet.</summary>
    public Task<IActionResult> OnPostProtectAsync([FromForm] string? warum, CancellationToken cancel) => Set(true, warum, T("Der Aktenschrank ist jetzt streng geschützt."), cancel);

    /// <summary>Ends the protection.</summary>
    public Task<IActionResult> OnPostOpenAsync([FromForm] string? warum, CancellationToken cancel) => Set(false, warum, T("Der Schutz ist beendet."), cancel);

    /// <summary>Grants access.</summary>
    public async Task<IActionResult> OnPostGrantAsync(CancellationToken cancel) => !await Load(cancel) ? NotFound() : await Grant(Actor, new Freigabeziel(Schrank), who =>
    {
        this.Say(T("{0} darf jetzt sehen, was in diesem Aktenschrank liegt.", who.Name));
        return Redirect(Address);
    }, cancel);

    /// <summary>Takes access back.</summary>
    public async Task<IActionResult> OnPostWithdrawAsync([FromForm] Guid freigabe, CancellationToken cancel) =>
        !await Load(cancel) ? NotFound() : await Withdraw(Actor, new Freigabeziel(Schrank), freigabe, Address, cancel);

    private string Address => $"/amt/akten/schrank/{Id}";

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
        return Redirect(Address);
    }

    private async Task<bool> Load(CancellationToken cancel)
    {
        if (await schutz.Find(Id, cancel) is not { } schrank || !person.Has(AktenRechte.Verwalten, schrank.UnitNummer))
        {
            return false;
        }

        Schrank = schrank;
        InForce = await Granted.Of(schrank, Now, cancel);
        Verlauf = [.. (await history.Of(new Freigabeziel(schrank).Subject, cancel)).AsEnumerable().Reverse()];
        return true;
    }
}
