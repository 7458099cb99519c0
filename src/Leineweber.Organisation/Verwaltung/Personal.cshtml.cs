using Leineweber.Foundation.Data;
using Leineweber.Foundation.Security;
using Leineweber.Foundation.Security.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Organisation.Verwaltung;

/// <summary>The city's staff as a list, found by name or unit.</summary>
[Amt(OrganisationModule.ManageStaff)]
public sealed class PersonalModel(LeineweberDb db, Organisationsplan plan) : PageModel
{
    private const int PageSize = 50;

    /// <summary>Words to find people by.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    /// <summary>True to show those whose access ended, too.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Beendet { get; set; }

    /// <summary>Page of the list.</summary>
    [BindProperty(SupportsGet = true)]
    public int Seite { get; set; } = 1;

    /// <summary>Number of pages.</summary>
    public int Pages { get; private set; }

    /// <summary>The rows.</summary>
    public IReadOnlyList<Row> Rows { get; private set; } = [];

    /// <summary>Shows the list.</summary>
    public async Task OnGet(CancellationToken cancel)
    {
        var units = (await plan.All(cancel)).ToDictionary(unit => unit.Id);
        var query = db.Set<Bedienstete>().Where(b => Beendet || b.EndedAt == null);
        if (Q?.Trim().ToLowerInvariant() is { Length: > 0 } words)
        {
            var unitIds = units.Values.Where(u => u.Nummer == words || u.Name.Contains(words, StringComparison.OrdinalIgnoreCase)).Select(u => (Guid?)u.Id).ToList();
            query = query.Where(b => b.Vorname.ToLower().Contains(words) || b.Nachname.ToLower().Contains(words) || b.Email.ToLower().Contains(words) || unitIds.Contains(b.UnitId));
        }

        Pages = Math.Max(1, (await query.CountAsync(cancel) + PageSize - 1) / PageSize);
        Seite = Math.Clamp(Seite, 1, Pages);
        var people = await query.OrderBy(b => b.Nachname).ThenBy(b => b.Vorname).ThenBy(b => b.Id).Skip((Seite - 1) * PageSize).Take(PageSize).ToListAsync(cancel);
        var ids = people.Select(b => b.Id).ToList();
        var access = await db.Set<Zugang>().Where(z => z.Kind == SitzungKind.Bedienstete && ids.Contains(z.SubjectId)).ToDictionaryAsync(z => z.SubjectId, cancel);
        var roles = (await db.Set<Rollenzuweisung>().Where(r => ids.Contains(r.BedienstetenId) && r.EndedAt == null).ToListAsync(cancel)).ToLookup(r => r.BedienstetenId);
        Rows = [.. people.Select(b => new Row(b, b.UnitId is { } id && units.TryGetValue(id, out var unit) ? unit : null, access.GetValueOrDefault(b.Id), [.. roles[b.Id].Select(r => r.Rolle.Name()).Distinct()]))];
    }

    /// <summary>One person.</summary>
    public sealed record Row(Bedienstete Person, Organisationseinheit? Unit, Zugang? Access, IReadOnlyList<string> Roles);
}
