using Leineweber.Foundation.Data;
using Leineweber.Foundation.Design;
using Leineweber.Organisation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Akten.Protect;

/// <summary>Protects one Akte strictly; then leads to who may see it.</summary>
[Amt(AktenRechte.Verwalten)]
public sealed class AkteModel(Schutz schutz, Aktensicht sicht, LeineweberDb db, Amtsperson person) : PageModel
{
    /// <summary>Id of the Akte.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>Why.</summary>
    [BindProperty]
    public string? Warum { get; set; }

    /// <summary>The Akte.</summary>
    public Akte Akte { get; private set; } = null!;

    /// <summary>Shows what it means.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await Denied(cancel) ?? Page();

    /// <summary>Protects it.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (await Denied(cancel) is { } denied)
        {
            return denied;
        }

        var outcome = await schutz.ProtectAkte(person.ActorFor(AktenRechte.Verwalten, Akte.UnitNummer), Id, Warum, cancel);
        if (outcome.Refusal is { } refusal)
        {
            return this.Refuse(refusal, nameof(Warum));
        }

        this.Say(T("Die Akte ist jetzt streng geschützt. Bitte geben Sie nun frei, wer sie sehen darf."));
        return Redirect($"/amt/akten/schrank/{outcome.Value}");
    }

    private async Task<IActionResult?> Denied(CancellationToken cancel)
    {
        if (await db.Set<Akte>().Where((await sicht.Scope(cancel)).SeesAkte).SingleOrDefaultAsync(row => row.Id == Id, cancel) is not { } akte)
        {
            return NotFound();
        }

        Akte = akte;
        return person.Has(AktenRechte.Verwalten, akte.UnitNummer) ? null : StatusCode(StatusCodes.Status403Forbidden);
    }
}
