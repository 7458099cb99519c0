using Leineweber.Foundation.Design;
using Leineweber.Foundation.Figures;
using Leineweber.Foundation.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Leistungen.Search;

/// <summary>What a search box shows.</summary>
/// <param name="Text">What is typed in it.</param>
/// <param name="IsLarge">True for the one on the start page.</param>
public sealed record Suchfeld(string Text, bool IsLarge);

/// <summary>The page of hits.</summary>
[Public]
public sealed class SucheModel(Portalsuche suche, Leistungskatalog katalog, Zaehler zaehler) : PageModel
{
    private const int PageSize = 20;
    private const int MostPages = 25;

    /// <summary>What was asked.</summary>
    public string Query { get; private set; } = "";

    /// <summary>Why it was not looked for, or null.</summary>
    public string? Problem { get; private set; }

    /// <summary>What it was narrowed to.</summary>
    public Suchfilter Filter { get; private set; } = new();

    /// <summary>The city's services.</summary>
    public Suchergebnis Leistungen { get; private set; } = new(0, [], null);

    /// <summary>Offices and life situations.</summary>
    public Suchergebnis Places { get; private set; } = new(0, [], null);

    /// <summary>Entries of the national catalogue.</summary>
    public Suchergebnis Catalogue { get; private set; } = new(0, [], null);

    /// <summary>The question as it was perhaps meant.</summary>
    public string? DidYouMean { get; private set; }

    /// <summary>This page, from 1.</summary>
    public int PageNumber { get; private set; } = 1;

    /// <summary>Number of pages.</summary>
    public int Pages => Math.Min(MostPages, (Leistungen.Total + PageSize - 1) / PageSize);

    /// <summary>Choices for whom.</summary>
    public IEnumerable<Option> Groups => Zielgruppe.All.Select(group => new Option(group.Key, group.Title));

    /// <summary>Choices of life situations.</summary>
    public IReadOnlyList<Option> Situations { get; private set; } = [];

    /// <summary>Looks for it.</summary>
    /// <param name="q">What was typed.</param>
    /// <param name="online">"ja" for online only.</param>
    /// <param name="fuer">Key of a target group.</param>
    /// <param name="lage">Key of a life situation.</param>
    /// <param name="seite">Page from 1.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task OnGetAsync(string? q, string? online, string? fuer, string? lage, int? seite, CancellationToken cancel)
    {
        ModelState.Clear();
        Query = q?.Trim() ?? "";
        if (Query.Length > Portalsuche.LongestQuestion)
        {
            Problem = T("Das ist zu viel Text für eine Suche.");
            Query = "";
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        if (Query.Length == 0)
        {
            return;
        }

        var situations = await katalog.Lebenslagen(cancel);
        Situations = [.. situations.Select(row => new Option(row.Key, row.Title))];
        Filter = new Suchfilter(online == "ja", Groups.Any(group => group.Value == fuer) ? fuer : null, situations.Any(row => row.Key == lage) ? lage : null);
        PageNumber = Math.Clamp(seite ?? 1, 1, MostPages);
        Leistungen = await suche.Leistungen(Query, Filter, PageSize, (PageNumber - 1) * PageSize, false, cancel);
        DidYouMean = Leistungen.DidYouMean;
        if (PageNumber == 1 && Filter.IsEmpty)
        {
            Places = await suche.Others(Query, [PortalIndex.Office, PortalIndex.Situation], 5, false, cancel);
            Catalogue = await suche.Others(Query, [PortalIndex.Catalogue], 20, false, cancel);
        }

        zaehler.Count("suche");
        if (Leistungen.Total == 0)
        {
            zaehler.Count("suche.leer");
        }
    }
}
