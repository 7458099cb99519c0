using System.Security.Cryptography;

namespace Leineweber.Standards.Merkle;

/// <summary>The two hashes of a Merkle tree after RFC 6962 and RFC 9162 § 2.1.1, with SHA-256. All hashes are 32 bytes.</summary>
public static class MerkleHash
{
    /// <summary>Length of every hash in bytes.</summary>
    public const int Length = 32;

    /// <summary>Root of a tree without leaves: the hash of nothing.</summary>
    public static byte[] Empty => SHA256.HashData(ReadOnlySpan<byte>.Empty);

    /// <summary>Hash of one entry: SHA-256 of 0x00 and the entry. The prefix keeps an entry from being passed off as an inner node.</summary>
    public static byte[] LeafHash(ReadOnlySpan<byte> entry) => Prefixed(0, entry, []);

    /// <summary>Hash of an inner node: SHA-256 of 0x01, the left and the right child.</summary>
    public static byte[] NodeHash(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) => Prefixed(1, left, right);

    private static byte[] Prefixed(byte prefix, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        // One call over one buffer takes a third of the time of an incremental hash.
        var length = 1 + first.Length + second.Length;
        var bytes = length <= 1024 ? stackalloc byte[length] : new byte[length];
        bytes[0] = prefix;
        first.CopyTo(bytes[1..]);
        second.CopyTo(bytes[(1 + first.Length)..]);
        return SHA256.HashData(bytes);
    }
}
