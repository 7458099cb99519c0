using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Zahlungen;
using Microsoft.EntityFrameworkCore;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Formulare.Wait;

/// <summary>Why an application ends before it is decided.</summary>
internal enum Ruecknahmegrund
{
    /// <summary>Its owner no longer wants it.</summary>
    Zurueckgezogen,

    /// <summary>The fee was not paid in time.</summary>
    NichtBezahlt,

    /// <summary>Its owner deleted the account before paying.</summary>
    KontoGeloescht,
}

/// <summary>
/// Takes an application back. Not paid yet: the claim ends with it, and money that comes later goes back. Paid: the fee goes back by itself
/// where the form says so, otherwise the office decides; the person is told which.
/// </summary>
internal sealed class Ruecknahme(Modellspeicher models, Kasse treasury, Warteliste waiting, Antragspost post)
{
    /// <summary>Takes back; joins the caller's change. Asked again, or of a draft, it changes nothing.</summary>
    public async Task Withdraw(Write write, Guid id, Ruecknahmegrund why, CancellationToken cancel)
    {
        var key = await write.Db.Set<Antrag>().AsNoTracking().Where(row => row.Id == id).Select(row => row.FormularKey).SingleOrDefaultAsync(cancel);
        if (key is null)
        {
            return;
        }

        await Plaetze.Lock(write, key, cancel);
        var antrag = await write.Db.Set<Antrag>().SingleOrDefaultAsync(row => row.Id == id && (row.Status == AntragStatus.WartetAufZahlung || row.Status == AntragStatus.Eingegangen), cancel);
        if (antrag is null)
        {
            return;
        }

        var form = models.Of(await write.Db.Set<FormularVersion>().AsNoTracking().SingleAsync(row => row.Id == antrag.FormularVersionId, cancel));
        var arrived = antrag.Status == AntragStatus.Eingegangen;
        var words = Words(why);
        foreach (var place in await write.Db.Set<Platz>().Where(row => row.AntragId == id).ToListAsync(cancel))
        {
            await waiting.Free(write, place, words, cancel);
        }

        var paid = (await treasury.Waive(write, antrag.Subject, words, cancel))?.Status == ForderungStatus.Bezahlt;
        if (paid)
        {
            // Paid in the moment of withdrawal, before it arrived: nothing was done for it, so it goes back in any case.
            await treasury.GiveBack(write, antrag.Subject, $"Antrag {antrag.Nummer}: {words}", form.RefundsInFull || !arrived, cancel);
        }

        if (arrived)
        {
            write.Raise(new AntragZurueckgezogen(id));
        }

        Fill.Entwuerfe.Step(write, antrag, AntragStatus.Zurueckgezogen);
        antrag.Revision++;
        write.Record(antrag.Subject, "antrag.withdrawn", $"Antrag {antrag.Nummer} zurückgezogen", words);
        await post.Send(write, antrag, form, () => Letter(write.Tenant.Address, antrag, form, (why, paid, arrived)), cancel);
    }

    /// <summary>True where the person may be at a provider's page right now.</summary>
    public Task<bool> IsBeingPaid(Guid id, CancellationToken cancel) => treasury.IsBeingPaid($"antrag:{id}", cancel);

    /// <summary>What happens to a fee when this application is withdrawn now, in the reader's language.</summary>
    public static string Rule(Antrag antrag, Formularmodell form) => antrag switch
    {
        { FeeCents: 0 } => "",
        { Status: AntragStatus.WartetAufZahlung } => T("Sie müssen dann nichts bezahlen. Haben Sie schon überwiesen, bekommen Sie das Geld zurück."),
        _ when form.RefundsInFull => T("Die bezahlte Gebühr von {0} bekommen Sie zurück.", Show.Money(antrag.FeeCents)),
        _ => T("Ob Sie die bezahlte Gebühr von {0} zurückbekommen, entscheidet das Amt. Es kommt darauf an, wie viel schon bearbeitet ist. Sie bekommen darüber eine Nachricht.", Show.Money(antrag.FeeCents)),
    };

    private static (string, string) Letter(string address, Antrag antrag, Formularmodell form, (Ruecknahmegrund Why, bool Paid, bool Arrived) how)
    {
        var money = (how.Paid, how.Arrived, form.RefundsInFull) switch
        {
            (false, _, _) when antrag.FeeCents == 0 => "",
            (false, _, _) => T("Sie müssen nichts bezahlen. Kommt noch Geld von Ihnen an, überweisen wir es zurück."),
            (true, true, false) => T("Ob Sie die bezahlte Gebühr von {0} zurückbekommen, entscheidet das Amt. Sie bekommen darüber eine Nachricht.", Show.Money(antrag.FeeCents)),
            _ => T("Die bezahlte Gebühr von {0} bekommen Sie zurück.", Show.Money(antrag.FeeCents)),
        };
        return how.Why == Ruecknahmegrund.NichtBezahlt
            ? (T("Ihr Antrag ist verfallen: {0}", form.Title), T("Guten Tag,\n\ndie Gebühr für Ihren Antrag {0} wurde nicht rechtzeitig bezahlt. Deshalb bearbeiten wir ihn nicht. {1}\n\nSie können jederzeit einen neuen Antrag stellen:\n{2}", antrag.Nummer, money, address + FormulareLinks.Start(antrag.FormularKey)).Trim())
            : (T("Ihr Antrag ist zurückgezogen: {0}", form.Title), T("Guten Tag,\n\nSie haben Ihren Antrag {0} zurückgezogen. Wir bearbeiten ihn nicht weiter. {1}", antrag.Nummer, money).Trim());
    }

    private static string Words(Ruecknahmegrund why) => why switch
    {
        Ruecknahmegrund.NichtBezahlt => "Gebühr nicht rechtzeitig bezahlt",
        Ruecknahmegrund.KontoGeloescht => "Konto gelöscht, bevor bezahlt wurde",
        _ => "Von der antragstellenden Person zurückgezogen",
    };
}
