using Leineweber.Formulare.Wait;
using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Jobs;
using Leineweber.Foundation.Mail;
using Leineweber.Konten;
using Microsoft.EntityFrameworkCore;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Formulare.Submit;

/// <summary>Left every night: remind, then delete what nobody needs any more.</summary>
public sealed record RaeumeEntwuerfeAuf;

/// <summary>
/// Tells owners of drafts before they are deleted and deletes those nobody touched; reminds of fees and gives up applications whose fee was not
/// paid in time, so that their places become free; ends lapsed offers of places. How many days is the form's to say.
/// </summary>
internal sealed class PurgeJob(LeineweberDb db, Formularkatalog catalog, Erinnerungen reminders, Ruecknahme withdrawal, TimeProvider clock) : IHandle<RaeumeEntwuerfeAuf>
{
    private static readonly Actor Purger = Actor.System("aufraeumen");

    public async Task Run(RaeumeEntwuerfeAuf payload, CancellationToken cancel)
    {
        foreach (var version in await db.Set<Antrag>().Where(row => row.Status == AntragStatus.Entwurf).Select(row => row.FormularVersionId).Distinct().ToListAsync(cancel))
        {
            await Drafts(version, (await catalog.Version(version, cancel)).Form.Deadlines, cancel);
        }

        foreach (var id in await db.Set<Antrag>().Where(row => row.Status == AntragStatus.WartetAufZahlung).Select(row => row.Id).ToListAsync(cancel))
        {
            var isPaying = await withdrawal.IsBeingPaid(id, cancel);
            await db.Write(Purger, write => Unpaid(write, id, isPaying, cancel), cancel);
        }

        await db.Write(Purger, async write =>
        {
            foreach (var offer in await write.Db.Set<Platz>().AsNoTracking().Where(row => row.Status == PlatzStatus.Angeboten && row.OfferedUntil < write.Now).ToListAsync(cancel))
            {
                write.Enqueue(new PruefePlatzangebot(offer.Id));
            }

            foreach (var key in await write.Db.Set<Platz>().AsNoTracking().Where(row => row.Status == PlatzStatus.Warteliste).Select(row => row.FormularKey).Distinct().ToListAsync(cancel))
            {
                write.Enqueue(new RueckePlaetzeNach(key));
            }
        }, cancel);
    }

    private async Task Drafts(Guid version, Fristen days, CancellationToken cancel)
    {
        foreach (var id in await Untouched(version, days.Draft - days.WarnOfDeletion, cancel))
        {
            await db.Write(Purger, write => reminders.OfDeletion(write, id, days, cancel), cancel);
        }

        foreach (var id in await Untouched(version, days.Draft, cancel))
        {
            await db.Write(Purger, async write =>
            {
                // Told a few days ago, or nobody to tell; a notice sent only tonight (the job had not run) gives some days more.
                var (old, told) = (write.Now.AddDays(-days.Draft), write.Now.AddDays(-Math.Max(0, days.WarnOfDeletion - 1)));
                if (await write.Db.Set<Antrag>().Where(row => row.Id == id && row.Status == AntragStatus.Entwurf && row.ChangedAt < old && (row.RemindedAt == null || row.RemindedAt <= told)).ExecuteDeleteAsync(cancel) == 1)
                {
                    write.Record($"antrag:{id}", "antrag.deleted", $"Entwurf nach {days.Draft} Tagen gelöscht");
                }
            }, cancel);
        }
    }

    private Task<List<Guid>> Untouched(Guid version, int days, CancellationToken cancel)
    {
        var old = clock.Now().AddDays(-days);
        return db.Set<Antrag>().Where(row => row.FormularVersionId == version && row.Status == AntragStatus.Entwurf && row.ChangedAt < old).Select(row => row.Id).ToListAsync(cancel);
    }

    private async Task Unpaid(Write write, Guid id, bool isPaying, CancellationToken cancel)
    {
        var antrag = await write.Db.Set<Antrag>().SingleOrDefaultAsync(row => row.Id == id && row.Status == AntragStatus.WartetAufZahlung, cancel);
        if (antrag is null)
        {
            return;
        }

        var form = await catalog.Version(antrag.FormularVersionId, cancel);
        var end = antrag.PayBy ?? Zahlungsfrist.End(antrag.SubmittedAt!.Value, form.Form.Deadlines.Pay);
        if (Zahlungsfrist.WithGrace(write.Tenant, end) < write.Now && !isPaying)
        {
            await withdrawal.Withdraw(write, id, Ruecknahmegrund.NichtBezahlt, cancel);
        }
        else if (antrag.RemindedAt is null && end.AddDays(-form.Form.Deadlines.RemindToPay) < write.Now && end > write.Now)
        {
            antrag.RemindedAt = write.Now;
            await reminders.OfPayment(write, antrag, form.Form, end, cancel);
        }
    }
}

/// <summary>Tells people what will happen if they do nothing.</summary>
internal sealed class Erinnerungen(Nutzerkonten accounts, Antragspost post)
{
    /// <summary>Mails the owner of a draft the day on which it is deleted and the way back; nothing of what was entered. Once per standstill.</summary>
    public async Task OfDeletion(Write write, Guid id, Fristen days, CancellationToken cancel)
    {
        var antrag = await write.Db.Set<Antrag>().SingleOrDefaultAsync(row => row.Id == id && row.Status == AntragStatus.Entwurf && row.RemindedAt == null, cancel);
        if (antrag is null || await accounts.MailOf(antrag.KontoId, cancel) is not { } owner)
        {
            return;
        }

        using var language = Sprache.Speak(owner.Language);
        var last = antrag.ChangedAt.AddDays(days.Draft);
        var on = last > write.Now.AddDays(days.WarnOfDeletion - 1) ? last : write.Now.AddDays(days.WarnOfDeletion);
        antrag.RemindedAt = write.Now;
        write.Enqueue(new Mail(owner.Address, T("Ihr angefangener Antrag wird bald gelöscht"), T(
            "Guten Tag,\n\nSie haben bei {0} einen Antrag angefangen und noch nicht abgesendet. Wir löschen den Entwurf am {1}, wenn Sie nicht weitermachen. So bewahren wir Ihre Angaben nicht länger auf als nötig.\n\nHier machen Sie weiter:\n{2}\n\nBrauchen Sie ihn nicht mehr, müssen Sie nichts tun.\n",
            write.Tenant.Name, Show.Weekday(on), write.Tenant.Address + await accounts.ReturnPath(write, antrag.KontoId, FormulareLinks.Antrag(id), cancel)), owner.Language));
        write.Record(antrag.Subject, "antrag.deletion-announced", $"Löschen des Entwurfs zum {Show.ShortDate(on)} angekündigt");
    }

    /// <summary>Reminds of a fee that is not paid.</summary>
    public Task OfPayment(Write write, Antrag antrag, Formularmodell form, DateTime end, CancellationToken cancel)
    {
        write.Record(antrag.Subject, "antrag.payment-reminded", "An die Zahlung erinnert");
        return post.Send(write, antrag, form, () => (T("Bitte bezahlen Sie noch: {0}", form.Title), T(
            "Guten Tag,\n\nIhr Antrag {0} ist abgesendet, aber noch nicht bezahlt. Bitte bezahlen Sie {1} bis zum {2}:\n{3}\n\nDanach verfällt der Antrag. Haben Sie schon überwiesen, müssen Sie nichts tun.",
            antrag.Nummer, Show.Money(antrag.FeeCents), Show.Weekday(end), $"{write.Tenant.Address}/zahlung/{antrag.Kassenzeichen}")), cancel);
    }
}
