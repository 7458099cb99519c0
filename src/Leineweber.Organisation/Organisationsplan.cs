using Leineweber.Foundation.Data;
using Leineweber.Foundation.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Organisation;

/// <summary>The city's plan of organisation: units by number, what lies above and below them. The same plan for the whole of a request.</summary>
public sealed class Organisationsplan(LeineweberDb db, CurrentTenant tenant)
{
    /// <summary>Series whose number goes up whenever a unit changes.</summary>
    internal const string Stand = "organisationsplan";

    private Plan? plan;

    /// <summary>All units in the order of the plan.</summary>
    public async Task<IReadOnlyList<Organisationseinheit>> All(CancellationToken cancel = default) => (await Load(cancel)).All;

    /// <summary>The unit of this number, or null.</summary>
    public async Task<Organisationseinheit?> Find(string nummer, CancellationToken cancel = default) => (await Load(cancel)).ByNumber.GetValueOrDefault(nummer);

    /// <summary>The units right below; those at the top for null.</summary>
    public async Task<IReadOnlyList<Organisationseinheit>> Below(Organisationseinheit? unit, CancellationToken cancel = default) =>
        [.. (await Load(cancel)).ByParent[unit?.Id]];

    /// <summary>The units above, the highest first, the unit itself last.</summary>
    public async Task<IReadOnlyList<Organisationseinheit>> PathTo(Organisationseinheit unit, CancellationToken cancel = default)
    {
        var byId = (await Load(cancel)).ById;
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
        var (all, _, _, byParent) = await Load(cancel);
        var reach = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<Organisationseinheit>(all.Where(unit => unit.Id == unitId));
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

    private async Task<Plan> Load(CancellationToken cancel) => plan ??= await Kept<Plan>.Of(tenant.Space, "organisation:plan").Get(
        tenant.Space,
        () => db.LastNumber(Stand, cancel),
        async _ =>
        {
            var all = await db.Set<Organisationseinheit>().OrderBy(unit => unit.Reihenfolge).ToListAsync(cancel);
            return new Plan(all, all.ToDictionary(unit => unit.Nummer, StringComparer.Ordinal), all.ToDictionary(unit => unit.Id), all.ToLookup(unit => unit.ParentId));
        });

    private sealed record Plan(
        IReadOnlyList<Organisationseinheit> All,
        IReadOnlyDictionary<string, Organisationseinheit> ByNumber,
        IReadOnlyDictionary<Guid, Organisationseinheit> ById,
        ILookup<Guid?, Organisationseinheit> ByParent);
}
