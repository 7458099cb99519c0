using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Leineweber.Foundation.Protokoll;

/// <summary>What a use case tells the Protokoll; who and when come from its <see cref="Data.Write"/>.</summary>
internal sealed record ProtokollEntry(string Subject, string Action, string Text, string? Reason);

/// <summary>One entry of the Protokoll: leaf <see cref="Seq"/> of the tenant's RFC 6962 Merkle tree.</summary>
/// <remarks>
/// The leaf covers seq, time, actor, action, subject and a salted hash of what may have to be forgotten (names, text, reason).
/// Deleting content and salt together leaves the proof whole.
/// </remarks>
public sealed class ProtokollRow
{
    /// <summary>Place in the tree, from 0, without gaps.</summary>
    public required long Seq { get; init; }

    /// <summary>When.</summary>
    public required DateTime At { get; init; }

    /// <summary>What kind of someone acted.</summary>
    public required ActorKind ActorKind { get; init; }

    /// <summary>Who acted: id.</summary>
    public required string ActorId { get; init; }

    /// <summary>What happened: stable code.</summary>
    public required string Action { get; init; }

    /// <summary>What it is about.</summary>
    public required string Subject { get; init; }

    /// <summary>Who, what and why in words, as JSON; null once forgotten.</summary>
    public string? Content { get; init; }

    /// <summary>Salt of the content's hash, hex; null once forgotten.</summary>
    public string? Salt { get; init; }

    /// <summary>SHA-256 over salt and content, hex.</summary>
    public required string ContentHash { get; init; }

    /// <summary>RFC 6962 leaf hash of the entry, hex.</summary>
    public required string LeafHash { get; init; }

    /// <summary>Link to the entry before (<see cref="Protokollkette"/>), hex; lets a verifier name the first bad entry. Entries of earlier versions hold the root of the tree that ends with them.</summary>
    public required string LinkHash { get; init; }

    /// <summary>The entry's words, or empty ones once forgotten.</summary>
    public ProtokollContent Words => Content is null
        ? new ProtokollContent("", "", null)
        : JsonSerializer.Deserialize<ProtokollContent>(Content) ?? new ProtokollContent("", "", null);

    internal static string HashOfContent(string salt, string content)
    {
        var most = Encoding.UTF8.GetMaxByteCount(salt.Length + content.Length);
        var bytes = most <= 2048 ? stackalloc byte[most] : new byte[most];
        var length = Encoding.UTF8.GetBytes(salt, bytes);
        length += Encoding.UTF8.GetBytes(content, bytes[length..]);
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(bytes[..length], hash);
        return Convert.ToHexStringLower(hash);
    }
}

/// <summary>What may have to be forgotten of an entry.</summary>
/// <param name="Actor">Name of who acted.</param>
/// <param name="Text">What happened, as a German sentence.</param>
/// <param name="Reason">Why, where given.</param>
public sealed record ProtokollContent(string Actor, string Text, string? Reason);

/// <summary>The tree's growing edge: one row, changed by every append.</summary>
internal sealed class ProtokollHead
{
    public int Id { get; init; } = 1;

    public long Size { get; set; }

    /// <summary>The compact tree (peaks), base64.</summary>
    public string Tree { get; set; } = "";

    public int Version { get; set; }
}

/// <summary>A signed checkpoint in C2SP tlog format.</summary>
public sealed class ProtokollCheckpoint
{
    /// <summary>Size of the tree it signs.</summary>
    public required long Size { get; init; }

    /// <summary>When it was signed.</summary>
    public required DateTime At { get; init; }

    /// <summary>The signed note.</summary>
    public required string Note { get; init; }
}
