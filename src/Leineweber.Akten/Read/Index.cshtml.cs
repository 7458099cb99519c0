using Leineweber.Foundation.Data;
using Leineweber.Organisation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Akten.Read;

/// <summary>The filing plan as a tree, and the Akten of the chosen node that the reader may see.</summary>
[Amt(AktenRechte.Lesen)]
public sealed class IndexModel(Aktenplan aktenplan, Aktensicht sicht, LeineweberDb db) : PageModel
{
    private const int MostAkten = 200;
    private Dictionary<Guid, int> counts = [];
    private ILookup<Guid?, Aktenplaneinheit> children = Enumerable.Empty<Aktenplaneinheit>().ToLookup(node => node.ParentId);
    private HashSet<Guid> open = [];

    /// <summary>Number of the chosen node.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Plan { get; set; }

    /// <summary>Words to look for in title and reference.</summary>
    [BindProperty(SupportsGet = true, Name = "suche")]
    public string? Suche { get; set; }

    /// <summary>The chosen node, or null.</summary>
    public Aktenplaneinheit? Node { get; private set; }

    /// <summary>The way to it, main group first.</summary>
    public IReadOnlyList<Aktenplaneinheit> Way { get; private set; } = [];

    /// <summary>The Akten of the node and those below, newest first.</summary>
    public IReadOnlyList<AkteRow> Akten { get; private set; } = [];

    /// <summary>True where not all could be listed.</summary>
    public bool HasMore { get; private set; }

    /// <summary>The main groups as branches.</summary>
    public IReadOnlyList<Zweig> Tree => Branches(null);

    /// <summary>Shows the plan.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        var all = await aktenplan.All(cancel);
        if (Plan is not null)
        {
            Node = all.Find(node => node.Kennzeichen == Plan);
            if (Node is null)
            {
                return NotFound();
            }

            Way = Aktenplan.Path(all, Node.Id);
        }

        children = all.ToLookup(node => node.ParentId);
        open = [.. Way.Select(node => node.Id)];
        var visible = db.Set<Akte>().Where((await sicht.Scope(cancel)).SeesAkte);
        counts = await visible.GroupBy(akte => akte.AktenplaneinheitId).Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(row => row.Key, row => row.Count, cancel);
        await LoadAkten(visible, cancel);
        return Page();
    }

    private async Task LoadAkten(IQueryable<Akte> visible, CancellationToken cancel)
    {
        if (Node is not null)
        {
            var below = Below(Node.Id).ToList();
            visible = visible.Where(akte => below.Contains(akte.AktenplaneinheitId));
        }

        if (Suche?.Trim() is { Length: > 0 } words)
        {
            var pattern = words.ToLowerInvariant();
            visible = visible.Where(akte => akte.Titel.ToLower().Contains(pattern) || akte.Aktenzeichen.ToLower().Contains(pattern));
        }

        var rows = await visible.OrderByDescending(akte => akte.OpenedAt).Take(MostAkten + 1)
            .Select(akte => new AkteRow(akte.Id, akte.Aktenzeichen, akte.Titel, akte.UnitNummer, akte.OpenedAt, akte.Vorgaenge))
            .ToListAsync(cancel);
        HasMore = rows.Count > MostAkten;
        Akten = rows[..Math.Min(rows.Count, MostAkten)];
    }

    private IEnumerable<Guid> Below(Guid id) => children[id].SelectMany(node => Below(node.Id)).Prepend(id);

    private List<Zweig> Branches(Guid? parent) =>
        [.. children[parent].Select(node => new Zweig(node, Branches(node.Id), Below(node.Id).Sum(id => counts.GetValueOrDefault(id)), open.Contains(node.Id), node.Id == Node?.Id))];
}

/// <summary>One line of the list of Akten.</summary>
public sealed record AkteRow(Guid Id, string Aktenzeichen, string Titel, string UnitNummer, DateTime OpenedAt, int Vorgaenge);

/// <summary>A node of the tree as it is drawn.</summary>
/// <param name="Node">The node.</param>
/// <param name="Below">The nodes below.</param>
/// <param name="Count">Akten here and below that the reader sees.</param>
/// <param name="IsOpen">True where it lies on the way to the chosen node.</param>
/// <param name="IsChosen">True for the chosen node.</param>
public sealed record Zweig(Aktenplaneinheit Node, IReadOnlyList<Zweig> Below, int Count, bool IsOpen, bool IsChosen);
