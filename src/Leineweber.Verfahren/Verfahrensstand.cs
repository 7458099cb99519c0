using Leineweber.Foundation.Data;
using Leineweber.Organisation;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Verfahren;

/// <summary>Where a citizen's Antrag stands, as the citizen may see it.</summary>
/// <param name="Row">The work in the office; null while the Vorgang is not there yet.</param>
/// <param name="Bescheid">The decision once it is provided, or null.</param>
/// <param name="Nachforderungen">Requests, oldest first.</param>
/// <param name="Stelle">The office, or null.</param>
public sealed record Verfahrensstand(Bearbeitung? Row, Bescheid? Bescheid, IReadOnlyList<Nachforderung> Nachforderungen, Organisationseinheit? Stelle);

/// <summary>Reads where an Antrag stands. Whose it is the pages check.</summary>
public sealed class Verfahrensstaende(LeineweberDb db, Organisationsplan plan)
{
    /// <summary>The Antrag a Vorgang came from, or null.</summary>
    public Task<Guid?> AntragOf(Guid vorgangId, CancellationToken cancel) =>
        db.Set<Bearbeitung>().Where(row => row.VorgangId == vorgangId).Select(row => (Guid?)row.AntragId).SingleOrDefaultAsync(cancel);

    /// <summary>Where an Antrag stands.</summary>
    public async Task<Verfahrensstand> For(Guid antragId, CancellationToken cancel)
    {
        var row = await db.Set<Bearbeitung>().SingleOrDefaultAsync(row => row.AntragId == antragId, cancel);
        if (row is null)
        {
            return new Verfahrensstand(null, null, [], null);
        }

        return new Verfahrensstand(
            row,
            await db.Set<Bescheid>().SingleOrDefaultAsync(one => one.VorgangId == row.VorgangId && one.Stand == Bescheidstand.Bereitgestellt, cancel),
            await db.Set<Nachforderung>().Where(one => one.VorgangId == row.VorgangId).OrderBy(one => one.At).ToListAsync(cancel),
            await plan.Find(row.UnitNummer, cancel));
    }
}
