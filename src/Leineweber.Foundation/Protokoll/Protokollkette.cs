using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Leineweber.Standards.Merkle;

namespace Leineweber.Foundation.Protokoll;

/// <summary>The growing end of a tenant's Protokoll: the tree's peaks and the last link. Makes the rows of new entries; keeps nothing in the database.</summary>
/// <remarks>
/// The tree proves, the links locate: each entry's link is SHA-256 of 0x02, the link before and its own leaf hash, so that a verifier names the first entry
/// that does not continue the one before it, at the price of one hash instead of a whole root. The first one continues the root of the empty tree.
/// </remarks>
internal sealed class Protokollkette
{
    private readonly MerkleTree tree;
    private byte[] link;

    private Protokollkette(MerkleTree tree, byte[] link) => (this.tree, this.link) = (tree, link);

    /// <summary>Number of entries.</summary>
    public long Size => tree.Size;

    /// <summary>The tree's peaks as the database keeps them.</summary>
    public string Tree => Convert.ToBase64String(tree.ToBytes());

    /// <summary>Goes on from what the database holds.</summary>
    /// <param name="tree">The kept peaks; empty where there are no entries yet.</param>
    /// <param name="link">The last entry's link, hex; null where there are none.</param>
    public static Protokollkette From(string? tree, string? link) => new(
        string.IsNullOrEmpty(tree) ? new MerkleTree() : MerkleTree.FromBytes(Convert.FromBase64String(tree)),
        link is null ? MerkleHash.Empty : Convert.FromHexString(link));

    /// <summary>The same end, to be grown on its own.</summary>
    public Protokollkette Copy() => new(tree.Copy(), link);

    /// <summary>Makes the next entries.</summary>
    /// <param name="at">When.</param>
    /// <param name="actor">Who.</param>
    /// <param name="entries">What.</param>
    /// <param name="words">Their words, in the same order.</param>
    public ProtokollRow[] Next(DateTime at, Actor actor, ReadOnlySpan<ProtokollEntry> entries, ReadOnlySpan<ProtokollWords> words)
    {
        var kind = actor.Kind.ToString();
        var leaves = HashLeaves(tree.Size, at, kind, actor, entries, words);
        var rows = new ProtokollRow[entries.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            var leaf = leaves.AsSpan(i * MerkleHash.Length, MerkleHash.Length);
            link = LinkAfter(link, leaf);
            rows[i] = new ProtokollRow
            {
                Seq = tree.Size + i,
                At = at,
                ActorKind = actor.Kind,
                ActorId = actor.Id,
                Action = entries[i].Action,
                Subject = entries[i].Subject,
                Content = words[i].Content,
                Salt = words[i].Salt,
                ContentHash = words[i].Hash,
                LeafHash = Convert.ToHexStringLower(leaf),
                LinkHash = Convert.ToHexStringLower(link),
            };
        }

        tree.Append(leaves, Sha256Lanes.OfThread);
        return rows;
    }

    private static byte[] HashLeaves(long seq, DateTime at, string kind, Actor actor, ReadOnlySpan<ProtokollEntry> entries, ReadOnlySpan<ProtokollWords> words)
    {
        var lanes = Sha256Lanes.OfThread;
        var leaves = new byte[entries.Length * MerkleHash.Length];
        Span<byte> instant = stackalloc byte[InstantLength];
        WriteInstant(at, instant);
        Span<byte> head = stackalloc byte[MostBeforeRest];
        for (var first = 0; first < entries.Length; first += Sha256Lanes.Count)
        {
            var end = Math.Min(first + Sha256Lanes.Count, entries.Length);
            for (var i = first; i < end; i++)
            {
                var rest = Lines(kind, actor.Id, entries[i].Action, entries[i].Subject, words[i].Hash);
                var length = WriteLeaf(seq + i, instant, default, head);
                var message = lanes.Next(length + Encoding.UTF8.GetByteCount(rest));
                head[..length].CopyTo(message);
                Encoding.UTF8.GetBytes(rest, message[length..]);
            }

            lanes.Finish(leaves.AsSpan(first * MerkleHash.Length));
        }

        return leaves;
    }

    /// <summary>The link of an entry after another one.</summary>
    public static byte[] LinkAfter(ReadOnlySpan<byte> link, ReadOnlySpan<byte> leaf)
    {
        var lanes = Sha256Lanes.OfThread;
        WriteLink(link, leaf, lanes.Next(LinkLength));
        var hash = new byte[MerkleHash.Length];
        lanes.Finish(hash);
        return hash;
    }

    /// <summary>Length of the message whose hash is a link.</summary>
    public const int LinkLength = 1 + (2 * MerkleHash.Length);

    /// <summary>Writes the message whose hash is a link.</summary>
    public static void WriteLink(ReadOnlySpan<byte> link, ReadOnlySpan<byte> leaf, Span<byte> message)
    {
        message[0] = 2; // 0 and 1 are the tree's own
        link.CopyTo(message[1..]);
        leaf.CopyTo(message[(1 + MerkleHash.Length)..]);
    }

    /// <summary>The leaf's hash; its bytes are lines, so that anyone can rebuild them with simple tools.</summary>
    public static void HashOfLeaf(long seq, DateTime at, string kind, string actorId, string action, string subject, string contentHash, Span<byte> hash)
    {
        Span<byte> instant = stackalloc byte[InstantLength];
        WriteInstant(at, instant);
        HashOfLeaf(seq, instant, Lines(kind, actorId, action, subject, contentHash), hash);
    }

    /// <inheritdoc cref="HashOfLeaf(long, DateTime, string, string, string, string, string, Span{byte})"/>
    public static void HashOfLeaf(long seq, ReadOnlySpan<byte> at, ReadOnlySpan<char> rest, Span<byte> hash)
    {
        var most = MostBeforeRest + (rest.Length * 3);
        var bytes = most <= 2048 ? stackalloc byte[most] : new byte[most];
        SHA256.HashData(bytes[..WriteLeaf(seq, at, rest, bytes)], hash);
    }

    /// <summary>A leaf's lines of who and what.</summary>
    public static string Lines(string kind, string actorId, string action, string subject, string contentHash) =>
        string.Concat([kind, "\n", actorId, "\n", action, "\n", subject, "\n", contentHash, "\n"]);

    /// <summary>First line of a leaf.</summary>
    public const string Form = "leineweber-protokoll/1";

    /// <summary>Room for a leaf's lines before those of who and what.</summary>
    public const int MostBeforeRest = 80;

    /// <summary>Writes a leaf with the tree's prefix in front.</summary>
    /// <param name="seq">The entry's number.</param>
    /// <param name="at">When, as <see cref="WriteInstant"/> writes it.</param>
    /// <param name="rest">The lines of kind of actor, actor, action, subject and hash of the words.</param>
    /// <param name="bytes">Room: <see cref="MostBeforeRest"/> and three for each character of the rest.</param>
    /// <returns>Bytes written.</returns>
    public static int WriteLeaf(long seq, ReadOnlySpan<byte> at, ReadOnlySpan<char> rest, Span<byte> bytes)
    {
        bytes[0] = 0;
        var length = 1;
        "leineweber-protokoll/1\n"u8.CopyTo(bytes[length..]);
        length += 23;
        Utf8Formatter.TryFormat(seq, bytes[length..], out var digits);
        length += digits;
        bytes[length++] = (byte)'\n';
        at.CopyTo(bytes[length..]);
        length += at.Length;
        bytes[length++] = (byte)'\n';
        return length + Encoding.UTF8.GetBytes(rest, bytes[length..]);
    }

    /// <summary>Length of an instant as it stands in a leaf.</summary>
    public const int InstantLength = 24;

    /// <summary>Writes an instant: ISO 8601, UTC, milliseconds.</summary>
    public static void WriteInstant(DateTime at, Span<byte> bytes) =>
        at.TryFormat(bytes, out _, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
