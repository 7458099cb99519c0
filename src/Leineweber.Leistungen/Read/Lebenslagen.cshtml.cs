using Leineweber.Foundation.Security;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Leineweber.Leistungen.Read;

/// <summary>All life situations and target groups.</summary>
[Public, Revalidated]
public sealed class LebenslagenModel(Leistungskatalog katalog) : PageModel
{
    /// <summary>The life situations.</summary>
    public IReadOnlyList<Lebenslage> Lebenslagen { get; private set; } = [];

    /// <summary>Shows the page.</summary>
    public async Task OnGetAsync(CancellationToken cancel) => Lebenslagen = await katalog.Lebenslagen(cancel);
}
