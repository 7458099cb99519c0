using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Jobs;
using Leineweber.Konten;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Zahlungen.Tell;

/// <summary>A guest was taken over: the claims are the account's from now on.</summary>
internal sealed class TakeOverClaims(LeineweberDb db) : IHandle<GastUebernommen>
{
    public Task Run(GastUebernommen payload, CancellationToken cancel) => db.Write(Actor.System("konten"), async write =>
        await write.Db.Set<Forderung>().Where(row => row.KontoId == payload.GastId).ExecuteUpdateAsync(row => row.SetProperty(r => r.KontoId, payload.KontoId), cancel), cancel);
}
