using System.Numerics;

namespace Leineweber.Standards.Merkle;

/// <summary>Hash over the leaves <paramref name="start"/> (included) to <paramref name="end"/> (excluded), as a tree of its own.</summary>
/// <remarks>A store that keeps the hashes of perfect subtrees answers in O(log n); a list of leaf hashes answers by computing.</remarks>
public delegate byte[] SubtreeHash(long start, long end);

/// <summary>Proofs that an entry is in the tree, and that a tree only grew (RFC 9162 § 2.1.3 and § 2.1.4).</summary>
public static class MerkleProof
{
    /// <summary>Proof that leaf <paramref name="index"/> is in the tree of the given leaves, lowest sibling first.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is not in the tree.</exception>
    public static IReadOnlyList<byte[]> Inclusion(long index, IReadOnlyList<byte[]> leafHashes) =>
        Inclusion(index, leafHashes.Count, Hashes(leafHashes));

    /// <summary>Proof that leaf <paramref name="index"/> is in the tree of the first <paramref name="size"/> leaves, lowest sibling first.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is not in the tree.</exception>
    public static IReadOnlyList<byte[]> Inclusion(long index, long size, SubtreeHash hash)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        var proof = new List<byte[]>();
        var (start, end) = (0L, size);
        while (end - start > 1)
        {
            var middle = start + Split(end - start);
            var left = index < middle;
            proof.Add(left ? hash(middle, end) : hash(start, middle));
            (start, end) = left ? (start, middle) : (middle, end);
        }

        proof.Reverse();
        return proof;
    }

    /// <summary>Proof that the tree of the first <paramref name="oldSize"/> leaves is the beginning of the tree of all given leaves.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The old size is not between 1 and the number of leaves.</exception>
    public static IReadOnlyList<byte[]> Consistency(long oldSize, IReadOnlyList<byte[]> leafHashes) =>
        Consistency(oldSize, leafHashes.Count, Hashes(leafHashes));

    /// <summary>Proof that the tree of the first <paramref name="oldSize"/> leaves is the beginning of that of the first <paramref name="newSize"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The old size is not between 1 and the new one: nothing can be said about an empty tree.</exception>
    public static IReadOnlyList<byte[]> Consistency(long oldSize, long newSize, SubtreeHash hash)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(oldSize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(oldSize, newSize);
        var proof = new List<byte[]>();
        var (start, end) = (0L, newSize);
        while (end != oldSize)
        {
            var middle = start + Split(end - start);
            var left = oldSize <= middle;
            proof.Add(left ? hash(middle, end) : hash(start, middle));
            (start, end) = left ? (start, middle) : (middle, end);
        }

        if (start > 0)
        {
            proof.Add(hash(start, end));
        }

        proof.Reverse();
        return proof;
    }

    /// <summary>True where the proof shows that the leaf stands at the index of the tree with this size and root. Never throws.</summary>
    public static bool VerifyInclusion(
        ReadOnlySpan<byte> leafHash, long index, long size, IReadOnlyList<byte[]> proof, ReadOnlySpan<byte> root)
    {
        if (index < 0 || index >= size || leafHash.Length != MerkleHash.Length || !AllHashes(proof))
        {
            return false;
        }

        var (node, last, hash) = (index, size - 1, leafHash.ToArray());
        foreach (var sibling in proof)
        {
            if (last == 0)
            {
                return false;
            }

            if ((node & 1) == 1 || node == last)
            {
                hash = MerkleHash.NodeHash(sibling, hash);
                var levels = (node & 1) == 1 ? 0 : BitOperations.TrailingZeroCount(node);
                (node, last) = (node >> levels, last >> levels);
            }
            else
            {
                hash = MerkleHash.NodeHash(hash, sibling);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 && root.SequenceEqual(hash);
    }

    /// <summary>True where the proof shows that the old tree is the beginning of the new one. Never throws.</summary>
    /// <remarks>An old tree without leaves proves nothing and is refused; equal sizes need equal roots and an empty proof.</remarks>
    public static bool VerifyConsistency(
        long oldSize, ReadOnlySpan<byte> oldRoot, long newSize, ReadOnlySpan<byte> newRoot, IReadOnlyList<byte[]> proof)
    {
        if (oldSize < 1 || oldSize > newSize || !AllHashes(proof))
        {
            return false;
        }

        if (oldSize == newSize)
        {
            return proof.Count == 0 && oldRoot.SequenceEqual(newRoot);
        }

        if (proof.Count == 0)
        {
            return false;
        }

        // A perfect old tree is itself the first node of the way up; it is left out of the proof.
        var path = BitOperations.IsPow2(oldSize) ? [oldRoot.ToArray(), .. proof] : proof;
        return ClimbsToBoth(oldSize, oldRoot, newSize, newRoot, path);
    }

    private static bool ClimbsToBoth(
        long oldSize, ReadOnlySpan<byte> oldRoot, long newSize, ReadOnlySpan<byte> newRoot, IReadOnlyList<byte[]> path)
    {
        var shift = BitOperations.TrailingZeroCount(~(oldSize - 1));
        var (node, last) = ((oldSize - 1) >> shift, (newSize - 1) >> shift);
        var (oldHash, newHash) = (path[0], path[0]);
        foreach (var sibling in path.Skip(1))
        {
            if (last == 0)
            {
                return false;
            }

            if ((node & 1) == 1 || node == last)
            {
                oldHash = MerkleHash.NodeHash(sibling, oldHash);
                newHash = MerkleHash.NodeHash(sibling, newHash);
                var levels = (node & 1) == 1 || node == 0 ? 0 : BitOperations.TrailingZeroCount(node);
                (node, last) = (node >> levels, last >> levels);
            }
            else
            {
                newHash = MerkleHash.NodeHash(newHash, sibling);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 && oldRoot.SequenceEqual(oldHash) && newRoot.SequenceEqual(newHash);
    }

    private static SubtreeHash Hashes(IReadOnlyList<byte[]> leaves) =>
        (start, end) => MerkleTree.RootOf(leaves.Skip((int)start).Take((int)(end - start)));

    /// <summary>The largest power of two smaller than n; n is at least 2.</summary>
    private static long Split(long n) => 1L << (63 - BitOperations.LeadingZeroCount((ulong)(n - 1)));

    private static bool AllHashes(IReadOnlyList<byte[]> proof) =>
        proof.Count <= 128 && proof.All(p => p is { Length: MerkleHash.Length });
}
