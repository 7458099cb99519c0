using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Design;
using Leineweber.Organisation;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Leistungen.Edit;

/// <summary>The editors' list.</summary>
[Amt(LeistungenModule.Edit)]
public sealed class IndexModel(LeineweberDb db, Organisationsplan plan, Amtsperson person) : PageModel
{
    private const int PageSize = 50;

    /// <summary>Words of the filter.</summary>
    public string? Query { get; private set; }

    /// <summary>State of the filter.</summary>
    public string? Stand { get; private set; }

    /// <summary>Unit of the filter.</summary>
    public string? Stelle { get; private set; }

    /// <summary>name, stelle or geaendert.</summary>
    public string Sort { get; private set; } = "name";

    /// <summary>Lines of this page.</summary>
    public IReadOnlyList<Listenzeile> Rows { get; private set; } = [];

    /// <summary>How many there are.</summary>
    public int Total { get; private set; }

    /// <summary>This page, from 1.</summary>
    public int PageNumber { get; private set; } = 1;

    /// <summary>Number of pages.</summary>
    public int Pages => (Total + PageSize - 1) / PageSize;

    /// <summary>States to choose from.</summary>
    public IEnumerable<Option> States => Leistungsliste.States.Select(state => new Option(state.Key, state.Title));

    /// <summary>Units to choose from.</summary>
    public IReadOnlyList<Option> Units { get; private set; } = [];

    /// <summary>This list as CSV.</summary>
    public string CsvAddress => "/amt/leistungen" + With("csv", "ja");

    /// <summary>This list in another order.</summary>
    public string SortAddress(string sort) => "/amt/leistungen" + With("nach", sort);

    /// <summary>Shows the list, or gives it as CSV.</summary>
    public async Task<IActionResult> OnGetAsync(string? q, string? stand, string? stelle, string? nach, int? seite, string? csv, CancellationToken cancel)
    {
        ModelState.Clear();
        (Query, Stand, Stelle, Sort) = (q, stand, stelle, nach is "stelle" or "geaendert" ? nach : "name");
        var list = new Leistungsliste(db, plan, person);
        var all = await list.Find(q, stand, stelle, Sort, cancel);
        if (csv == "ja")
        {
            return Csv(all);
        }

        Total = all.Count;
        PageNumber = Math.Clamp(seite ?? 1, 1, Math.Max(1, Pages));
        Rows = [.. all.Skip((PageNumber - 1) * PageSize).Take(PageSize)];
        Units = [.. (await plan.All(cancel)).Where(unit => person.MayEdit(unit.Nummer)).Select(unit => new Option(unit.Nummer, $"{unit.Nummer} {unit.DisplayName}"))];
        return Page();
    }

    private static FileContentResult Csv(IEnumerable<Listenzeile> rows) => CsvFile.Of("leistungen.csv", rows.Select(row => (IReadOnlyList<string>)
        [row.Slug, row.Name, row.Stelle, row.State, row.ChangedAt.ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture)])
        .Prepend([T("Adresse"), T("Name"), T("Zuständig"), T("Stand"), T("Geändert (UTC)")]));

    private string With(string name, string value)
    {
        var query = new QueryBuilder(Request.Query.Where(pair => pair.Key != name && pair.Key != "seite").SelectMany(pair => pair.Value.Select(text => KeyValuePair.Create(pair.Key, text ?? ""))))
        {
            { name, value },
        };
        return query.ToString();
    }
}
