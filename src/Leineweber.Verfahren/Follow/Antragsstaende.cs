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

    public async Task<IReadOnlyList<OffeneFrage>> Asked(IReadOnlyList<Guid> kontoIds, CancellationToken cancel) =>
    [
        .. (await Unanswered(kontoIds).ToListAsync(cancel)).Where(one => one.Stand == Bearbeitungsstand.Wartet)
            // As on the page of the state itself: what was asked last counts.
            .GroupBy(one => one.AntragId).Select(group => group.MaxBy(one => one.At)!)
            .OrderBy(one => one.BisAm).Select(one => new OffeneFrage(one.AntragId, one.BisAm, $"/postkorb/{one.NachrichtId}")),
    ];

    /// <summary>Requests without an answer. The state of the work is looked at afterwards: SQLite would begin with all that wait in the city else, and not with the owner's few.</summary>
    internal IQueryable<Unbeantwortet> Unanswered(IReadOnlyList<Guid> kontoIds) =>
        from antrag in db.Set<Antrag>()
        where kontoIds.Contains(antrag.KontoId)
        join row in db.Set<Bearbeitung>() on antrag.Id equals row.AntragId
        join asked in db.Set<Nachforderung>() on row.VorgangId equals asked.VorgangId
        where asked.AnsweredAt == null
        select new Unbeantwortet(antrag.Id, row.Stand, asked.BisAm, asked.NachrichtId, asked.At);

    internal sealed record Unbeantwortet(Guid AntragId, Bearbeitungsstand Stand, DateOnly BisAm, Guid NachrichtId, DateTime At);
}
