using System.Text.Json.Nodes;
using Leineweber.Formulare;
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
        var paid = db.Set<Forderung>().Where(row => row.Status == ForderungStatus.Bezahlt && row.PaidAt >= start && row.PaidAt < end);
        var decided = db.Set<Bearbeitung>().Where(row => row.EntschiedenAt >= start && row.EntschiedenAt < end && row.DauerMinuten != null);
        var decisions = await decided.CountAsync(cancel);
        // The middle value, or the two beside the middle.
        var middle = decisions == 0 ? [] : await decided.OrderBy(row => row.DauerMinuten).Skip((decisions - 1) / 2).Take(2 - (decisions % 2)).Select(row => row.DauerMinuten!.Value).ToListAsync(cancel);
        return new Zahlen(
            (await zaehler.Sums("besuch", from, to, cancel)).Values.Sum(),
            await zaehler.Sums("antrag.begonnen", from, to, cancel),
            await zaehler.Sums("antrag.abgesendet", from, to, cancel),
            await zaehler.Days("antrag.begonnen", from, to, cancel),
            await zaehler.Days("antrag.abgesendet", from, to, cancel),
            await paid.CountAsync(cancel),
            await paid.SumAsync(row => row.Cents, cancel),
            decisions,
            middle.Count == 0 ? null : middle.Average() / (24 * 60));
    }

    /// <summary>How many reached each page of a form, in the order of the form as it is published now; pages it no longer has come last.</summary>
    public async Task<IReadOnlyList<Seitenzahl>> Pages(string formularKey, DateOnly from, DateOnly to, CancellationToken cancel)
    {
        var sums = await zaehler.Sums("antrag.seite", from, to, cancel);
        var order = await Order(formularKey, cancel);
        return [.. sums.Where(sum => sum.Key.StartsWith(formularKey + "/", StringComparison.Ordinal))
            .Select(sum => (Id: sum.Key[(formularKey.Length + 1)..], Count: sum.Value))
            .Select(sum => (sum.Id, sum.Count, Place: order.FindIndex(page => page.Id == sum.Id)))
            .OrderBy(sum => sum.Place < 0 ? int.MaxValue : sum.Place).ThenBy(sum => sum.Id, StringComparer.Ordinal)
            .Select(sum => new Seitenzahl(sum.Place < 0 ? sum.Id : order[sum.Place].Title, sum.Count))];
    }

    private async Task<List<(string Id, string Title)>> Order(string formularKey, CancellationToken cancel)
    {
        var content = await (from form in db.Set<Formular>()
                             where form.Key == formularKey
                             join version in db.Set<FormularVersion>() on form.PublishedVersionId equals version.Id
                             select version.Content).SingleOrDefaultAsync(cancel);
        var pages = content is null ? [] : JsonNode.Parse(content)?["pages"]?.AsArray() ?? [];
        return [.. pages.OfType<JsonObject>().Select(page => ((string)page["id"]!, (page["title"] as JsonObject)?["de"]?.ToString() ?? page["title"]?.ToString() ?? (string)page["id"]!)), ("pruefen", Texts.T("Angaben prüfen"))];
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
/// <param name="Entscheidungen">Decisions.</param>
/// <param name="Median">Median of the days from arrival to decision; null without decisions.</param>
public sealed record Zahlen(
    long Besuche, IReadOnlyDictionary<string, long> Begonnen, IReadOnlyDictionary<string, long> Abgesendet,
    IReadOnlyDictionary<DateOnly, long> BegonnenJeTag, IReadOnlyDictionary<DateOnly, long> AbgesendetJeTag, int Zahlungen, long Cents, int Entscheidungen, double? Median)
{
    /// <summary>Share of begun forms that were submitted, 0 to 1; null where none was begun.</summary>
    public double? Quote => Begonnen.Values.Sum() is > 0 and var begun ? Math.Min(1, Abgesendet.Values.Sum() / (double)begun) : null;
}

/// <summary>How often a page of a form was opened.</summary>
public sealed record Seitenzahl(string Seite, long Count);
