using Leineweber.Foundation.Security;
using Leineweber.Organisation;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Leineweber.Leistungen.Read;

/// <summary>The offices by department.</summary>
[Public, Revalidated]
public sealed class AemterModel(Organisationsplan plan) : PageModel
{
    /// <summary>Departments with the offices right below them.</summary>
    public IReadOnlyList<(Organisationseinheit? Top, IReadOnlyList<Organisationseinheit> Offices)> Groups { get; private set; } = [];

    /// <summary>Shows the page.</summary>
    public async Task OnGetAsync(CancellationToken cancel)
    {
        var groups = new List<(Organisationseinheit?, IReadOnlyList<Organisationseinheit>)>();
        var alone = new List<Organisationseinheit>();
        foreach (var top in await plan.Below(null, cancel))
        {
            var below = await plan.Below(top, cancel);
            if (top.Art == "dezernat" && below.Count > 0)
            {
                groups.Add((top, [top, .. below]));
            }
            else
            {
                alone.Add(top);
            }
        }

        if (alone.Count > 0)
        {
            groups.Add((null, alone));
        }

        Groups = groups;
    }
}
