using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Jobs;
using Leineweber.Postkorb;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Verfahren.Decide;

/// <summary>Nobody retrieved the decision in time: it is not notified, so the office is told to send it another way, today.</summary>
internal sealed class WhenBereitstellungBeendet(LeineweberDb db, Bekanntgabestand stand) : IHandle<BereitstellungBeendet>
{
    public async Task Run(BereitstellungBeendet fact, CancellationToken cancel)
    {
        await stand.Update(fact.NachrichtId, cancel);
        await db.Write(Actor.System("bekanntgabe"), async w =>
        {
            var bescheid = await w.Db.Set<Bescheid>().SingleOrDefaultAsync(row => row.NachrichtId == fact.NachrichtId, cancel);
            if (bescheid is not null && await w.Db.Set<Bearbeitung>().SingleOrDefaultAsync(row => row.VorgangId == bescheid.VorgangId, cancel) is { FristAm: null } row)
            {
                row.SetFrist(DateOnly.FromDateTime(Clock.ToLocal(w.Now)), "Bescheid nicht abgerufen: auf anderem Weg bekannt geben");
                w.Record($"vorgang:{row.VorgangId}", "bescheid.not-retrieved", "Bescheid nicht rechtzeitig abgerufen, nicht bekannt gegeben", "§ 41 Absatz 2a VwVfG");
            }
        }, cancel);
    }
}
