using Leineweber.Foundation.Data;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Organisation;

/// <summary>The city's staff: found by id, listed by unit and right, entered, given roles, ended.</summary>
public sealed class Personal(LeineweberDb db, Organisationsplan plan, Rechtekatalog rights)
{
    /// <summary>The person of this id (also of someone whose access ended), or null.</summary>
    public Task<Bedienstete?> Find(Guid id, CancellationToken cancel = default) => db.Set<Bedienstete>().SingleOrDefaultAsync(b => b.Id == id, cancel);

    /// <summary>Who has a right in a unit by a role of their own; for choosing who works on a case or signs.</summary>
    public async Task<IReadOnlyList<Bedienstete>> WithRight(string right, string unitNummer, CancellationToken cancel = default)
    {
        var roles = rights.Find(right).Roles;
        var unit = await plan.Find(unitNummer, cancel);
        if (unit is null)
        {
            return [];
        }

        var above = (await plan.PathTo(unit, cancel)).Select(u => u.Id).ToList();
        var ids = await db.Set<Rollenzuweisung>().Where(r => r.EndedAt == null && above.Contains(r.UnitId) && roles.Contains(r.Rolle))
            .Select(r => r.BedienstetenId).Distinct().ToListAsync(cancel);
        return await db.Set<Bedienstete>().Where(b => ids.Contains(b.Id) && b.EndedAt == null).OrderBy(b => b.Nachname).ThenBy(b => b.Vorname).ToListAsync(cancel);
    }
}
