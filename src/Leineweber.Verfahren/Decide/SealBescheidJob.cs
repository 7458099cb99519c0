using Leineweber.Foundation;
using Leineweber.Foundation.Ablage;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Jobs;
using Leineweber.Signaturen;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Verfahren.Decide;

/// <summary>Puts the city's seal on the typeset letter; done again it gets the same sealed bytes and does nothing more.</summary>
internal sealed class SealBescheidJob(LeineweberDb db, Siegel siegel, IAblage ablage) : IHandle<SealBescheid>
{
    public async Task Run(SealBescheid job, CancellationToken cancel)
    {
        var bescheid = await db.Set<Bescheid>().SingleAsync(row => row.Id == job.BescheidId, cancel);
        if (bescheid.Stand != Bescheidstand.Gesetzt)
        {
            return;
        }

        var aktenzeichen = await db.Set<Bearbeitung>().Where(row => row.VorgangId == bescheid.VorgangId).Select(row => row.Aktenzeichen).SingleAsync(cancel);
        var actor = Actor.System(nameof(SealBescheidJob));
        var sealing = await siegel.Apply(actor, await ablage.Read(bescheid.SatzSha256!, cancel), $"Bescheid {aktenzeichen}", $"vorgang:{bescheid.VorgangId}", cancel);
        var sealedPdf = sealing.Value;
        await db.Write(actor, async w =>
        {
            var row = await w.Db.Set<Bescheid>().SingleAsync(row => row.Id == job.BescheidId, cancel);
            if (row.Stand == Bescheidstand.Gesetzt)
            {
                row.Seal(sealedPdf.Siegelung.Sha256After, sealedPdf.Bytes.Length);
                w.Enqueue(new DeliverBescheid(row.Id));
            }
        }, cancel);
    }
}
