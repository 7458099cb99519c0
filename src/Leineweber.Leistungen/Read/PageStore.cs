using System.Collections.Concurrent;
using System.IO.Compression;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Tenancy;
using Leineweber.Foundation.Volltext;
using Leineweber.Leistungen.Search;

namespace Leineweber.Leistungen.Read;

/// <summary>Finished pages of one tenant that are the same for everybody, compressed: whoever asks for one again gets its bytes without a page
/// being drawn. All are dropped when a description changes and every five minutes.</summary>
/// <remarks>A change made by this process is seen at once, one made by another process within a second (<see cref="Kept{T}"/>).</remarks>
internal sealed class PageStore
{
    /// <summary>Most bytes kept for one tenant, over all encodings.</summary>
    private const long MostBytes = 24 * 1024 * 1024;

    private readonly Kept<Change> newest = new();
    private volatile Shelf shelf = new(default);

    /// <summary>The tenant's store.</summary>
    public static PageStore Of(TenantSpace space) => space.Own("leistungen:pages", _ => new PageStore());

    /// <summary>What the pages of a tenant depend on right now.</summary>
    public ValueTask<PageState> Stand(TenantSpace space, DateTime now, CancellationToken cancel) =>
        newest.Known(space) is { } change ? new ValueTask<PageState>(At(change, space, now)) : Ask(space, now, cancel);

    private async ValueTask<PageState> Ask(TenantSpace space, DateTime now, CancellationToken cancel)
    {
        var change = await newest.Get(
            space,
            async () =>
            {
                await using var db = space.OpenForReading();
                return await Volltext.NewestChange(db, PortalIndex.Name, cancel);
            },
            stamp => Task.FromResult(new Change(stamp)));
        return At(change, space, now);
    }

    private static PageState At(Change change, TenantSpace space, DateTime now) => new(change.Number, now.Ticks / TimeSpan.FromMinutes(5).Ticks, space.Settings);

    /// <summary>The kept page, or null.</summary>
    public KeptPage? Find(PageState stand, string key)
    {
        var kept = shelf;
        return kept.Stand == stand ? kept.Pages.GetValueOrDefault(key) : null;
    }

    /// <summary>Keeps a page; one too many is not kept.</summary>
    public void Keep(PageState stand, string key, KeptPage page)
    {
        var kept = shelf;
        if (kept.Stand != stand)
        {
            shelf = kept = new Shelf(stand);
        }

        if (Interlocked.Add(ref kept.Bytes, page.Size) <= MostBytes)
        {
            kept.Pages[key] = page;
        }
    }

    private sealed record Change(long Number);

    private sealed class Shelf(PageState stand)
    {
        public long Bytes;

        public PageState Stand { get; } = stand;

        public ConcurrentDictionary<string, KeptPage> Pages { get; } = new(StringComparer.Ordinal);
    }
}

/// <summary>What all kept pages of a tenant depend on.</summary>
/// <param name="Change">Number of the newest change of descriptions.</param>
/// <param name="Slot">The five minutes ("now open").</param>
/// <param name="Settings">Which settings of the tenant (<see cref="TenantSpace.Settings"/>).</param>
internal readonly record struct PageState(long Change, long Slot, int Settings);

/// <summary>One finished page.</summary>
/// <param name="Tag">Its entity tag.</param>
/// <param name="ContentType">Its type.</param>
/// <param name="Plain">Its bytes.</param>
/// <param name="Counts">What a view of it counts besides the visit, or null.</param>
internal sealed record KeptPage(string Tag, string ContentType, byte[] Plain, (string Name, string Key)? Counts)
{
    /// <summary>Compressed with Brotli.</summary>
    public byte[] Brotli { get; } = Compress(Plain, target => new BrotliStream(target, CompressionLevel.Optimal));

    /// <summary>Compressed with gzip.</summary>
    public byte[] Gzip { get; } = Compress(Plain, target => new GZipStream(target, CompressionLevel.Optimal));

    /// <summary>Bytes in memory.</summary>
    public long Size => Plain.Length + Brotli.Length + Gzip.Length;

    private static byte[] Compress(byte[] plain, Func<Stream, Stream> open)
    {
        using var target = new MemoryStream();
        using (var stream = open(target))
        {
            stream.Write(plain);
        }

        return target.ToArray();
    }
}
