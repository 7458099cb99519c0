using Leineweber.Foundation.Data;
using Leineweber.Organisation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Akten.Read;

/// <summary>One Akte with its Vorgaenge.</summary>
[Amt(AktenRechte.Lesen)]
public sealed class AkteModel(Aktenplan aktenplan, Aktensicht sicht, LeineweberDb db) : PageModel
{
    private const int PageSize = 50;

    /// <summary>Id of the Akte.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>Page of the list, from 1.</summary>
    [BindProperty(SupportsGet = true, Name = "seite")]
    public int Seite { get; set; } = 1;

    /// <summary>The Akte.</summary>
    public Akte Akte { get; private set; } = null!;

    /// <summary>The way through the plan to it.</summary>
    public IReadOnlyList<Aktenplaneinheit> Way { get; private set; } = [];

    /// <summary>The cabinet.</summary>
    public Aktenschrank Schrank { get; private set; } = null!;

    /// <summary>The Vorgaenge of this page, newest first.</summary>
    public IReadOnlyList<Vorgang> Vorgaenge { get; private set; } = [];

    /// <summary>Number of pages.</summary>
    public int Pages { get; private set; }

    /// <summary>Shows the Akte; 404 also where it is not the reader's to see.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        var scope = await sicht.Scope(cancel);
        var akte = await db.Set<Akte>().Where(scope.SeesAkte).SingleOrDefaultAsync(row => row.Id == Id, cancel);
        if (akte is null)
        {
            return NotFound();
        }

        Akte = akte;
        Schrank = await db.Set<Aktenschrank>().SingleAsync(row => row.Id == akte.AktenschrankId, cancel);
        Way = Aktenplan.Path(await aktenplan.All(cancel), akte.AktenplaneinheitId);
        var rows = db.Set<Vorgang>().Where(scope.Sees).Where(row => row.AkteId == Id);
        Pages = Math.Max(1, (await rows.CountAsync(cancel) + PageSize - 1) / PageSize);
        Seite = Math.Clamp(Seite, 1, Pages);
        Vorgaenge = await rows.OrderByDescending(row => row.OpenedAt).ThenByDescending(row => row.Id)
            .Skip((Seite - 1) * PageSize).Take(PageSize).ToListAsync(cancel);
        return Page();
    }
}
