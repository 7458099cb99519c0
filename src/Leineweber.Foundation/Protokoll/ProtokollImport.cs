using Leineweber.Foundation.Data;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Foundation.Protokoll;

/// <summary>
/// Continues a tenant's Protokoll with very many entries of given times, for making an invented city: the tree grows as always and
/// verifies afterwards. The caller writes the rows; nothing else may write to the tenant meanwhile.
/// </summary>
public sealed class ProtokollImport
{
    private readonly Protokollkette chain;

    private ProtokollImport(Protokollkette chain) => this.chain = chain;

    /// <summary>The tree as it stands, to be saved with the rows made so far.</summary>
    public ProtokollEdge Edge => new(chain.Size, chain.Tree);

    /// <summary>Takes up the tenant's tree.</summary>
    public static async Task<ProtokollImport> Begin(LeineweberDb db, CancellationToken cancel)
    {
        var head = await db.Set<ProtokollHead>().SingleOrDefaultAsync(row => row.Id == 1, cancel);
        var last = await db.Set<ProtokollRow>().OrderByDescending(row => row.Seq).Select(row => row.LinkHash).FirstOrDefaultAsync(cancel);
        return new ProtokollImport(Protokollkette.From(head?.Tree, last));
    }

    /// <summary>Makes the next entry.</summary>
    /// <param name="at">When, UTC, cut to milliseconds.</param>
    /// <param name="actor">Who.</param>
    /// <param name="subject">What it is about.</param>
    /// <param name="action">Stable code.</param>
    /// <param name="text">What happened, a German sentence.</param>
    /// <param name="salt">32 hex digits; given, so that the same city can be made twice.</param>
    public ProtokollRow Next(DateTime at, Actor actor, string subject, string action, string text, string salt)
    {
        var entry = new ProtokollEntry(subject, action, text, null);
        return chain.Next(at, actor, [entry], [ProtokollWords.Of(actor, entry, salt)])[0];
    }

    /// <summary>Saves the edge with the rows up to it.</summary>
    /// <exception cref="InvalidOperationException">Somebody else wrote to the Protokoll meanwhile.</exception>
    public static async Task Save(Write write, ProtokollEdge before, ProtokollEdge after)
    {
        var saved = await write.Db.Set<ProtokollHead>().Where(row => row.Id == 1 && row.Size == before.Size)
            .ExecuteUpdateAsync(row => row.SetProperty(r => r.Size, after.Size).SetProperty(r => r.Tree, after.Tree).SetProperty(r => r.Version, r => r.Version + 1));
        if (saved != 1)
        {
            throw new InvalidOperationException("The Protokoll grew meanwhile: stop the program and begin again.");
        }
    }
}

/// <summary>Size and peaks of the tree after some entry.</summary>
public sealed record ProtokollEdge(long Size, string Tree);
