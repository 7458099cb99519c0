using Leineweber.Foundation;
using Leineweber.Foundation.Ablage;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Verfahren.Decide;

/// <summary>Prints the decided letter and keeps it; done again it finds the step behind it and does nothing.</summary>
internal sealed class TypesetBescheidJob(LeineweberDb db, Bescheiddruck druck, IAblage ablage) : IHandle<TypesetBescheid>
{
    public async Task Run(TypesetBescheid job, CancellationToken cancel)
    {
        var bescheid = await db.Set<Bescheid>().SingleAsync(row => row.Id == job.BescheidId, cancel);
        if (bescheid.Stand != Bescheidstand.Erlassen)
        {
            return;
        }

        var blob = await ablage.Put(await druck.Render(bescheid, bescheid.ErlassenAt!.Value, cancel), cancel);
        await db.Write(Actor.System(nameof(TypesetBescheidJob)), async w =>
        {
            var row = await w.Db.Set<Bescheid>().SingleAsync(row => row.Id == job.BescheidId, cancel);
            if (row.Stand == Bescheidstand.Erlassen)
            {
                row.Typeset(blob.Sha256);
                w.Enqueue(new SealBescheid(row.Id));
                w.Record($"vorgang:{row.VorgangId}", "bescheid.typeset", "Bescheid gesetzt (PDF/A)");
            }
        }, cancel);
    }
}
