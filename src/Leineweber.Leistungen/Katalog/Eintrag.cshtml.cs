using Leineweber.Foundation.Data;
using Leineweber.Foundation.Security;
using Leineweber.Foundation.Tenancy;
using Leineweber.Leistungen.Read;
using Leineweber.Leistungen.Search;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Leistungen.Katalog;

/// <summary>An entry of the national catalogue.</summary>
[Public, Revalidated]
public sealed class EintragModel(LeineweberDb db, Portalsuche suche, Tenant tenant) : PageModel
{
    /// <summary>The entry.</summary>
    public Katalogleistung Entry { get; private set; } = null!;

    /// <summary>The city's own services that fit its name.</summary>
    public IReadOnlyList<Suchtreffer> Own { get; private set; } = [];

    /// <summary>Name of the city.</summary>
    public string City => tenant.Name;

    /// <summary>Shows the page.</summary>
    public async Task<IActionResult> OnGetAsync(int id, CancellationToken cancel)
    {
        if (await db.Set<Katalogleistung>().SingleOrDefaultAsync(row => row.Id == id, cancel) is not { } entry)
        {
            return StatusCode(StatusCodes.Status404NotFound);
        }

        Entry = entry;
        Own = (await suche.Leistungen(entry.Name, new Suchfilter(), 3, 0, false, cancel)).Treffer;
        return Page();
    }
}
