using Leineweber.Foundation.Design;
using Leineweber.Foundation.Tenancy;
using Leineweber.Konten;
using Leineweber.Zahlungen.Providers;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Leineweber.Zahlungen.Pay;

/// <summary>What is to be paid, how it stands, and the ways to pay it. Reading it changes nothing.</summary>
[Konto]
public sealed class IndexModel(Kasse kasse, Kontoperson person, IEnumerable<IZahlweg> ways, Tenant tenant) : PageModel
{
    /// <summary>The claim.</summary>
    public Forderung Claim { get; private set; } = null!;

    /// <summary>The last attempt to pay it.</summary>
    public Zahlung? Attempt { get; private set; }

    /// <summary>The ways to pay.</summary>
    public IReadOnlyList<IZahlweg> Ways { get; } = [.. ways.Where(way => way.IsOffered)];

    /// <summary>The city's account for transfers; null where it takes none.</summary>
    public Bankverbindung? Bank { get; } = Bankverbindung.Of(tenant);

    /// <summary>True in a demonstration: nobody shall transfer anything.</summary>
    public bool IsDemo => tenant.IsDemo;

    /// <summary>True where the person comes back from the provider.</summary>
    [BindProperty(SupportsGet = true, Name = "zurueck")]
    public bool HasReturned { get; set; }

    /// <summary>Shows the claim.</summary>
    public async Task<IActionResult> OnGetAsync(string kassenzeichen, CancellationToken cancel) =>
        await Load(kassenzeichen, cancel) ? Page() : NotFound();

    /// <summary>Begins to pay and goes to the provider.</summary>
    public async Task<IActionResult> OnPostAsync(string kassenzeichen, string? provider, CancellationToken cancel)
    {
        if (!await Load(kassenzeichen, cancel))
        {
            return NotFound();
        }

        var begun = await kasse.Pay(Claim, provider ?? "", $"{tenant.Address}/zahlung/{kassenzeichen}/zurueck", person.Actor, cancel);
        return begun.IsOk ? Redirect(begun.Value) : this.Refuse(begun.Refusal!);
    }

    internal GiroCode? Giro => Bank?.Draw(Claim);

    private async Task<bool> Load(string kassenzeichen, CancellationToken cancel)
    {
        if (await kasse.Find(kassenzeichen, person.Ids, cancel) is not { } claim)
        {
            return false;
        }

        Claim = claim;
        Attempt = await kasse.LastAttempt(claim.Id, cancel);
        return true;
    }
}
