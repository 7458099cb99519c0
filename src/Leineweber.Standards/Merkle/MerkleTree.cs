using System.Buffers.Binary;
using System.Numerics;

namespace Leineweber.Standards.Merkle;

/// <summary>
/// A growing Merkle tree that remembers only its peaks (the roots of its perfect subtrees, at most 63), so that an append costs
/// O(log n) and the state fits in one column. Not thread-safe.
/// </summary>
public sealed class MerkleTree
{
    private readonly List<byte[]> peaks = []; // largest subtree first

    /// <summary>Number of leaves.</summary>
    public long Size { get; private set; }

    /// <summary>Roots of the perfect subtrees, largest first; their number is the number of one-bits in <see cref="Size"/>.</summary>
    public IReadOnlyList<byte[]> Peaks => peaks;

    /// <summary>Root over all leaves; <see cref="MerkleHash.Empty"/> for an empty tree.</summary>
    public byte[] Root
    {
        get
        {
            if (peaks.Count == 0)
            {
                return MerkleHash.Empty;
            }

            var root = peaks[^1];
            for (var i = peaks.Count - 2; i >= 0; i--)
            {
                root = MerkleHash.NodeHash(peaks[i], root);
            }

            return (byte[])root.Clone();
        }
    }

    /// <summary>Appends one leaf by its hash (<see cref="MerkleHash.LeafHash"/>) and returns its index, counted from 0.</summary>
    /// <exception cref="ArgumentException">The hash is not 32 bytes long.</exception>
    public long Append(ReadOnlySpan<byte> leafHash)
    {
        if (leafHash.Length != MerkleHash.Length)
        {
            throw new ArgumentException("A leaf hash has 32 bytes.", nameof(leafHash));
        }

        var node = leafHash.ToArray();
        for (var size = Size; (size & 1) == 1; size >>= 1)
        {
            node = MerkleHash.NodeHash(peaks[^1], node);
            peaks.RemoveAt(peaks.Count - 1);
        }

        peaks.Add(node);
        return Size++;
    }

    /// <summary>Appends leaves by their hashes; what can be hashed at once is.</summary>
    /// <param name="leafHashes">One after the other, 32 bytes each.</param>
    /// <param name="lanes">Hashes; empty before and after.</param>
    public void Append(ReadOnlySpan<byte> leafHashes, Sha256Lanes lanes)
    {
        // Room in front for the left sibling of the first one.
        Span<byte> nodes = new byte[leafHashes.Length + MerkleHash.Length];
        leafHashes.CopyTo(nodes[MerkleHash.Length..]);
        var grown = new Stack<byte[]>();
        var added = leafHashes.Length / MerkleHash.Length;
        var count = added;
        for (var size = Size; count > 0; size >>= 1)
        {
            var start = MerkleHash.Length;
            if ((size & 1) == 1)
            {
                start = 0;
                peaks[^1].CopyTo(nodes);
                peaks.RemoveAt(peaks.Count - 1);
                count++;
            }

            if ((count & 1) == 1)
            {
                grown.Push(nodes.Slice(start + ((count - 1) * MerkleHash.Length), MerkleHash.Length).ToArray());
            }

            count /= 2;
            HashPairs(nodes.Slice(start, count * 2 * MerkleHash.Length), nodes[MerkleHash.Length..], lanes);
        }

        peaks.AddRange(grown);
        Size += added;
    }

    /// <summary>Appends as many leaves at once as a perfect tree holds, by its root (<see cref="PerfectRoot"/>).</summary>
    /// <param name="root">The root over those leaves.</param>
    /// <param name="leaves">Their number: a power of two that divides <see cref="Size"/>.</param>
    /// <exception cref="ArgumentException">The number does not fit there, or the root is not 32 bytes long.</exception>
    public void AppendPerfect(ReadOnlySpan<byte> root, int leaves)
    {
        if (root.Length != MerkleHash.Length || !BitOperations.IsPow2(leaves) || Size % leaves != 0)
        {
            throw new ArgumentException("Not a perfect tree that fits here.", nameof(leaves));
        }

        var node = root.ToArray();
        for (var size = Size / leaves; (size & 1) == 1; size >>= 1)
        {
            node = MerkleHash.NodeHash(peaks[^1], node);
            peaks.RemoveAt(peaks.Count - 1);
        }

        peaks.Add(node);
        Size += leaves;
    }

    /// <summary>A tree of the same leaves that grows on its own.</summary>
    public MerkleTree Copy()
    {
        var copy = new MerkleTree { Size = Size };
        copy.peaks.AddRange(peaks);
        return copy;
    }

    /// <summary>The state as bytes: size (8 bytes, big-endian), then the peaks.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[8 + (peaks.Count * MerkleHash.Length)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, Size);
        for (var i = 0; i < peaks.Count; i++)
        {
            peaks[i].CopyTo(bytes, 8 + (i * MerkleHash.Length));
        }

        return bytes;
    }

    /// <summary>Takes up the state written by <see cref="ToBytes"/>.</summary>
    /// <exception cref="FormatException">The bytes are not such a state: wrong length or a negative size.</exception>
    public static MerkleTree FromBytes(ReadOnlySpan<byte> bytes)
    {
        var size = bytes.Length >= 8 ? BinaryPrimitives.ReadInt64BigEndian(bytes) : -1;
        var count = size < 0 ? -1 : BitOperations.PopCount((ulong)size);
        if (count < 0 || bytes.Length != 8 + (count * MerkleHash.Length))
        {
            throw new FormatException("Not the state of a Merkle tree.");
        }

        var tree = new MerkleTree { Size = size };
        for (var i = 0; i < count; i++)
        {
            tree.peaks.Add(bytes.Slice(8 + (i * MerkleHash.Length), MerkleHash.Length).ToArray());
        }

        return tree;
    }

    /// <summary>Root over leaf hashes whose number is a power of two, computed in their place: it is what stands in the first 32 bytes afterwards.</summary>
    /// <param name="leafHashes">One after the other, 32 bytes each; overwritten.</param>
    /// <param name="lanes">Hashes; empty before and after.</param>
    public static ReadOnlySpan<byte> PerfectRoot(Span<byte> leafHashes, Sha256Lanes lanes)
    {
        for (var length = leafHashes.Length; length > MerkleHash.Length; length /= 2)
        {
            HashPairs(leafHashes[..length], leafHashes, lanes);
        }

        return leafHashes[..MerkleHash.Length];
    }

    /// <summary>Hashes the nodes above pairs of nodes; they may be written over what was read.</summary>
    private static void HashPairs(ReadOnlySpan<byte> pairs, Span<byte> above, Sha256Lanes lanes)
    {
        const int pair = 2 * MerkleHash.Length;
        for (var first = 0; first < pairs.Length / pair; first += Sha256Lanes.Count)
        {
            var end = Math.Min(first + Sha256Lanes.Count, pairs.Length / pair);
            for (var node = first; node < end; node++)
            {
                var message = lanes.Next(1 + pair);
                message[0] = 1;
                pairs.Slice(node * pair, pair).CopyTo(message[1..]);
            }

            lanes.Finish(above[(first * MerkleHash.Length)..]);
        }
    }

    /// <summary>Root over a list of leaf hashes.</summary>
    public static byte[] RootOf(IEnumerable<byte[]> leafHashes)
    {
        var tree = new MerkleTree();
        foreach (var leaf in leafHashes)
        {
            tree.Append(leaf);
        }

        return tree.Root;
    }
}
