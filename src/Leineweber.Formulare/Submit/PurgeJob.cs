using Leineweber.Formulare.Fill;
using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Formulare.Submit;

/// <summary>Left every night: delete what nobody needs any more.</summary>
public sealed record RaeumeEntwuerfeAuf;

/// <summary>Deletes drafts nobody touched for 60 days, and gives up applications whose fee was not paid within 14 days, so that their places become free.</summary>
internal sealed class PurgeJob(LeineweberDb db, TimeProvider clock) : IHandle<RaeumeEntwuerfeAuf>
{
    /// <summary>Days in which the fee must be paid.</summary>
    public const int PayDays = 14;

    private static readonly Actor Purger = Actor.System("aufraeumen");

    public async Task Run(RaeumeEntwuerfeAuf payload, CancellationToken cancel)
    {
        var old = clock.Now().AddDays(-Entwuerfe.KeepDays);
        var drafts = await db.Set<Antrag>().Where(row => row.Status == AntragStatus.Entwurf && row.ChangedAt < old).Select(row => row.Id).ToListAsync(cancel);
        foreach (var id in drafts)
        {
            await db.Write(Purger, async write =>
            {
                if (await write.Db.Set<Antrag>().Where(row => row.Id == id && row.Status == AntragStatus.Entwurf && row.ChangedAt < old).ExecuteDeleteAsync(cancel) == 1)
                {
                    write.Record($"antrag:{id}", "antrag.deleted", $"Entwurf nach {Entwuerfe.KeepDays} Tagen gelöscht");
                }
            }, cancel);
        }

        var unpaid = clock.Now().AddDays(-PayDays);
        var waiting = await db.Set<Antrag>().Where(row => row.Status == AntragStatus.WartetAufZahlung && row.SubmittedAt < unpaid).Select(row => row.Id).ToListAsync(cancel);
        foreach (var id in waiting)
        {
            await db.Write(Purger, async write =>
            {
                if (await write.Db.Set<Antrag>().AnyAsync(row => row.Id == id && row.Status == AntragStatus.WartetAufZahlung, cancel))
                {
                    await Ruecknahme.Withdraw(write, id, $"Gebühr nach {PayDays} Tagen nicht bezahlt", cancel);
                }
            }, cancel);
        }
    }
}

/// <summary>Takes an application back: before the fee is paid it ends here, after it arrived the office is told.</summary>
internal static class Ruecknahme
{
    public static async Task Withdraw(Write write, Guid id, string why, CancellationToken cancel)
    {
        var antrag = await write.Db.Set<Antrag>().SingleOrDefaultAsync(row => row.Id == id && (row.Status == AntragStatus.WartetAufZahlung || row.Status == AntragStatus.Eingegangen), cancel);
        if (antrag is null)
        {
            return;
        }

        if (antrag.Status == AntragStatus.Eingegangen)
        {
            write.Raise(new AntragZurueckgezogen(id));
        }

        Entwuerfe.Step(write, antrag, AntragStatus.Zurueckgezogen);
        antrag.Revision++;
        await write.Db.Set<Platz>().Where(row => row.AntragId == id).ExecuteDeleteAsync(cancel);
        write.Record(antrag.Subject, "antrag.withdrawn", $"Antrag {antrag.Nummer} zurückgezogen", why);
    }
}
