using Leineweber.Foundation;
using Leineweber.Foundation.Design;
using Leineweber.Organisation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Verfahren.Worklist;

/// <summary>The list of work: tabs with counts, filter, sort, bulk assignment, export, preview.</summary>
[Amt(Akten.AktenRechte.Lesen)]
public sealed class IndexModel(Arbeitskorb korb, Amtsperson person, Personal personal, Vorgangsbearbeitung bearbeitung, TimeProvider clock) : PageModel
{
    private const int MostExported = 50_000;

    /// <summary>The tab.</summary>
    [BindProperty(SupportsGet = true, Name = "teil")]
    public Korbteil Teil { get; set; } = Korbteil.Neu;

    /// <summary>Words to look for.</summary>
    [BindProperty(SupportsGet = true, Name = "suche")]
    public string? Suche { get; set; }

    /// <summary>Only this service.</summary>
    [BindProperty(SupportsGet = true, Name = "leistung")]
    public string? Leistung { get; set; }

    /// <summary>Order of the rows.</summary>
    [BindProperty(SupportsGet = true, Name = "sort")]
    public string? Sort { get; set; }

    /// <summary>The Vorgang after which this page of the list begins, or null.</summary>
    [BindProperty(SupportsGet = true, Name = "nach")]
    public Guid? Nach { get; set; }

    /// <summary>The Vorgang before which this page of the list ends, or null.</summary>
    [BindProperty(SupportsGet = true, Name = "vor")]
    public Guid? Vor { get; set; }

    /// <summary>The Vorgang to preview.</summary>
    [BindProperty(SupportsGet = true, Name = "vorgang")]
    public Guid? VorgangId { get; set; }

    /// <summary>How much lies in each tab.</summary>
    public IReadOnlyDictionary<Korbteil, int> Counts { get; private set; } = new Dictionary<Korbteil, int>();

    /// <summary>This page of the list.</summary>
    public Korbseite List { get; private set; } = new([], false, false);

    /// <summary>The rows of this page.</summary>
    public IReadOnlyList<Bearbeitung> Rows => List.Rows;

    /// <summary>Services of the reader's offices.</summary>
    public IReadOnlyList<Option> Leistungen { get; private set; } = [];

    /// <summary>Who can be given work.</summary>
    public IReadOnlyList<Option> Colleagues { get; private set; } = [];

    /// <summary>The row being previewed.</summary>
    public Bearbeitung? Preview { get; private set; }

    /// <summary>The order of the rows; what is done begins with the newest.</summary>
    public string Order => Sort ?? (Teil == Korbteil.Erledigt ? "-eingang" : "eingang");

    /// <summary>True where something is looked for or filtered.</summary>
    public bool IsNarrowed => Suche is { Length: > 0 } || Leistung is { Length: > 0 };

    /// <summary>Today in the city.</summary>
    public DateOnly Today => clock.Today();

    /// <summary>The tabs the reader has, in order.</summary>
    public IEnumerable<Korbteil> Tabs => Enum.GetValues<Korbteil>().Where(teil => teil != Korbteil.Zeichnen || person.Has(VerfahrenRechte.Zeichnen));

    /// <summary>True where the reader may hand out work.</summary>
    public bool CanAssign => person.Has(VerfahrenRechte.Bearbeiten);

    /// <summary>Shows the list. Where nobody chose a tab and nothing is new, one's own work.</summary>
    public async Task OnGetAsync(CancellationToken cancel)
    {
        await Load(cancel);
    }

    /// <summary>Gives the ticked Vorgaenge to the chosen person.</summary>
    public async Task<IActionResult> OnPostAssignAsync([FromForm(Name = "auswahl")] Guid[] ids, [FromForm(Name = "an")] Guid? toId, CancellationToken cancel)
    {
        await Load(cancel);
        if (ids.Length == 0)
        {
            ModelState.AddModelError("auswahl", T("Bitte wählen Sie mindestens einen Vorgang aus."));
            return this.Again();
        }

        var to = toId is { } chosen && Colleagues.Any(one => one.Value == chosen.ToString()) ? await personal.Find(chosen, cancel) : null;
        if (to is null)
        {
            ModelState.AddModelError("an", T("Bitte wählen Sie, wer die Vorgänge bekommt."));
            return this.Again();
        }

        var mine = new List<Guid>();
        foreach (var id in ids.Distinct().Take(500))
        {
            if (await korb.Find(id, cancel) is { } row && person.Has(VerfahrenRechte.Bearbeiten, row.UnitNummer))
            {
                mine.Add(id);
            }
        }

        var changed = await bearbeitung.Assign(person.Actor, mine, to.Id, to.Name, cancel);
        this.Say(changed == 1 ? T("Ein Vorgang liegt jetzt bei {0}.", to.Name) : T("{0} Vorgänge liegen jetzt bei {1}.", changed, to.Name));
        return Redirect(Address(nach: Nach, vor: Vor));
    }

    /// <summary>The rows as a table for spreadsheets.</summary>
    public async Task<IActionResult> OnGetCsvAsync(CancellationToken cancel)
    {
        var rows = await korb.All(new Korbfrage(Teil, Suche, Leistung, Order), MostExported, cancel);
        return CsvFile.Of($"arbeitskorb-{Teil.ToString().ToLowerInvariant()}-{Today:yyyy-MM-dd}.csv", Korbexport.Lines(rows));
    }

    /// <summary>What fits while someone types into the search of the page head: open ones first, then finished ones.</summary>
    public async Task<IActionResult> OnGetVorschlaegeAsync(string? q, CancellationToken cancel)
    {
        if (q?.Trim() is not { Length: >= 3 and <= 100 } words)
        {
            return new JsonResult(Array.Empty<object>());
        }

        var open = await korb.Suggest(Korbteil.Team, words, 6, cancel);
        var done = await korb.Suggest(Korbteil.Erledigt, words, 4, cancel);
        return new JsonResult(new[] { Group(T("Offene Vorgänge"), open), Group(T("Erledigte Vorgänge"), done) });

        static object Group(string name, IReadOnlyList<Bearbeitung> rows) => new
        {
            group = name,
            items = rows.Select(row => new { title = row.Person, href = $"/amt/vorgang/{row.VorgangId}", about = $"{row.Aktenzeichen} · {row.Leistung}" }),
        };
    }

    /// <summary>Address of the list with one thing changed; what was searched, filtered and sorted stays.</summary>
    public string Address(Korbteil? teil = null, string? sort = null, Guid? vorgang = null, string? handler = null, Guid? nach = null, Guid? vor = null)
    {
        var query = new QueryString().Add("teil", (teil ?? Teil).ToString());
        query = (sort ?? Sort) is { } chosen ? query.Add("sort", chosen) : query;
        query = Suche is { Length: > 0 } ? query.Add("suche", Suche) : query;
        query = Leistung is { Length: > 0 } ? query.Add("leistung", Leistung) : query;
        // A preview stays on its page of the list.
        (nach, vor) = vorgang is null ? (nach, vor) : (Nach, Vor);
        query = nach is { } after ? query.Add("nach", after.ToString()) : query;
        query = vor is { } before ? query.Add("vor", before.ToString()) : query;
        query = vorgang is { } shown ? query.Add("vorgang", shown.ToString()) : query;
        query = handler is null ? query : query.Add("handler", handler);
        return "/amt/arbeitskorb" + query;
    }

    /// <summary>Address of the list sorted by a column, the other way round where it is sorted by it already; null where it cannot be.</summary>
    /// <remarks>What is done is never sorted by name or day: no index carries that over a million rows.</remarks>
    public string? SortAddress(string column) =>
        Teil == Korbteil.Erledigt && !IsSearch && (column is "person" or "frist") ? null : Address(sort: Order == column ? "-" + column : column);

    /// <summary>How a column is sorted, for <c>aria-sort</c>.</summary>
    public string? Sorted(string column) => Order == column ? "ascending" : Order == "-" + column ? "descending" : null;

    private bool IsSearch => Suche is { Length: > 0 };

    private async Task Load(CancellationToken cancel)
    {
        Sort = Sort?.TrimStart('-') is "eingang" or "aktenzeichen" || (Sort?.TrimStart('-') is "person" or "frist" && (Teil != Korbteil.Erledigt || IsSearch)) ? Sort : null;
        Counts = await korb.Counts(cancel);
        List = await korb.List(new Korbfrage(Teil, Suche, Leistung, Order, Nach, Vor), cancel);
        Leistungen = [.. (await korb.Leistungen(cancel)).Select(name => new Option(name, name))];
        Preview = VorgangId is { } id ? await korb.Find(id, cancel) : null;
        if (CanAssign)
        {
            var people = await personal.WithRight(VerfahrenRechte.Bearbeiten, Rows.Select(row => row.UnitNummer).ToHashSet(), cancel);
            Colleagues = [.. people.OrderBy(one => one.Id != person.Id).ThenBy(one => one.Name, StringComparer.CurrentCulture)
                .Select(one => new Option(one.Id.ToString(), one.Id == person.Id ? T("{0} (ich)", one.Name) : one.Name))];
        }
    }
}
