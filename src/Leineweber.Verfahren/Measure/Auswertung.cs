using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Figures;
using Leineweber.Zahlungen;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Verfahren.Measure;

/// <summary>Computes the figures of the services from counters and from the data themselves.</summary>
public sealed class Auswertung(LeineweberDb db, Zaehler zaehler)
{
    /// <summary>The figures between two days, both included.</summary>
    public async Task<Zahlen> Between(DateOnly from, DateOnly to, CancellationToken cancel)
    {
        var (start, end) = (Clock.ToUtc(from.ToDateTime(TimeOnly.MinValue)), Clock.ToUtc(to.AddDays(1).ToDateTime(TimeOnly.MinValue)));
        var paid = await db.Set<Forderung>().Where(row => row.Status == ForderungStatus.Bezahlt && row.PaidAt >= start && row.PaidAt < end).Select(row => row.Cents).ToListAsync(cancel);
        var decided = await db.Set<Bearbeitung>().Where(row => row.EntschiedenAt >= start && row.EntschiedenAt < end)
            .Select(row => new { row.EingegangenAt, row.EntschiedenAt }).ToListAsync(cancel);
        return new Zahlen(
            (await zaehler.Sums("besuch", from, to, cancel)).Values.Sum(),
            await zaehler.Sums("antrag.begonnen", from, to, cancel),
            await zaehler.Sums("antrag.abgesendet", from, to, cancel),
            await zaehler.Days("antrag.begonnen", from, to, cancel),
            await zaehler.Days("antrag.abgesendet", from, to, cancel),
            paid.Count,
            paid.Sum(),
            [.. decided.Select(row => (row.EntschiedenAt!.Value - row.EingegangenAt).TotalDays).Order()]);
    }

    /// <summary>How many reached each page of a form, in the order of the form.</summary>
    public async Task<IReadOnlyList<Seitenzahl>> Pages(string formularKey, DateOnly from, DateOnly to, CancellationToken cancel)
    {
        var sums = await zaehler.Sums("antrag.seite", from, to, cancel);
        return [.. sums.Where(sum => sum.Key.StartsWith(formularKey + "/", StringComparison.Ordinal))
            .Select(sum => new Seitenzahl(sum.Key[(formularKey.Length + 1)..], sum.Value)).OrderByDescending(page => page.Count).ThenBy(page => page.Seite, StringComparer.Ordinal)];
    }
}

/// <summary>The figures of a period.</summary>
/// <param name="Besuche">Visits of the portal.</param>
/// <param name="Begonnen">Forms begun, by key.</param>
/// <param name="Abgesendet">Forms submitted, by key.</param>
/// <param name="BegonnenJeTag">Forms begun, by day.</param>
/// <param name="AbgesendetJeTag">Forms submitted, by day.</param>
/// <param name="Zahlungen">Claims paid.</param>
/// <param name="Cents">Sum paid, cents.</param>
/// <param name="Tage">Days from arrival to decision, ascending.</param>
public sealed record Zahlen(
    long Besuche, IReadOnlyDictionary<string, long> Begonnen, IReadOnlyDictionary<string, long> Abgesendet,
    IReadOnlyDictionary<DateOnly, long> BegonnenJeTag, IReadOnlyDictionary<DateOnly, long> AbgesendetJeTag, int Zahlungen, long Cents, IReadOnlyList<double> Tage)
{
    /// <summary>Median of the days to decision; null without decisions.</summary>
    public double? Median => Tage.Count == 0 ? null : Tage.Count % 2 == 1 ? Tage[Tage.Count / 2] : (Tage[(Tage.Count / 2) - 1] + Tage[Tage.Count / 2]) / 2;

    /// <summary>Share of begun forms that were submitted, 0 to 1; null where none was begun.</summary>
    public double? Quote => Begonnen.Values.Sum() is > 0 and var begun ? Math.Min(1, Abgesendet.Values.Sum() / (double)begun) : null;
}

/// <summary>How often a page of a form was opened.</summary>
public sealed record Seitenzahl(string Seite, long Count);
