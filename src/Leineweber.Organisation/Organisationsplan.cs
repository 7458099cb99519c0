using Leineweber.Foundation.Data;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Organisation;

/// <summary>The city's plan of organisation: units by number, what lies above and below them. Read once per request.</summary>
public sealed class Organisationsplan(LeineweberDb db)
{
    private IReadOnlyList<Organisationseinheit>? all;
    private Dictionary<string, Organisationseinheit>? byNumber;
    private ILookup<Guid?, Organisationseinheit>? byParent;

    /// <summary>All units in the order of the plan.</summary>
    public async Task<IReadOnlyList<Organisationseinheit>> All(CancellationToken cancel = default) =>
        all ??= await db.Set<Organisationseinheit>().OrderBy(unit => unit.Reihenfolge).ToListAsync(cancel);

    /// <summary>The unit of this number, or null.</summary>
    public async Task<Organisationseinheit?> Find(string nummer, CancellationToken cancel = default)
    {
        byNumber ??= (await All(cancel)).ToDictionary(unit => unit.Nummer, StringComparer.Ordinal);
        return byNumber.GetValueOrDefault(nummer);
    }

    /// <summary>The units right below; those at the top for null.</summary>
    public async Task<IReadOnlyList<Organisationseinheit>> Below(Organisationseinheit? unit, CancellationToken cancel = default)
    {
        byParent ??= (await All(cancel)).ToLookup(u => u.ParentId);
        return [.. byParent[unit?.Id]];
    }

    /// <summary>The units above, the highest first, the unit itself last.</summary>
    public async Task<IReadOnlyList<Organisationseinheit>> PathTo(Organisationseinheit unit, CancellationToken cancel = default)
    {
        var byId = (await All(cancel)).ToDictionary(u => u.Id);
        var path = new List<Organisationseinheit>();
        for (var at = unit; at is not null && path.Count < 20; at = at.ParentId is { } id ? byId.GetValueOrDefault(id) : null)
        {
            path.Insert(0, at);
        }

        return path;
    }

    /// <summary>Numbers of the unit and of everything below it: what a role on the unit reaches.</summary>
    public async Task<IReadOnlySet<string>> Reach(Guid unitId, CancellationToken cancel = default)
    {
        byParent ??= (await All(cancel)).ToLookup(u => u.ParentId);
        var reach = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<Organisationseinheit>(all!.Where(unit => unit.Id == unitId));
        while (open.TryPop(out var unit))
        {
            if (reach.Add(unit.Nummer))
            {
                foreach (var child in byParent[unit.Id])
                {
                    open.Push(child);
                }
            }
        }

        return reach;
    }
}
