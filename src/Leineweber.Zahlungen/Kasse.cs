using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Zahlungen.Check;
using Leineweber.Zahlungen.Providers;
using Microsoft.EntityFrameworkCore;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Zahlungen;

/// <summary>Claims and their payment: never taken twice, never lost, whatever happens to the network.</summary>
public sealed class Kasse(LeineweberDb db, IEnumerable<IZahlweg> providers, TimeProvider clock)
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
            CreatedAt = write.Now,
        };
        write.Db.Add(claim);
        Book(write, claim, "forderungen", "ertraege", $"sollstellung:{claim.Id}");
        write.Record(claim.Subject, "forderung.demanded", $"{Show.Money(claim.Cents)} gefordert: {claim.Zweck} ({claim.Kassenzeichen})");
        return claim;
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
                return new Refusal("forderung.already-paid", T("Das ist schon bezahlt. Sie müssen nichts mehr tun."));
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

    private static async Task TakeOver(Write write, Guid attemptId, Auskunft word, CancellationToken cancel)
    {
        var id = (await write.Db.Set<Zahlung>().AsNoTracking().SingleAsync(row => row.Id == attemptId, cancel)).ForderungId;
        await write.Lock($"zahlung:{id}", cancel);
        var attempt = await write.Db.Set<Zahlung>().SingleAsync(row => row.Id == attemptId, cancel);
        var claim = await write.Db.Set<Forderung>().SingleAsync(row => row.Id == id, cancel);
        if (word.Status == ZahlungStatus.Bezahlt && word.Cents != claim.Cents)
        {
            write.Record(claim.Subject, "zahlung.wrong-amount", $"Der Zahlweg meldet {Show.Money(word.Cents)} statt {Show.Money(claim.Cents)}; nicht als bezahlt gebucht");
            return;
        }

        if (!attempt.TakeOver(word.Status, write.Now))
        {
            return;
        }

        if (word.Status != ZahlungStatus.Bezahlt)
        {
            write.Record(claim.Subject, "zahlung.ended", word.Status == ZahlungStatus.Abgebrochen ? "Zahlung abgebrochen" : "Zahlung fehlgeschlagen");
        }
        else if (claim.Settle(write.Now))
        {
            Book(write, claim, "zahlwege", "forderungen", $"zahlung:{attempt.Id}");
            write.Record(claim.Subject, "zahlung.paid", $"{Show.Money(claim.Cents)} bezahlt über {attempt.Provider}");
            write.Raise(new ZahlungBezahlt(claim.Id, claim.Bezug));
        }
        else
        {
            attempt.MarkOverpayment();
            Book(write, claim, "zahlwege", "verwahrung", $"zahlung:{attempt.Id}");
            write.Record(claim.Subject, "zahlung.overpaid", $"{Show.Money(claim.Cents)} ein zweites Mal eingegangen; zu erstatten");
        }
    }

    private static void Book(Write write, Forderung claim, string debit, string credit, string voucher) =>
        write.Db.Add(new Buchung { ForderungId = claim.Id, At = write.Now, Soll = debit, Haben = credit, Cents = claim.Cents, Beleg = voucher });
}
