using Leineweber.Foundation.Data;
using Leineweber.Organisation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Akten.Read;

/// <summary>One Akte with its Vorgaenge.</summary>
[Amt(AktenRechte.Lesen)]
public sealed class AkteModel(Aktenplan aktenplan, Aktensicht sicht, LeineweberDb db, Amtsperson person) : PageModel
{
    private const int PageSize = 50;

    /// <summary>Id of the Akte.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>The Vorgang after which the list goes on, or null for its beginning.</summary>
    [BindProperty(SupportsGet = true, Name = "nach")]
    public Guid? Nach { get; set; }

    /// <summary>The Akte.</summary>
    public Akte Akte { get; private set; } = null!;

    /// <summary>The way through the plan to it.</summary>
    public IReadOnlyList<Aktenplaneinheit> Way { get; private set; } = [];

    /// <summary>The cabinet.</summary>
    public Aktenschrank Schrank { get; private set; } = null!;

    /// <summary>The Vorgaenge of this page, newest first.</summary>
    public IReadOnlyList<Vorgang> Vorgaenge { get; private set; } = [];

    /// <summary>True where older ones follow.</summary>
    public bool HasMore { get; private set; }

    /// <summary>True where the reader may protect it.</summary>
    public bool CanProtect => person.Has(AktenRechte.Verwalten, Akte.UnitNummer);

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
        if (Nach is { } last && await rows.Where(row => row.Id == last).Select(row => (DateTime?)row.OpenedAt).SingleOrDefaultAsync(cancel) is { } at)
        {
            rows = rows.Where(row => row.OpenedAt <= at && (row.OpenedAt < at || row.Id.CompareTo(last) < 0));
        }

        var found = await rows.OrderByDescending(row => row.OpenedAt).ThenByDescending(row => row.Id).Take(PageSize + 1).ToListAsync(cancel);
        (Vorgaenge, HasMore) = (found[..Math.Min(found.Count, PageSize)], found.Count > PageSize);
        return Page();
    }
}
