using Leineweber.Foundation.Data;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Akten;

/// <summary>The filing plan: one tree for the whole city.</summary>
public sealed class Aktenplan(LeineweberDb db)
{
    /// <summary>Years kept where no node on the way up says otherwise.</summary>
    public const int DefaultJahre = 10;

    /// <summary>All nodes, by number.</summary>
    public Task<List<Aktenplaneinheit>> All(CancellationToken cancel) =>
        db.Set<Aktenplaneinheit>().OrderBy(node => node.Kennzeichen).ToListAsync(cancel);

    /// <summary>A node by its number, or null.</summary>
    public Task<Aktenplaneinheit?> Find(string kennzeichen, CancellationToken cancel) =>
        db.Set<Aktenplaneinheit>().SingleOrDefaultAsync(node => node.Kennzeichen == kennzeichen, cancel);

    /// <summary>The node and those above it, main group first.</summary>
    public static IReadOnlyList<Aktenplaneinheit> Path(IReadOnlyCollection<Aktenplaneinheit> all, Guid id)
    {
        var byId = all.ToDictionary(node => node.Id);
        var path = new List<Aktenplaneinheit>();
        for (var node = byId.GetValueOrDefault(id); node is not null && path.Count < 20; node = node.ParentId is { } parent ? byId.GetValueOrDefault(parent) : null)
        {
            path.Insert(0, node);
        }

        return path;
    }

    /// <summary>Years a Vorgang of this node is kept after it was closed: its own figure or the nearest above.</summary>
    internal static async Task<int> JahreFor(LeineweberDb db, Guid id, CancellationToken cancel)
    {
        var all = await db.Set<Aktenplaneinheit>().AsNoTracking().ToListAsync(cancel);
        return Path(all, id).LastOrDefault(node => node.AufbewahrungJahre is not null)?.AufbewahrungJahre ?? DefaultJahre;
    }
}
