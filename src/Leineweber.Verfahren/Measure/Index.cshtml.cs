using Leineweber.Foundation;
using Leineweber.Foundation.Design;
using Leineweber.Formulare;
using Leineweber.Organisation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Verfahren.Measure;

/// <summary>How the online services are used: few figures, a chart, drop-out per page, each with how it is counted.</summary>
[Amt(VerfahrenRechte.Auswerten)]
public sealed class IndexModel(Auswertung auswertung, Formularkatalog katalog, TimeProvider clock) : PageModel
{
    private const int FewToCompare = 20;

    private static readonly int[] Periods = [7, 30, 90];

    /// <summary>Days to look back, today included.</summary>
    [BindProperty(SupportsGet = true, Name = "tage")]
    public int Tage { get; set; } = 30;

    /// <summary>Key of the form whose pages are shown.</summary>
    [BindProperty(SupportsGet = true, Name = "formular")]
    public string? Formular { get; set; }

    /// <summary>The figures.</summary>
    public Zahlen Now { get; private set; } = null!;

    /// <summary>One row per form.</summary>
    public IReadOnlyList<Formularzahl> Forms { get; private set; } = [];

    /// <summary>The pages of the chosen form.</summary>
    public IReadOnlyList<Seitenzahl> Pages { get; private set; } = [];

    /// <summary>The chart.</summary>
    public Saeulen Chart { get; private set; } = null!;

    /// <summary>Periods to choose from.</summary>
    public IEnumerable<Option> Choices => Periods.Select(days => new Option(days.ToString(System.Globalization.CultureInfo.InvariantCulture), T("{0} Tage", days)));

    /// <summary>Forms to choose from.</summary>
    public IEnumerable<Option> FormChoices => Forms.Select(form => new Option(form.Key, form.Titel));

    /// <summary>Shows the figures.</summary>
    public Task OnGetAsync(CancellationToken cancel) => Load(cancel);

    /// <summary>The figures as a table for spreadsheets: what, of which, day, value.</summary>
    public async Task<IActionResult> OnGetCsvAsync(CancellationToken cancel)
    {
        await Load(cancel);
        string Number(double value) => value.ToString("0.##", System.Globalization.CultureInfo.GetCultureInfo("de-DE"));
        IEnumerable<IReadOnlyList<string>> lines =
        [
            ["Zahl", "Wovon", "Tag", "Wert"],
            ["Besuche", "", "", Number(Now.Besuche)],
            ["Zahlungen", "", "", Number(Now.Zahlungen)],
            ["Summe der Zahlungen in Euro", "", "", Number(Now.Cents / 100.0)],
            ["Entscheidungen", "", "", Number(Now.Entscheidungen)],
            ["Tage bis zur Entscheidung (Median)", "", "", Now.Median is { } median ? Number(median) : ""],
            .. Forms.SelectMany(form => new[] { new[] { "Begonnene Anträge", form.Titel, "", Number(form.Begonnen) }, ["Abgesendete Anträge", form.Titel, "", Number(form.Abgesendet)] }),
            .. Chart.Tage.SelectMany(day => new[] { new[] { "Begonnene Anträge", "", Show.ShortDate(day.Tag), Number(day.Begonnen) }, ["Abgesendete Anträge", "", Show.ShortDate(day.Tag), Number(day.Abgesendet)] }),
            .. Pages.Select(page => new[] { $"Geöffnete Seiten: {Formular}", page.Seite, "", Number(page.Count) }),
        ];
        return CsvFile.Of($"auswertung-{Tage}-tage-{clock.Today():yyyy-MM-dd}.csv", lines);
    }

    private async Task Load(CancellationToken cancel)
    {
        Tage = Periods.Contains(Tage) ? Tage : 30;
        var to = clock.Today();
        var from = to.AddDays(1 - Tage);
        Now = await auswertung.Between(from, to, cancel);
        var titles = (await katalog.List(cancel)).ToDictionary(form => form.Key, form => form.Title);
        Forms = [.. Now.Begonnen.Keys.Union(Now.Abgesendet.Keys)
            .Select(key => new Formularzahl(key, titles.GetValueOrDefault(key, key), Now.Begonnen.GetValueOrDefault(key), Now.Abgesendet.GetValueOrDefault(key)))
            .OrderByDescending(form => form.Begonnen).ThenBy(form => form.Titel, StringComparer.CurrentCulture)];
        Chart = new Saeulen([.. Enumerable.Range(0, Tage).Select(from.AddDays)
            .Select(day => new Saeule(day, Now.BegonnenJeTag.GetValueOrDefault(day), Now.AbgesendetJeTag.GetValueOrDefault(day)))]);
        Formular ??= Forms.FirstOrDefault()?.Key;
        if (Formular is not null)
        {
            Pages = await auswertung.Pages(Formular, from, to, cancel);
        }
    }

    /// <summary>A figure beside that of the time before, in words. Where there were few, their number says more than a percentage.</summary>
    public static string Compare(long now, long before) =>
        before == 0 ? T("davor: keine")
        : now == before ? T("wie davor")
        : before < FewToCompare ? T("davor: {0}", before)
        : now > before ? T("{0} % mehr als davor", Math.Round(100.0 * (now - before) / before)) : T("{0} % weniger als davor", Math.Round(100.0 * (before - now) / before));
}

/// <summary>One form's figures.</summary>
public sealed record Formularzahl(string Key, string Titel, long Begonnen, long Abgesendet);

/// <summary>One day in the chart.</summary>
public sealed record Saeule(DateOnly Tag, long Begonnen, long Abgesendet);

/// <summary>The chart: pairs of bars by day, drawn as SVG in whole units.</summary>
public sealed record Saeulen(IReadOnlyList<Saeule> Tage)
{
    /// <summary>Height of the drawing area.</summary>
    public const int Height = 160;

    /// <summary>Width of one day.</summary>
    public int Step => Tage.Count <= 7 ? 96 : Tage.Count <= 30 ? 24 : 8;

    /// <summary>Width of all days.</summary>
    public int Width => Tage.Count * Step;

    /// <summary>The largest figure, at least 1.</summary>
    public long Most => Math.Max(1, Tage.Max(day => Math.Max(day.Begonnen, day.Abgesendet)));

    /// <summary>The strongest day, or null where nothing was begun.</summary>
    public Saeule? Peak => Tage.Any(day => day.Begonnen > 0) ? Tage.MaxBy(day => day.Begonnen) : null;

    /// <summary>Height of a bar.</summary>
    public int Bar(long value) => (int)(value * Height / Most);
}
