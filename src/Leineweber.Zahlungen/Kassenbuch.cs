using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Konten;
using Leineweber.Postkorb;
using Microsoft.EntityFrameworkCore;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Zahlungen;

/// <summary>The ledger, and money that goes back: what arrived is kept apart until the treasury has sent it, and its payer is told.</summary>
public sealed class Kassenbuch(LeineweberDb db, Postkoerbe postkoerbe)
{
    /// <summary>Takes a decision on a refund that waits for one.</summary>
    /// <param name="actor">The member of staff.</param>
    /// <param name="id">Which.</param>
    /// <param name="goesBack">True where it goes back, false where the city keeps it.</param>
    /// <param name="reason">Why, needed where it is kept.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>The refund, or a refusal: <c>erstattung.unknown</c>, <c>erstattung.already-decided</c>, <c>erstattung.no-reason</c>.</returns>
    public Task<Outcome<Erstattung>> Decide(Actor actor, Guid id, bool goesBack, string? reason, CancellationToken cancel) =>
        Change(actor, id, ErstattungStatus.ZuPruefen, async (write, refund) =>
        {
            if (!goesBack && string.IsNullOrWhiteSpace(reason))
            {
                return new Refusal("erstattung.no-reason", T("Bitte nennen Sie den Grund, warum die Stadt das Geld behält."));
            }

            if (goesBack)
            {
                refund.Status = ErstattungStatus.Offen;
                Book(write, refund.ForderungId!.Value, refund.Cents, "ertraege", "verwahrung", $"ruecknahme:{refund.Id}");
            }
            else
            {
                (refund.Status, refund.EndedAt, refund.EndedBy) = (ErstattungStatus.Einbehalten, write.Now, write.Actor.Name);
            }

            write.Record(refund.Subject, goesBack ? "erstattung.granted" : "erstattung.refused", goesBack ? $"{Show.Money(refund.Cents)} werden erstattet" : $"{Show.Money(refund.Cents)} werden nicht erstattet", reason);
            await Tell(write, refund, () => goesBack
                ? T("Sie bekommen {0} zurück. Die Stadtkasse überweist das Geld in den nächsten Tagen.", Show.Money(refund.Cents))
                : T("Die bezahlte Gebühr von {0} können wir Ihnen nicht erstatten. Der Grund: {1}", Show.Money(refund.Cents), reason), cancel);
            return refund;
        }, cancel);

    /// <summary>Notes that the treasury sent the money back.</summary>
    /// <returns>The refund, or a refusal: <c>erstattung.unknown</c>, <c>erstattung.already-decided</c>.</returns>
    public Task<Outcome<Erstattung>> Sent(Actor actor, Guid id, CancellationToken cancel) =>
        Change(actor, id, ErstattungStatus.Offen, (write, refund) =>
        {
            (refund.Status, refund.EndedAt, refund.EndedBy) = (ErstattungStatus.Erstattet, write.Now, write.Actor.Name);
            if (refund.ForderungId is { } claim)
            {
                Book(write, claim, refund.Cents, "verwahrung", "zahlwege", $"erstattung:{refund.Id}");
            }

            write.Record(refund.Subject, "erstattung.sent", $"{Show.Money(refund.Cents)} erstattet");
            return Task.FromResult<Outcome<Erstattung>>(refund);
        }, cancel);

    /// <summary>One line of the ledger; the same voucher a second time is impossible.</summary>
    internal static void Book(Write write, Guid claim, long cents, string debit, string credit, string voucher) =>
        write.Db.Add(new Buchung { ForderungId = claim, At = write.Now, Soll = debit, Haben = credit, Cents = cents, Beleg = voucher });

    /// <summary>Books money that is not owed apart, to be sent back.</summary>
    internal async Task Keep(Write write, Rueckgabe money, CancellationToken cancel)
    {
        Book(write, money.Claim.Id, money.Cents, "zahlwege", "verwahrung", money.Beleg);
        await Owe(write, money, cancel);
    }

    /// <summary>Notes that money goes back, once per voucher, and tells the payer.</summary>
    internal async Task<Erstattung> Owe(Write write, Rueckgabe money, CancellationToken cancel)
    {
        if (await write.Db.Set<Erstattung>().SingleOrDefaultAsync(row => row.Beleg == money.Beleg, cancel) is { } known)
        {
            return known;
        }

        var refund = new Erstattung { ForderungId = money.Claim.Id, EingangId = money.EingangId, Cents = money.Cents, Grund = money.Why, Beleg = money.Beleg, Status = money.Status, CreatedAt = write.Now };
        write.Db.Add(refund);
        if (money.Status == ErstattungStatus.Offen && money.Beleg.StartsWith("rueckgabe:", StringComparison.Ordinal))
        {
            Book(write, money.Claim.Id, money.Cents, "ertraege", "verwahrung", money.Beleg);
        }

        write.Record(refund.Subject, "erstattung.noted", $"{Show.Money(money.Cents)} {(money.Status == ErstattungStatus.Offen ? "zu erstatten" : "vielleicht zu erstatten")}: {money.Why}");
        if (money.Status == ErstattungStatus.Offen)
        {
            await Tell(write, refund, () => T("Wir haben {0} von Ihnen bekommen, die Sie nicht oder nicht mehr schulden. Sie bekommen das Geld zurück. Sie müssen nichts tun.", Show.Money(money.Cents)), cancel);
        }

        return refund;
    }

    /// <summary>Parts of a claim that were transferred before it was settled otherwise or given up go back.</summary>
    internal async Task GiveBackParts(Write write, Forderung claim, CancellationToken cancel)
    {
        var parts = await write.Db.Set<Zahlungseingang>().Where(row => row.ForderungId == claim.Id && row.Status == EingangStatus.Zugeordnet).ToListAsync(cancel);
        foreach (var part in parts)
        {
            part.Status = EingangStatus.ZuErstatten;
            await Owe(write, new Rueckgabe(claim, part.Cents, "Teilzahlung, die nicht mehr gebraucht wird.", $"teil:{part.Id}", part.Id), cancel);
        }
    }

    private Task<Outcome<Erstattung>> Change(Actor actor, Guid id, ErstattungStatus from, Func<Write, Erstattung, Task<Outcome<Erstattung>>> change, CancellationToken cancel) => db.Write<Outcome<Erstattung>>(actor, async write =>
    {
        await write.Lock($"erstattung:{id}", cancel);
        return await write.Db.Set<Erstattung>().SingleOrDefaultAsync(row => row.Id == id, cancel) switch
        {
            null => new Refusal("erstattung.unknown", T("Diese Erstattung gibt es nicht.")),
            var refund when refund.Status != from => new Refusal("erstattung.already-decided", T("Das hat inzwischen schon jemand erledigt.")),
            var refund => await change(write, refund),
        };
    }, cancel);

    private async Task Tell(Write write, Erstattung refund, Func<string> text, CancellationToken cancel)
    {
        var claim = refund.ForderungId is { } id ? await write.Db.Set<Forderung>().AsNoTracking().SingleAsync(row => row.Id == id, cancel) : null;
        var account = claim is null ? null : await write.Db.Set<Nutzerkonto>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == claim.KontoId, cancel);
        if (claim is null || account is not { DeletedAt: null })
        {
            return;
        }

        using var language = Sprache.Speak(account.Sprache);
        await postkoerbe.Deliver(write, new Zusendung(claim.KontoId, NachrichtArt.Mitteilung, T("Zu Ihrer Zahlung {0}", claim.Kassenzeichen),
            T("Guten Tag,\n\nes geht um „{0}“ (Kassenzeichen {1}).\n\n{2}\n\nHaben Sie Fragen, wenden Sie sich bitte mit dem Kassenzeichen an die Stadtkasse.", claim.Zweck, claim.Kassenzeichen, text()),
            write.Tenant.Name, claim.Bezug), cancel);
    }
}

/// <summary>Money that goes back.</summary>
/// <param name="Claim">The claim it was paid for.</param>
/// <param name="Cents">Amount in euro cents.</param>
/// <param name="Why">One German sentence for the treasury.</param>
/// <param name="Beleg">What makes it unique.</param>
/// <param name="EingangId">The transfer it came with, or null.</param>
/// <param name="Status">Where it stands at first.</param>
internal sealed record Rueckgabe(Forderung Claim, long Cents, string Why, string Beleg, Guid? EingangId, ErstattungStatus Status = ErstattungStatus.Offen);
