using System.Text.Json.Nodes;
using Leineweber.Formulare;
using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Figures;
using Leineweber.Foundation.Tenancy;
using Leineweber.Zahlungen;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Verfahren.Measure;

/// <summary>Computes the figures of the services from counters and from the data themselves.</summary>
public sealed class Auswertung(LeineweberDb db, Zaehler zaehler, CurrentTenant tenant, TimeProvider clock)
{
    private const string Besuch = "besuch";
    private const string Begonnen = "antrag.begonnen";
    private const string Abgesendet = "antrag.abgesendet";

    /// <summary>The figures between two days, both included, beside those of the equally long time before.</summary>
    public async Task<Zahlen> Between(DateOnly from, DateOnly to, CancellationToken cancel)
    {
        var (start, end) = (Clock.ToUtc(from.ToDateTime(TimeOnly.MinValue)), Clock.ToUtc(to.AddDays(1).ToDateTime(TimeOnly.MinValue)));
        var days = await zaehler.Days([Besuch, Begonnen, Abgesendet], from.AddDays(from.DayNumber - to.DayNumber - 1), to, cancel);
        // Two questions: grouped into one, SQLite would sort all rows first.
        var paid = db.Set<Forderung>().Where(row => row.Status == ForderungStatus.Bezahlt && row.PaidAt >= start && row.PaidAt < end);
        var (payments, cents) = (await paid.CountAsync(cancel), await paid.SumAsync(row => row.Cents, cancel));
        var today = Clock.ToUtc(clock.Today().ToDateTime(TimeOnly.MinValue));
        var (decisions, median) = await Dauern.Of(tenant.Space).Between(db, start, today, end, cancel);
        return new Zahlen(
            Sum(Besuch, before: false),
            await zaehler.Sums(Begonnen, from, to, cancel),
            await zaehler.Sums(Abgesendet, from, to, cancel),
            ByDay(Begonnen),
            ByDay(Abgesendet),
            payments,
            cents,
            decisions,
            median / (24 * 60),
            new Vorzahlen(Sum(Besuch, before: true), Sum(Begonnen, before: true), Sum(Abgesendet, before: true)));

        long Sum(string name, bool before) => days[name].Where(one => (one.Day < from) == before).Sum(one => one.Sum);
        Dictionary<DateOnly, long> ByDay(string name) => days[name].Where(one => one.Day >= from).ToDictionary(one => one.Day, one => one.Sum);
    }

    /// <summary>How many reached each page of a form, in the order of the form as it is published now; pages it no longer has come last.</summary>
    public async Task<IReadOnlyList<Seitenzahl>> Pages(string formularKey, DateOnly from, DateOnly to, CancellationToken cancel)
    {
        var sums = await zaehler.Sums("antrag.seite", from, to, cancel, formularKey + "/");
        var order = await Order(formularKey, cancel);
        return [.. sums
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
/// <param name="Davor">What the page compares with: the equally long time before.</param>
public sealed record Zahlen(
    long Besuche, IReadOnlyDictionary<string, long> Begonnen, IReadOnlyDictionary<string, long> Abgesendet,
    IReadOnlyDictionary<DateOnly, long> BegonnenJeTag, IReadOnlyDictionary<DateOnly, long> AbgesendetJeTag, int Zahlungen, long Cents, int Entscheidungen, double? Median, Vorzahlen Davor)
{
    /// <summary>Share of begun forms that were submitted, 0 to 1; null where none was begun.</summary>
    public double? Quote => Begonnen.Values.Sum() is > 0 and var begun ? Math.Min(1, Abgesendet.Values.Sum() / (double)begun) : null;
}

/// <summary>The figures of the time before, as far as they are shown.</summary>
/// <param name="Besuche">Visits of the portal.</param>
/// <param name="Begonnen">Forms begun.</param>
/// <param name="Abgesendet">Forms submitted.</param>
public sealed record Vorzahlen(long Besuche, long Begonnen, long Abgesendet);

/// <summary>How often a page of a form was opened.</summary>
public sealed record Seitenzahl(string Seite, long Count);
