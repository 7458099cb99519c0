using Leineweber.Foundation;
using Leineweber.Foundation.Figures;
using Leineweber.Foundation.Security;
using Leineweber.Organisation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Leineweber.Leistungen.Read;

/// <summary>The page of a service.</summary>
[Public, Revalidated]
public sealed class LeistungPageModel(Leistungskatalog katalog, Organisationsplan plan, Zaehler zaehler, TimeProvider clock) : PageModel
{
    /// <summary>The service.</summary>
    public Leistungsansicht View { get; private set; } = null!;

    /// <summary>The first life situation it belongs to, or null.</summary>
    public Lebenslage? Lebenslage { get; private set; }

    /// <summary>Shows the page.</summary>
    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken cancel)
    {
        if (await katalog.Find(slug, cancel) is not { } leistung)
        {
            return StatusCode(StatusCodes.Status404NotFound);
        }

        View = await Show(leistung.Inhalt, plan, clock, cancel);
        Lebenslage = (await katalog.Lebenslagen(cancel)).FirstOrDefault(row => leistung.Inhalt.Lebenslagen.Contains(row.Key));
        zaehler.Count("leistung.aufruf", leistung.Slug);
        PagePlace.AlsoCounts(HttpContext, "leistung.aufruf", leistung.Slug);
        return Page();
    }

    internal static async Task<Leistungsansicht> Show(Leistungsinhalt words, Organisationsplan plan, TimeProvider clock, CancellationToken cancel) =>
        new(words, await plan.Find(words.Stelle, cancel) is { } unit ? new Stellenansicht(unit, clock.Now()) : null);
}
