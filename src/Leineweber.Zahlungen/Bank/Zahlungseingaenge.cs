using System.Security.Cryptography;
using System.Text;
using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Microsoft.EntityFrameworkCore;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Zahlungen;

/// <summary>Money on the city's bank account: taken in from statements or by hand, matched by reference, each transfer once.</summary>
public sealed class Zahlungseingaenge(LeineweberDb db, Kassenbuch book)
{
    private const int Batch = 200;

    /// <summary>Takes credits in. The same credit again, also in another file, changes nothing; so a broken off import is simply repeated.</summary>
    /// <param name="actor">Who brings them in.</param>
    /// <param name="origin"><c>camt.053</c>, <c>csv</c> or <c>hand</c>.</param>
    /// <param name="credits">The credits.</param>
    /// <param name="cancel">Gives up between batches.</param>
    public async Task<Importbericht> Take(Actor actor, string origin, IReadOnlyList<Kontoumsatz> credits, CancellationToken cancel)
    {
        var report = new Importbericht(0, 0, 0, 0, 0);
        var seen = new Dictionary<string, int>();
        foreach (var batch in credits.Select(credit => (Credit: credit, Fingerprint: Fingerprint(credit, seen))).Chunk(Batch))
        {
            report += await db.Write(actor, async write =>
            {
                await write.Lock("zahlungseingang", cancel);
                var prints = batch.Select(row => row.Fingerprint).ToList();
                var known = (await write.Db.Set<Zahlungseingang>().Where(row => prints.Contains(row.Fingerprint)).Select(row => row.Fingerprint).ToListAsync(cancel)).ToHashSet();
                var part = new Importbericht(0, known.Count, 0, 0, 0);
                foreach (var (credit, fingerprint) in batch.Where(row => !known.Contains(row.Fingerprint)))
                {
                    part += await Add(write, credit, fingerprint, origin, cancel);
                }

                return part;
            }, cancel);
        }

        return report;
    }

    /// <summary>Assigns a transfer nobody could match to a claim.</summary>
    /// <returns>The transfer, or a refusal: <c>eingang.unknown</c>, <c>eingang.already-assigned</c>, <c>forderung.unknown</c>.</returns>
    public Task<Outcome<Zahlungseingang>> Assign(Actor actor, Guid id, string? kassenzeichen, CancellationToken cancel) => Change(actor, id, async (write, incoming) =>
    {
        var reference = Kassenzeichen.FindIn(kassenzeichen ?? "").FirstOrDefault();
        var claim = reference is null ? null : await write.Db.Set<Forderung>().AsNoTracking().SingleOrDefaultAsync(row => row.Kassenzeichen == reference, cancel);
        if (claim is null)
        {
            return new Refusal("forderung.unknown", T("Dieses Kassenzeichen gibt es nicht. Bitte prüfen Sie die Ziffern."));
        }

        await Pay(write, incoming, claim.Id, cancel);
        return incoming;
    }, cancel);

    /// <summary>Sends a transfer that belongs to nothing back.</summary>
    /// <returns>The transfer, or a refusal: <c>eingang.unknown</c>, <c>eingang.already-assigned</c>.</returns>
    public Task<Outcome<Zahlungseingang>> Return(Actor actor, Guid id, CancellationToken cancel) => Change(actor, id, (write, incoming) =>
    {
        incoming.Status = EingangStatus.ZuErstatten;
        var refund = new Erstattung { EingangId = id, Cents = incoming.Cents, Grund = "Gehört zu keiner Forderung.", Beleg = $"eingang:{id}", CreatedAt = write.Now };
        write.Db.Add(refund);
        write.Record(refund.Subject, "erstattung.noted", $"Zahlungseingang vom {Show.ShortDate(incoming.BookedOn)} über {Show.Money(incoming.Cents)} gehört zu nichts; zu erstatten");
        return Task.FromResult<Outcome<Zahlungseingang>>(incoming);
    }, cancel);

    private Task<Outcome<Zahlungseingang>> Change(Actor actor, Guid id, Func<Write, Zahlungseingang, Task<Outcome<Zahlungseingang>>> change, CancellationToken cancel) => db.Write<Outcome<Zahlungseingang>>(actor, async write =>
    {
        await write.Lock("zahlungseingang", cancel);
        return await write.Db.Set<Zahlungseingang>().SingleOrDefaultAsync(row => row.Id == id, cancel) switch
        {
            null => new Refusal("eingang.unknown", T("Diesen Zahlungseingang gibt es nicht.")),
            { Status: not EingangStatus.NichtZugeordnet } => new Refusal("eingang.already-assigned", T("Das hat inzwischen schon jemand erledigt.")),
            var incoming => await change(write, incoming),
        };
    }, cancel);

    private async Task<Importbericht> Add(Write write, Kontoumsatz credit, string fingerprint, string origin, CancellationToken cancel)
    {
        var incoming = new Zahlungseingang
        {
            Fingerprint = fingerprint,
            BookedOn = credit.BookedOn,
            Cents = credit.Cents,
            Zweck = Cut(credit.Zweck, 500)!,
            Zahler = Cut(credit.Zahler, 200),
            Iban = Cut(credit.Iban, 40),
            Herkunft = origin,
            ImportedAt = write.Now,
            ImportedBy = Cut(write.Actor.Name, 200)!,
        };
        write.Db.Add(incoming);
        var references = Kassenzeichen.FindIn(credit.Zweck);
        var claims = references.Count == 0 ? [] : await write.Db.Set<Forderung>().AsNoTracking().Where(row => references.Contains(row.Kassenzeichen)).Select(row => row.Id).ToListAsync(cancel);
        if (claims is [var only])
        {
            await Pay(write, incoming, only, cancel);
        }

        return new Importbericht(1, 0, incoming.Status == EingangStatus.Zugeordnet ? 1 : 0, incoming.Status == EingangStatus.NichtZugeordnet ? 1 : 0, incoming.Status == EingangStatus.ZuErstatten ? 1 : 0);
    }

    /// <summary>Puts a transfer to a claim: settles it, waits for the rest where it is too little, sends back what is too much or not owed.</summary>
    private async Task Pay(Write write, Zahlungseingang incoming, Guid claimId, CancellationToken cancel)
    {
        await write.Lock($"zahlung:{claimId}", cancel);
        var claim = await write.Db.Set<Forderung>().SingleAsync(row => row.Id == claimId, cancel);
        incoming.ForderungId = claimId;
        if (claim.Status != ForderungStatus.Offen)
        {
            incoming.Status = EingangStatus.ZuErstatten;
            await book.Keep(write, new Rueckgabe(claim, incoming.Cents, claim.Status == ForderungStatus.Bezahlt ? "Ein zweites Mal bezahlt." : "Nach dem Aufheben der Forderung bezahlt.", $"eingang:{incoming.Id}", incoming.Id), cancel);
            return;
        }

        // What is added in this change is not in the database yet; both count.
        await write.Db.SaveChangesAsync(cancel);
        var before = await write.Db.Set<Zahlungseingang>().AsNoTracking().Where(row => row.ForderungId == claimId && row.Status == EingangStatus.Zugeordnet).SumAsync(row => row.Cents, cancel);
        incoming.Status = EingangStatus.Zugeordnet;
        var rest = claim.Cents - before;
        if (incoming.Cents < rest)
        {
            Kassenbuch.Book(write, claimId, incoming.Cents, "zahlwege", "verwahrung", $"eingang:{incoming.Id}");
            write.Record(claim.Subject, "zahlung.part", $"{Show.Money(incoming.Cents)} überwiesen; es fehlen noch {Show.Money(rest - incoming.Cents)}");
            return;
        }

        claim.Settle(write.Now);
        Kassenbuch.Book(write, claimId, rest, "zahlwege", "forderungen", $"eingang:{incoming.Id}");
        if (before > 0)
        {
            Kassenbuch.Book(write, claimId, before, "verwahrung", "forderungen", $"teile:{claimId}");
        }

        write.Record(claim.Subject, "zahlung.paid", $"{Show.Money(claim.Cents)} bezahlt durch Überweisung");
        write.Raise(new ZahlungBezahlt(claimId, claim.Bezug));
        if (incoming.Cents > rest)
        {
            await book.Keep(write, new Rueckgabe(claim, incoming.Cents - rest, "Zu viel überwiesen.", $"rest:{incoming.Id}", incoming.Id), cancel);
        }
    }

    /// <summary>What identifies a credit: the bank's reference where it gives one, otherwise day, amount, payer and text; the n-th of the same kind in one file is another one.</summary>
    private static string Fingerprint(Kontoumsatz credit, Dictionary<string, int> seen)
    {
        var text = new string([.. credit.Zweck.Where(char.IsLetterOrDigit)]).ToUpperInvariant();
        var key = $"{credit.BookedOn:yyyy-MM-dd}|{credit.Cents}|{credit.BankReference}|{credit.Iban?.ToUpperInvariant()}|{text}";
        seen[key] = seen.GetValueOrDefault(key) + 1;
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{key}|{seen[key]}")));
    }

    private static string? Cut(string? text, int most) => text is null || text.Length <= most ? text : text[..most];
}

/// <summary>What an import did.</summary>
/// <param name="New">Credits that were new.</param>
/// <param name="Known">Credits that had come before.</param>
/// <param name="Matched">New ones that paid a claim, in full or in part.</param>
/// <param name="Unmatched">New ones a person must assign.</param>
/// <param name="Back">New ones that go back.</param>
public sealed record Importbericht(int New, int Known, int Matched, int Unmatched, int Back)
{
    /// <summary>Both together.</summary>
    public static Importbericht operator +(Importbericht left, Importbericht right) =>
        new(left.New + right.New, left.Known + right.Known, left.Matched + right.Matched, left.Unmatched + right.Unmatched, left.Back + right.Back);
}
