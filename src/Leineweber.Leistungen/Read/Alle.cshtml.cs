using System.Globalization;
using Leineweber.Foundation.Security;
using Leineweber.Foundation.Volltext.Analysis;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Leineweber.Leistungen.Read;

/// <summary>All services by their title.</summary>
[Public, Revalidated]
public sealed class AlleModel(Leistungskatalog katalog) : PageModel
{
    /// <summary>First letters in their order, with the services under them; what begins with a number stands under 0–9.</summary>
    public IReadOnlyList<(string Key, IReadOnlyList<Leistung> Leistungen)> Letters { get; private set; } = [];

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>Shows the page.</summary>
    public async Task OnGetAsync(CancellationToken cancel)
    {
        var all = await katalog.All(cancel);
        Count = all.Count;
        Letters = [.. all.OrderBy(leistung => leistung.Title, Alphabet.German).GroupBy(leistung => Letter(leistung.Title)).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => (group.Key, (IReadOnlyList<Leistung>)[.. group]))];
    }

    private static string Letter(string title) =>
        GermanWords.Fold(title).FirstOrDefault() is var first && char.IsAsciiLetter(first) ? char.ToUpper(first, CultureInfo.InvariantCulture).ToString() : "0–9";
}
