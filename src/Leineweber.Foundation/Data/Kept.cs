using Leineweber.Foundation.Tenancy;

namespace Leineweber.Foundation.Data;

/// <summary>
/// Something read from a tenant's database and kept in memory until its stamp changes. While this process commits nothing, the stamp is only asked
/// for once a second: what this process changed is seen at once, what another one changed within a second.
/// </summary>
/// <typeparam name="T">Shared between requests, so nothing may change it.</typeparam>
public sealed class Kept<T> where T : class
{
    private const long AskAgain = 1_000;

    private volatile State? state;

    /// <summary>The tenant's copy under a name.</summary>
    public static Kept<T> Of(TenantSpace space, string name) => space.Own(name, _ => new Kept<T>());

    /// <summary>What is kept, where nobody needs to ask whether it is still true; else null.</summary>
    public T? Known(TenantSpace space) =>
        state is { } known && known.Commits == space.Commits && Environment.TickCount64 - known.At < AskAgain ? known.Value : null;

    /// <summary>What is kept, read anew where its stamp changed.</summary>
    /// <param name="space">The tenant.</param>
    /// <param name="stamp">Asks for the stamp; quick.</param>
    /// <param name="read">Reads what belongs to a stamp.</param>
    public async ValueTask<T> Get(TenantSpace space, Func<Task<long>> stamp, Func<long, Task<T>> read)
    {
        if (Known(space) is { } fresh)
        {
            return fresh;
        }

        var (commits, now, known) = (space.Commits, Environment.TickCount64, state);
        var current = await stamp();
        var value = known is not null && known.Stamp == current ? known.Value : await read(current);
        state = new State(commits, now, current, value);
        return value;
    }

    private sealed record State(long Commits, long At, long Stamp, T Value);
}
