using Leineweber.Foundation;
using Leineweber.Foundation.Security;
using Leineweber.Organisation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Leineweber.Leistungen.Read;

/// <summary>The page of an office: contact, hours, services, units below.</summary>
[Public, Revalidated]
public sealed class AmtPageModel(Organisationsplan plan, Leistungskatalog katalog, TimeProvider clock) : PageModel
{
    /// <summary>The office.</summary>
    public Stellenansicht View { get; private set; } = null!;

    /// <summary>The units above it and itself.</summary>
    public IReadOnlyList<Organisationseinheit> Path { get; private set; } = [];

    /// <summary>The units below.</summary>
    public IReadOnlyList<Organisationseinheit> Below { get; private set; } = [];

    /// <summary>What it and the units below it are in charge of.</summary>
    public IReadOnlyList<Leistung> Leistungen { get; private set; } = [];

    /// <summary>Shows the page.</summary>
    public async Task<IActionResult> OnGetAsync(string nummer, CancellationToken cancel)
    {
        if (await plan.Find(nummer, cancel) is not { } unit)
        {
            return StatusCode(StatusCodes.Status404NotFound);
        }

        View = new Stellenansicht(unit, clock.Now(), IsLinked: false);
        Path = await plan.PathTo(unit, cancel);
        Below = await plan.Below(unit, cancel);
        // A department's list would be the whole city's.
        var reach = unit.Art == "dezernat" ? new HashSet<string> { unit.Nummer } : await plan.Reach(unit.Id, cancel);
        Leistungen = ListeModel.InOrder((await katalog.All(cancel)).Where(leistung => reach.Contains(leistung.OrganisationseinheitNummer)));
        return Page();
    }
}
