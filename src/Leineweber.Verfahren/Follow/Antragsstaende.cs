using Leineweber.Formulare;
using Leineweber.Formulare.Fill;
using Leineweber.Foundation.Data;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Verfahren.Follow;

/// <summary>Tells "Meine Anträge" where applications stand.</summary>
internal sealed class Antragsstaende(LeineweberDb db) : IAntragsstand
{
    public async Task<IReadOnlyDictionary<Guid, Antragsstand>> Of(IReadOnlyCollection<Guid> antragIds, CancellationToken cancel) =>
        (await db.Set<Bearbeitung>().Where(row => antragIds.Contains(row.AntragId)).Select(row => new { row.AntragId, row.Stand }).ToListAsync(cancel))
            .ToDictionary(row => row.AntragId, row => new Antragsstand(row.Stand.CitizenWord(), row.Stand.CitizenKind()));

    public async Task<IReadOnlyList<OffeneFrage>> Asked(IReadOnlyList<Guid> kontoIds, CancellationToken cancel)
    {
        var open = await (from antrag in db.Set<Antrag>()
                          where kontoIds.Contains(antrag.KontoId)
                          join row in db.Set<Bearbeitung>() on antrag.Id equals row.AntragId
                          where row.Stand == Bearbeitungsstand.Wartet
                          join asked in db.Set<Nachforderung>() on row.VorgangId equals asked.VorgangId
                          where asked.AnsweredAt == null
                          select new { antrag.Id, asked.BisAm, asked.NachrichtId, asked.At }).ToListAsync(cancel);
        // As on the page of the state itself: what was asked last counts.
        return [.. open.GroupBy(one => one.Id).Select(group => group.MaxBy(one => one.At)!).OrderBy(one => one.BisAm).Select(one => new OffeneFrage(one.Id, one.BisAm, $"/postkorb/{one.NachrichtId}"))];
    }
}
