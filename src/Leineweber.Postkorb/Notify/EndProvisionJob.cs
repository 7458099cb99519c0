using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Postkorb.Notify;

/// <summary>Time to look for decisions nobody retrieved within ten days of the notice.</summary>
public sealed record EndUnretrievedProvisions;

/// <summary>§ 41 (2a) VwVfG: what was not retrieved in time is no longer provided and not notified; the office is told.</summary>
internal sealed class EndProvisionJob(LeineweberDb db, TimeProvider clock) : IHandle<EndUnretrievedProvisions>
{
    public async Task Run(EndUnretrievedProvisions payload, CancellationToken cancel)
    {
        var today = clock.Today();
        var open = await db.Set<Zustellung>()
            .Where(row => row.Regel == BekanntgabeRegel.VwVfG41Absatz2a && row.RetrievedAt == null && row.EndedAt == null && row.NotifiedAt != null)
            .ToListAsync(cancel);
        foreach (var delivery in open.Where(row => row.BekanntgabeOn(today).Stand == BekanntgabeStand.Gescheitert))
        {
            await db.Write(Actor.System("postkorb"), write => End(write, delivery.NachrichtId, cancel), cancel);
        }
    }

    private static async Task End(Write write, Guid id, CancellationToken cancel)
    {
        var ended = await write.Db.Set<Zustellung>().Where(row => row.NachrichtId == id && row.RetrievedAt == null && row.EndedAt == null)
            .ExecuteUpdateAsync(row => row.SetProperty(r => r.EndedAt, write.Now), cancel);
        if (ended == 1)
        {
            var message = await write.Db.Set<Nachricht>().SingleAsync(row => row.Id == id, cancel);
            write.Record(message.Subject, "nachricht.provision-ended", "Nicht innerhalb von zehn Tagen abgerufen; Bereitstellung beendet", "§ 41 Absatz 2a VwVfG");
            write.Raise(new BereitstellungBeendet(id, message.Bezug));
        }
    }
}
