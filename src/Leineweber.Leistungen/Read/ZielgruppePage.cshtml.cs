using Leineweber.Foundation.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Leineweber.Leistungen.Read;

/// <summary>The services for a target group.</summary>
[Public, Revalidated]
public sealed class ZielgruppePageModel(Leistungskatalog katalog) : PageModel
{
    /// <summary>For whom.</summary>
    public Zielgruppe Group { get; private set; } = null!;

    /// <summary>The services, what can be done online first.</summary>
    public IReadOnlyList<Leistung> Leistungen { get; private set; } = [];

    /// <summary>The same by life situation, in the order of the start page; what belongs to none comes last.</summary>
    public IReadOnlyList<(string Title, IReadOnlyList<Leistung> Leistungen)> Groups { get; private set; } = [];

    /// <summary>Shows the page.</summary>
    public async Task<IActionResult> OnGetAsync(string key, CancellationToken cancel)
    {
        if (Zielgruppe.Find(key) is not { } group)
        {
            return StatusCode(StatusCodes.Status404NotFound);
        }

        Group = group;
        Leistungen = ListeModel.InOrder((await katalog.All(cancel)).Where(leistung => leistung.Inhalt.Zielgruppen.Contains(key)));
        var lagen = await katalog.Lebenslagen(cancel);
        var known = lagen.Select(lage => lage.Key).ToHashSet(StringComparer.Ordinal);
        Groups =
        [
            .. from entry in lagen.Select(lage => (lage.Title, In(leistung => leistung.Inhalt.Lebenslagen.Contains(lage.Key))))
                .Append((Foundation.Texts.T("Weitere Leistungen"), In(leistung => !leistung.Inhalt.Lebenslagen.Any(known.Contains))))
               where entry.Item2.Count > 0
               select entry,
        ];
        return Page();

        IReadOnlyList<Leistung> In(Func<Leistung, bool> fits) => [.. Leistungen.Where(fits)];
    }
}
