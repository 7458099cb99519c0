using Leineweber.Formulare.Wait;
using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Jobs;
using Leineweber.Zahlungen;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Formulare.Submit;

/// <summary>The fee is paid: the application arrives, or the offered place is theirs. Where it was withdrawn in the same moment, the money goes back.</summary>
internal sealed class WhenZahlungBezahlt(LeineweberDb db, Warteliste waiting, Kasse treasury) : IHandle<ZahlungBezahlt>
{
    private static readonly Actor Treasury = Actor.System("zahlung");

    public async Task Run(ZahlungBezahlt payload, CancellationToken cancel)
    {
        if (payload.Bezug.Split(':') is not [var kind, var text] || !Guid.TryParse(text, out var id))
        {
            return;
        }

        if (kind == "platz")
        {
            await db.Write(Treasury, write => waiting.Accept(write, id, cancel), cancel);
        }
        else if (kind == "antrag")
        {
            await db.Write(Treasury, write => Arrive(write, id, payload.Bezug, cancel), cancel);
        }
    }

    private async Task Arrive(Write write, Guid id, string bezug, CancellationToken cancel)
    {
        var antrag = await write.Db.Set<Antrag>().SingleOrDefaultAsync(row => row.Id == id, cancel);
        if (antrag is { Status: AntragStatus.WartetAufZahlung })
        {
            antrag.Revision++;
            Einreichung.Receive(write, antrag);
        }
        else if (antrag is { Status: AntragStatus.Zurueckgezogen, ReceivedAt: null })
        {
            await treasury.GiveBack(write, bezug, $"Antrag {antrag.Nummer} war schon zurückgezogen.", certain: true, cancel);
        }
    }
}
