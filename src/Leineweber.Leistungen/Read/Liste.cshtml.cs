using Leineweber.Foundation.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Leineweber.Leistungen.Read;

/// <summary>The services of a life situation.</summary>
[Public, Revalidated]
public sealed class ListeModel(Leistungskatalog katalog) : PageModel
{
    /// <summary>Name of the situation.</summary>
    public string Title { get; private set; } = "";

    /// <summary>One sentence.</summary>
    public string Summary { get; private set; } = "";

    /// <summary>The services, what can be done online first.</summary>
    public IReadOnlyList<Leistung> Leistungen { get; private set; } = [];

    /// <summary>Shows the page.</summary>
    public async Task<IActionResult> OnGetAsync(string key, CancellationToken cancel)
    {
        if ((await katalog.Lebenslagen(cancel)).FirstOrDefault(row => row.Key == key) is not { } lage)
        {
            return StatusCode(StatusCodes.Status404NotFound);
        }

        (Title, Summary) = (lage.Title, lage.Summary);
        Leistungen = InOrder((await katalog.All(cancel)).Where(leistung => leistung.Inhalt.Lebenslagen.Contains(key)));
        return Page();
    }

    internal static IReadOnlyList<Leistung> InOrder(IEnumerable<Leistung> leistungen) =>
        [.. leistungen.OrderByDescending(leistung => leistung.IsOnline).ThenBy(leistung => leistung.Title, Alphabet.German)];
}
