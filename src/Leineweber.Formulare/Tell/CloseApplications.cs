using Leineweber.Formulare.Wait;
using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Jobs;
using Leineweber.Konten;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Formulare.Tell;

/// <summary>
/// An account is gone. Its drafts are deleted. What arrived at the office stays, as the law on files wants it; the id it bears leads to an
/// account without personal data. What still waits for the person ends: unpaid applications, places on waiting lists, offers.
/// </summary>
internal sealed class CloseApplications(LeineweberDb db, Ruecknahme withdrawal, Warteliste waiting) : IHandle<NutzerkontoGeloescht>
{
    private static readonly Actor Closer = Actor.System("konten");

    public async Task Run(NutzerkontoGeloescht payload, CancellationToken cancel)
    {
        var ids = await db.Set<Antrag>().Where(row => row.KontoId == payload.KontoId).Select(row => row.Id).ToListAsync(cancel);
        foreach (var id in ids)
        {
            await db.Write(Closer, write => Close(write, id, cancel), cancel);
        }
    }

    private async Task Close(Write write, Guid id, CancellationToken cancel)
    {
        if (await write.Db.Set<Antrag>().Where(row => row.Id == id && row.Status == AntragStatus.Entwurf).ExecuteDeleteAsync(cancel) == 1)
        {
            write.Record($"antrag:{id}", "antrag.deleted", "Entwurf mit dem Konto gelöscht");
            return;
        }

        var antrag = await write.Db.Set<Antrag>().AsNoTracking().SingleAsync(row => row.Id == id, cancel);
        if (antrag.Status == AntragStatus.WartetAufZahlung)
        {
            await withdrawal.Withdraw(write, id, Ruecknahmegrund.KontoGeloescht, cancel);
            return;
        }

        await Plaetze.Lock(write, antrag.FormularKey, cancel);
        foreach (var place in await write.Db.Set<Platz>().Where(row => row.AntragId == id && (row.Status == PlatzStatus.Warteliste || row.Status == PlatzStatus.Angeboten)).ToListAsync(cancel))
        {
            await waiting.Free(write, place, "Konto gelöscht", cancel);
        }
    }
}
