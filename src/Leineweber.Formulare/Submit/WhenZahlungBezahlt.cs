using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Jobs;
using Leineweber.Zahlungen;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Formulare.Submit;

/// <summary>The fee is paid: the application arrives. Also where it was given up in the meantime, for nobody may have paid for nothing.</summary>
internal sealed class WhenZahlungBezahlt(LeineweberDb db) : IHandle<ZahlungBezahlt>
{
    private static readonly Actor Treasury = Actor.System("zahlung");

    public async Task Run(ZahlungBezahlt payload, CancellationToken cancel)
    {
        if (!payload.Bezug.StartsWith("antrag:", StringComparison.Ordinal) || !Guid.TryParse(payload.Bezug["antrag:".Length..], out var id))
        {
            return;
        }

        await db.Write(Treasury, async write =>
        {
            var antrag = await write.Db.Set<Antrag>().SingleOrDefaultAsync(row => row.Id == id, cancel);
            if (antrag is { Status: AntragStatus.WartetAufZahlung or AntragStatus.Zurueckgezogen, ReceivedAt: null })
            {
                antrag.Revision++;
                Einreichung.Receive(write, antrag);
            }
        }, cancel);
    }
}
