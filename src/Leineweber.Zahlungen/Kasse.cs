using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Zahlungen.Check;
using Leineweber.Zahlungen.Providers;
using Microsoft.EntityFrameworkCore;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Zahlungen;

/// <summary>Claims and their payment: never taken twice, never lost, whatever happens to the network.</summary>
public sealed class Kasse(LeineweberDb db, IEnumerable<IZahlweg> providers, TimeProvider clock, Kassenbuch book)
{
    /// <summary>Claims an amount; joins the caller's change. Asked again for the same reference, it gives the same claim.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The amount is not positive.</exception>
    public async Task<Forderung> Demand(Write write, NeueForderung demand, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(demand.Cents);
        if (await write.Db.Set<Forderung>().SingleOrDefaultAsync(row => row.Bezug == demand.Bezug, cancel) is { } existing)
        {
            return existing;
        }

        var year = Clock.ToLocal(write.Now).Year;
        var claim = new Forderung
        {
            Kassenzeichen = Zahlungen.Kassenzeichen.Of(year, await write.NextNumber($"kassenzeichen-{year}", cancel)),
            Bezug = demand.Bezug,
            KontoId = demand.KontoId,
            Zweck = demand.Zweck.Length <= 200 ? demand.Zweck : demand.Zweck[..200],
            Cents = demand.Cents,
            ReturnPath = demand.ReturnPath,
            DueOn = demand.DueOn,
            CreatedAt = write.Now,
        };
        write.Db.Add(claim);
        Kassenbuch.Book(write, claim.Id, claim.Cents, "forderungen", "ertraege", $"sollstellung:{claim.Id}");
        write.Record(claim.Subject, "forderung.demanded", $"{Show.Money(claim.Cents)} gefordert: {claim.Zweck} ({claim.Kassenzeichen})");
        return claim;
    }

    /// <summary>
    /// Gives up what is still open of a reference; joins the caller's change. Money that is on its way and arrives later is kept apart and goes back.
    /// </summary>
    /// <returns>The claim as it stands now, or null where there is none; paid ones stay paid.</returns>
    public async Task<Forderung?> Waive(Write write, string bezug, string why, CancellationToken cancel)
    {
        var known = await write.Db.Set<Forderung>().AsNoTracking().Where(row => row.Bezug == bezug).Select(row => (Guid?)row.Id).SingleOrDefaultAsync(cancel);
        if (known is not { } id)
        {
            return null;
        }

        await write.Lock($"zahlung:{id}", cancel);
        var claim = await write.Db.Set<Forderung>().SingleAsync(row => row.Id == id, cancel);
        if (claim.Status == ForderungStatus.Offen)
        {
            claim.Waive(write.Now, why);
            Kassenbuch.Book(write, claim.Id, claim.Cents, "ertraege", "forderungen", $"erlass:{claim.Id}");
            write.Record(claim.Subject, "forderung.waived", $"Forderung {claim.Kassenzeichen} aufgehoben", why);
            await book.GiveBackParts(write, claim, cancel);
        }

        return claim;
    }

    /// <summary>Notes that what was paid for a reference goes back, or may have to; joins the caller's change. Asked again it changes nothing.</summary>
    /// <param name="write">The change.</param>
    /// <param name="bezug">The reference of the claim.</param>
    /// <param name="why">One German sentence for the treasury.</param>
    /// <param name="certain">True where it goes back by rule; false where a person must decide.</param>
    /// <param name="cancel">Gives up.</param>
    /// <param name="part">Only a part of it: its name and its euro cents; null for all that is left.</param>
    /// <returns>The refund, or null where nothing was paid, or all of it goes back already.</returns>
    public async Task<Erstattung?> GiveBack(Write write, string bezug, string why, bool certain, CancellationToken cancel, (string Name, long Cents)? part = null)
    {
        var claim = await write.Db.Set<Forderung>().AsNoTracking().SingleOrDefaultAsync(row => row.Bezug == bezug && row.Status == ForderungStatus.Bezahlt, cancel);
        if (claim is null)
        {
            return null;
        }

        await write.Lock($"zahlung:{claim.Id}", cancel);
        var beleg = $"rueckgabe:{claim.Id}" + (part is { } named ? $":{named.Name}" : "");
        var others = await write.Db.Set<Erstattung>().AsNoTracking().Where(row => row.ForderungId == claim.Id && row.Beleg.StartsWith("rueckgabe:") && row.Beleg != beleg).SumAsync(row => row.Cents, cancel);
        var cents = Math.Min(part?.Cents ?? claim.Cents, claim.Cents - others);
        return cents <= 0 ? null : await book.Owe(write, new Rueckgabe(claim, cents, why, beleg, null, certain ? ErstattungStatus.Offen : ErstattungStatus.ZuPruefen), cancel);
    }

    /// <summary>True where an attempt to pay was begun in the last hour and has no final word: the person may be at the provider's page now.</summary>
    public Task<bool> IsBeingPaid(string bezug, CancellationToken cancel)
    {
        var since = clock.Now().AddHours(-1);
        return (from claim in db.Set<Forderung>()
                where claim.Bezug == bezug
                join attempt in db.Set<Zahlung>() on claim.Id equals attempt.ForderungId
                where attempt.Status == ZahlungStatus.Laufend && attempt.StartedAt > since
                select attempt.Id).AnyAsync(cancel);
    }

    /// <summary>The claim of a reference, or null.</summary>
    public Task<Forderung?> ForBezug(string bezug, CancellationToken cancel) =>
        db.Set<Forderung>().SingleOrDefaultAsync(row => row.Bezug == bezug, cancel);

    /// <summary>A claim by its reference, or null where it does not exist or someone else owes it.</summary>
    public Task<Forderung?> Find(string kassenzeichen, IReadOnlyList<Guid> kontoIds, CancellationToken cancel) =>
        db.Set<Forderung>().SingleOrDefaultAsync(row => row.Kassenzeichen == kassenzeichen && kontoIds.Contains(row.KontoId), cancel);

    /// <summary>The newest attempt to pay a claim, or null.</summary>
    public Task<Zahlung?> LastAttempt(Guid forderungId, CancellationToken cancel) =>
        db.Set<Zahlung>().Where(row => row.ForderungId == forderungId).OrderByDescending(row => row.StartedAt).ThenByDescending(row => row.Id).FirstOrDefaultAsync(cancel);

    /// <summary>Begins an attempt to pay; an attempt that still runs is continued instead of begun anew.</summary>
    /// <returns>Where to send the person, or a refusal: <c>forderung.already-paid</c>, <c>zahlung.no-provider</c>.</returns>
    public async Task<Outcome<string>> Pay(Forderung claim, string provider, string returnAddress, Actor actor, CancellationToken cancel)
    {
        if (providers.FirstOrDefault(one => one.Name == provider && one.IsOffered) is not { } way)
        {
            return new Refusal("zahlung.no-provider", T("Diesen Zahlweg gibt es nicht. Bitte wählen Sie einen anderen."));
        }

        var attempt = await db.Write<Outcome<Zahlung>>(actor, async write =>
        {
            await write.Lock($"zahlung:{claim.Id}", cancel);
            var current = await write.Db.Set<Forderung>().SingleAsync(row => row.Id == claim.Id, cancel);
            if (current.Status != ForderungStatus.Offen)
            {
                return current.Status == ForderungStatus.Bezahlt
                    ? new Refusal("forderung.already-paid", T("Das ist schon bezahlt. Sie müssen nichts mehr tun."))
                    : new Refusal("forderung.waived", T("Das müssen Sie nicht mehr bezahlen. Der Antrag oder das Angebot gilt nicht mehr."));
            }

            var running = await write.Db.Set<Zahlung>().FirstOrDefaultAsync(row => row.ForderungId == claim.Id && row.Provider == provider && row.Status == ZahlungStatus.Laufend, cancel);
            return running ?? Begin(write, current, provider);
        }, cancel);
        return attempt.IsOk
            ? await way.Begin(new Zahlungsauftrag(attempt.Value.Reference, claim.Cents, claim.Zweck, returnAddress), cancel)
            : attempt.Refusal!;
    }

    /// <summary>Asks the provider and takes its word over. Safe to call any number of times, by call-back, browser return and poll at once.</summary>
    /// <returns>True where the provider's final word is in the books now.</returns>
    public async Task<bool> Confirm(string provider, string reference, CancellationToken cancel)
    {
        var attempt = await db.Set<Zahlung>().SingleOrDefaultAsync(row => row.Provider == provider && row.Reference == reference, cancel);
        if (attempt is null || attempt.Status == ZahlungStatus.Bezahlt)
        {
            return attempt is not null;
        }

        var word = await providers.Single(one => one.Name == provider).Ask(reference, cancel);
        if (word.Status != attempt.Status)
        {
            await db.Write(Actor.System($"zahlweg {provider}"), write => TakeOver(write, attempt.Id, word, cancel), cancel);
        }

        return word.Status != ZahlungStatus.Laufend;
    }

    /// <summary>The attempts that wait for a provider's final word since before the given time.</summary>
    internal Task<List<Zahlung>> Waiting(TimeSpan age, CancellationToken cancel)
    {
        var before = clock.Now() - age;
        return db.Set<Zahlung>().Where(row => row.Status == ZahlungStatus.Laufend && row.StartedAt <= before).OrderBy(row => row.StartedAt).Take(500).ToListAsync(cancel);
    }

    private static Zahlung Begin(Write write, Forderung claim, string provider)
    {
        var attempt = new Zahlung
        {
            ForderungId = claim.Id,
            Provider = provider,
            Reference = $"{claim.Kassenzeichen}-{Guid.CreateVersion7():N}",
            StartedAt = write.Now,
        };
        write.Db.Add(attempt);
        write.Enqueue(new CheckZahlung(provider, attempt.Reference, 1), write.Now.AddMinutes(1));
        write.Record(claim.Subject, "zahlung.begun", $"Zahlung über {provider} begonnen");
        return attempt;
    }

    private async Task TakeOver(Write write, Guid attemptId, Auskunft word, CancellationToken cancel)
    {
        var id = (await write.Db.Set<Zahlung>().AsNoTracking().SingleAsync(row => row.Id == attemptId, cancel)).ForderungId;
        await write.Lock($"zahlung:{id}", cancel);
        var attempt = await write.Db.Set<Zahlung>().SingleAsync(row => row.Id == attemptId, cancel);
        var claim = await write.Db.Set<Forderung>().SingleAsync(row => row.Id == id, cancel);
        if (!attempt.TakeOver(word.Status, write.Now))
        {
            return;
        }

        if (word.Status != ZahlungStatus.Bezahlt)
        {
            write.Record(claim.Subject, "zahlung.ended", word.Status == ZahlungStatus.Abgebrochen ? "Zahlung abgebrochen" : "Zahlung fehlgeschlagen");
        }
        else if (word.Cents != claim.Cents)
        {
            attempt.MarkOverpayment();
            write.Record(claim.Subject, "zahlung.wrong-amount", $"Der Zahlweg meldet {Show.Money(word.Cents)} statt {Show.Money(claim.Cents)}; nicht als bezahlt gebucht");
            await book.Keep(write, new Rueckgabe(claim, word.Cents, "Über den Zahlweg kam ein anderer Betrag als gefordert.", $"zahlung:{attempt.Id}", null), cancel);
        }
        else if (claim.Settle(write.Now))
        {
            Kassenbuch.Book(write, claim.Id, claim.Cents, "zahlwege", "forderungen", $"zahlung:{attempt.Id}");
            write.Record(claim.Subject, "zahlung.paid", $"{Show.Money(claim.Cents)} bezahlt über {attempt.Provider}");
            write.Raise(new ZahlungBezahlt(claim.Id, claim.Bezug));
            await book.GiveBackParts(write, claim, cancel);
        }
        else
        {
            attempt.MarkOverpayment();
            var paidTwice = claim.Status == ForderungStatus.Bezahlt;
            write.Record(claim.Subject, "zahlung.overpaid", paidTwice ? $"{Show.Money(claim.Cents)} ein zweites Mal eingegangen; zu erstatten" : $"{Show.Money(claim.Cents)} eingegangen, obwohl nichts mehr gefordert wird; zu erstatten");
            await book.Keep(write, new Rueckgabe(claim, claim.Cents, paidTwice ? "Ein zweites Mal bezahlt." : "Nach dem Aufheben der Forderung bezahlt.", $"zahlung:{attempt.Id}", null), cancel);
        }
    }
}
