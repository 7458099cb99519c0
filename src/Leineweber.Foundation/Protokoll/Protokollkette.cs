using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Leineweber.Standards.Merkle;

namespace Leineweber.Foundation.Protokoll;

/// <summary>The growing end of a tenant's Protokoll: the tree's peaks and the last link. Makes the rows of new entries; keeps nothing in the database.</summary>
/// <remarks>
/// The tree proves, the links locate: each entry's link is SHA-256 of 0x02, the link before and its own leaf hash, so that a verifier names the first entry
/// that does not continue the one before it, at the price of one hash instead of a whole root. The first one continues the root of the empty tree.
/// </remarks>
internal sealed class Protokollkette
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

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

    /// <summary>Puts an entry into words, with a salt and their hash: all of it that does not depend on the entry's place.</summary>
    public static ProtokollWords Say(Actor actor, ProtokollEntry entry, string? salt = null)
    {
        var content = JsonSerializer.Serialize(new ProtokollContent(actor.Name, entry.Text, entry.Reason), Json);
        salt ??= NewSalt();
        return new ProtokollWords(content, salt, ProtokollRow.HashOfContent(salt, content));
    }

    /// <summary>Makes the next entry.</summary>
    public ProtokollRow Next(DateTime at, Actor actor, ProtokollEntry entry, ProtokollWords words)
    {
        var (content, salt, contentHash) = words;
        var seq = tree.Size;
        var kind = actor.Kind.ToString();
        Span<byte> leaf = stackalloc byte[MerkleHash.Length];
        HashOfLeaf(seq, at, kind, actor.Id, entry.Action, entry.Subject, contentHash, leaf);
        tree.Append(leaf);
        link = LinkAfter(link, leaf);
        return new ProtokollRow
        {
            Seq = seq,
            At = at,
            ActorKind = actor.Kind,
            ActorId = actor.Id,
            Action = entry.Action,
            Subject = entry.Subject,
            Content = content,
            Salt = salt,
            ContentHash = contentHash,
            LeafHash = Convert.ToHexStringLower(leaf),
            LinkHash = Convert.ToHexStringLower(link),
        };
    }

    /// <summary>A new salt: 32 hex digits.</summary>
    private static string NewSalt()
    {
        Span<byte> salt = stackalloc byte[16];
        RandomNumberGenerator.Fill(salt);
        return Convert.ToHexStringLower(salt);
    }

    /// <summary>The link of an entry after another one.</summary>
    public static byte[] LinkAfter(ReadOnlySpan<byte> link, ReadOnlySpan<byte> leaf)
    {
        Span<byte> message = stackalloc byte[LinkLength];
        WriteLink(link, leaf, message);
        return SHA256.HashData(message);
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
        HashOfLeaf(seq, instant, string.Concat([kind, "\n", actorId, "\n", action, "\n", subject, "\n", contentHash, "\n"]), hash);
    }

    /// <inheritdoc cref="HashOfLeaf(long, DateTime, string, string, string, string, string, Span{byte})"/>
    public static void HashOfLeaf(long seq, ReadOnlySpan<byte> at, ReadOnlySpan<char> rest, Span<byte> hash)
    {
        var most = MostBeforeRest + (rest.Length * 3);
        var bytes = most <= 2048 ? stackalloc byte[most] : new byte[most];
        SHA256.HashData(bytes[..WriteLeaf(seq, at, rest, bytes)], hash);
    }

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
