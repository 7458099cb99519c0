using Leineweber.Foundation.Design;
using Leineweber.Organisation;
using Microsoft.AspNetCore.Mvc;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Akten.Grant;

/// <summary>Who may see a Vorgang beyond its office: grant and withdraw, with reason and end.</summary>
/// <remarks>Whoever keeps the files of an office opens this page also for a strictly protected cabinet, but sees nothing of the content.</remarks>
[Amt(AktenRechte.Verwalten)]
public sealed class FreigabenModel(Vorgaenge vorgaenge, Freigaben freigaben, Amtsperson person, TimeProvider clock) : FreigabePage(freigaben, clock)
{
    /// <summary>The Vorgang.</summary>
    public Vorgang Vorgang { get; private set; } = null!;

    private string Address => $"/amt/akten/vorgang/{Id}/freigaben";

    /// <summary>Shows the list and the form.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await Load(cancel) ? Page() : NotFound();

    /// <summary>Grants access.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancel) => !await Load(cancel) ? NotFound() : await Grant(person.Actor, new Freigabeziel(Vorgang), who =>
    {
        this.Say(T("{0} darf den Vorgang jetzt sehen.", who.Name));
        return Redirect(Address);
    }, cancel);

    /// <summary>Takes access back.</summary>
    public async Task<IActionResult> OnPostWithdrawAsync([FromForm] Guid freigabe, CancellationToken cancel) =>
        !await Load(cancel) ? NotFound() : await Withdraw(person.Actor, new Freigabeziel(Vorgang), freigabe, Address, cancel);

    private async Task<bool> Load(CancellationToken cancel)
    {
        if (await vorgaenge.Find(Id.ToString(), cancel) is not { } vorgang || !person.Has(AktenRechte.Verwalten, vorgang.UnitNummer))
        {
            return false;
        }

        Vorgang = vorgang;
        InForce = await Granted.Of(vorgang, Now, cancel);
        return true;
    }
}
