using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Jobs;
using Leineweber.Konten;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Formulare.Tell;

/// <summary>A guest's drafts and applications, with their places, are the account's from now on.</summary>
internal sealed class WhenGastUebernommen(LeineweberDb db) : IHandle<GastUebernommen>
{
    public Task Run(GastUebernommen payload, CancellationToken cancel) => db.Write(Actor.System("konten"), async write =>
    {
        foreach (var antrag in await write.Db.Set<Antrag>().Where(row => row.KontoId == payload.GastId).ToListAsync(cancel))
        {
            antrag.KontoId = payload.KontoId;
            write.Record(antrag.Subject, "antrag.taken-over", "Vom Gast in das Konto übernommen");
        }
    }, cancel);
}
