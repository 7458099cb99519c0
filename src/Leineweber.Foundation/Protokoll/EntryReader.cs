using System.Buffers;
using Leineweber.Foundation.Tenancy;
using Leineweber.Standards.Merkle;

namespace Leineweber.Foundation.Protokoll;

/// <summary>A stretch of entries that were read and hashed.</summary>
/// <param name="From">Number of the first.</param>
/// <param name="Leaves">Their leaf hashes; only the root of the perfect tree over them where <paramref name="IsFolded"/>. Null where something did not fit.</param>
/// <param name="IsFolded">See <paramref name="Leaves"/>.</param>
/// <param name="Link">Link of the last entry, hex.</param>
internal sealed record Stretch(long From, byte[]? Leaves, bool IsFolded, string Link);

/// <summary>
/// Checks stretches of the Protokoll fast: every column of every row goes into a hash that is compared, eight rows at once. Says only whether a stretch is all right;
/// what is wrong with one that is not is for <see cref="EntryCheck"/>. One for each thread.
/// </summary>
internal sealed class EntryReader : IDisposable
{
    /// <summary>Entries of a stretch; a power of two.</summary>
    public const int Length = 2048;

    private const int HexLength = 2 * MerkleHash.Length;
    private const int SaltLength = 32;

    private readonly EntryRows rows;
    private readonly Sha256Lanes contents = new();
    private readonly Sha256Lanes leaves = new();
    private readonly Sha256Lanes links = new();
    private readonly byte[] hashes = new byte[Sha256Lanes.Count * MerkleHash.Length];

    // What the rows of one turn say of themselves, as hex: of their words where there are any, of their leaves, and their links.
    private readonly byte[] contentHashes = new byte[Sha256Lanes.Count * HexLength];
    private readonly byte[] leafHashes = new byte[Sha256Lanes.Count * HexLength];
    private readonly byte[] linkHashes = new byte[Sha256Lanes.Count * HexLength];
    private readonly byte[] before = new byte[HexLength];
    private int said;

    public EntryReader(TenantSpace space) => rows = space.Dialect.Entries(space);

    /// <summary>Checks the entries from one number up to another.</summary>
    /// <param name="from">The first, a multiple of <see cref="Length"/>.</param>
    /// <param name="to">The first that is not checked; at most <see cref="Length"/> further.</param>
    /// <param name="fold">True where the single leaves are not needed, should the stretch be full.</param>
    public Stretch Check(long from, long to, bool fold)
    {
        var found = new byte[(to - from) * MerkleHash.Length];
        try
        {
            // What stands before the first one must be found too; before all others, their predecessor tells its link.
            rows.Begin(from == 0 ? long.MinValue : from - 1, to);
            if (!TakeLinkBefore(from))
            {
                return new Stretch(from, null, false, "");
            }

            for (var seq = from; seq < to;)
            {
                var filled = (int)Math.Min(Sha256Lanes.Count, to - seq);
                if (!Take(seq, filled) || !Fit(filled, found.AsSpan((int)(seq - from) * MerkleHash.Length)))
                {
                    return new Stretch(from, null, false, "");
                }

                seq += filled;
            }
        }
        finally
        {
            rows.End();
            Forget();
        }

        var link = System.Text.Encoding.ASCII.GetString(before);
        return fold && to - from == Length
            ? new Stretch(from, MerkleTree.PerfectRoot(found, leaves).ToArray(), true, link)
            : new Stretch(from, found, false, link);
    }

    public void Dispose() => rows.Dispose();

    private bool TakeLinkBefore(long from)
    {
        if (from == 0)
        {
            return Convert.TryToHexStringLower(MerkleHash.Empty, before, out _);
        }

        return rows.Next() && rows.Seq == from - 1 && Hex(EntryColumn.LinkHash, before);
    }

    /// <summary>Reads rows and writes what is hashed of them; false where one is missing or has not the shape of an entry.</summary>
    private bool Take(long seq, int filled)
    {
        said = 0;
        for (var i = 0; i < filled; i++)
        {
            if (!rows.Next() || rows.Seq != seq + i || !TakeWords() || !TakeLeaf(seq + i, i) || !Hex(EntryColumn.LinkHash, linkHashes.AsSpan(i * HexLength, HexLength)))
            {
                return false;
            }
        }

        return true;
    }

    private bool TakeWords()
    {
        var isSaid = rows.TryText(EntryColumn.Content, out var content);
        if (rows.TryText(EntryColumn.Salt, out var salt) != isSaid)
        {
            return false;
        }

        if (!isSaid)
        {
            return true;
        }

        if (salt.Length != SaltLength || !Hex(EntryColumn.ContentHash, contentHashes.AsSpan(said++ * HexLength, HexLength)))
        {
            return false;
        }

        var message = contents.Next(SaltLength + content.Length);
        salt.CopyTo(message);
        content.CopyTo(message[SaltLength..]);
        return true;
    }

    private bool TakeLeaf(long seq, int i)
    {
        Span<byte> instant = stackalloc byte[Protokollkette.InstantLength];
        Span<byte> head = stackalloc byte[Protokollkette.MostBeforeRest];
        if (!rows.WriteInstant(instant) || !rows.TryText(EntryColumn.ActorKind, out var kind) || !rows.TryText(EntryColumn.ActorId, out var actor) || !rows.TryText(EntryColumn.Action, out var action)
            || !rows.TryText(EntryColumn.Subject, out var subject) || !rows.TryText(EntryColumn.ContentHash, out var words) || !Hex(EntryColumn.LeafHash, leafHashes.AsSpan(i * HexLength, HexLength)))
        {
            return false;
        }

        head = head[..Protokollkette.WriteLeaf(seq, instant, default, head)];
        var rest = leaves.Next(head.Length + kind.Length + actor.Length + action.Length + subject.Length + words.Length + 5);
        head.CopyTo(rest);
        rest = rest[head.Length..];
        Line(kind, ref rest);
        Line(actor, ref rest);
        Line(action, ref rest);
        Line(subject, ref rest);
        Line(words, ref rest);
        return true;

        static void Line(ReadOnlySpan<byte> text, ref Span<byte> rest)
        {
            text.CopyTo(rest);
            rest[text.Length] = (byte)'\n';
            rest = rest[(text.Length + 1)..];
        }
    }

    /// <summary>Hashes what was taken and holds it against what the rows say.</summary>
    private bool Fit(int filled, Span<byte> found)
    {
        contents.Finish(hashes);
        if (!AreHex(contentHashes, hashes, said))
        {
            return false;
        }

        leaves.Finish(found);
        if (!AreHex(leafHashes, found, filled))
        {
            return false;
        }

        Span<byte> link = stackalloc byte[MerkleHash.Length];
        for (var i = 0; i < filled; i++)
        {
            if (Convert.FromHexString(i == 0 ? before : linkHashes.AsSpan((i - 1) * HexLength, HexLength), link, out _, out _) != OperationStatus.Done)
            {
                return false;
            }

            Protokollkette.WriteLink(link, found.Slice(i * MerkleHash.Length, MerkleHash.Length), links.Next(Protokollkette.LinkLength));
        }

        links.Finish(hashes);
        linkHashes.AsSpan((filled - 1) * HexLength, HexLength).CopyTo(before);
        return AreHex(linkHashes, hashes, filled);
    }

    private static bool AreHex(ReadOnlySpan<byte> hex, ReadOnlySpan<byte> hashes, int count)
    {
        Span<byte> expected = stackalloc byte[Sha256Lanes.Count * HexLength];
        return Convert.TryToHexStringLower(hashes[..(count * MerkleHash.Length)], expected, out var length) && hex[..length].SequenceEqual(expected[..length]);
    }

    private bool Hex(EntryColumn column, Span<byte> hex)
    {
        if (!rows.TryText(column, out var text) || text.Length != HexLength)
        {
            return false;
        }

        text.CopyTo(hex);
        return true;
    }

    /// <summary>A stretch that did not fit leaves messages behind.</summary>
    private void Forget()
    {
        contents.Clear();
        leaves.Clear();
        links.Clear();
    }

    /// <summary>An instant as PostgreSQL gives it. False where it is not cut to milliseconds.</summary>
    public static bool WriteInstant(DateTime instant, Span<byte> bytes)
    {
        Protokollkette.WriteInstant(instant, bytes);
        return instant.Ticks % TimeSpan.TicksPerMillisecond == 0;
    }

    /// <summary>An instant as SQLite keeps it, as text. False where it is none.</summary>
    public static bool WriteInstant(ReadOnlySpan<byte> text, Span<byte> bytes)
    {
        if (text.Length is not (19 or (>= 21 and <= 23)) || text[10] != ' ' || (text.Length > 19 && text[19] != '.'))
        {
            return false;
        }

        "0000-00-00T00:00:00.000Z"u8.CopyTo(bytes);
        text[..10].CopyTo(bytes);
        text[11..].CopyTo(bytes[11..]);
        return true;
    }
}
