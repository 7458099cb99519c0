using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Leineweber.Standards.Merkle;

namespace Leineweber.Pure.Standards;

public sealed class MerkleTests
{
    private static byte[][] Leaves(int n) => [.. Enumerable.Range(0, n).Select(i => MerkleHash.LeafHash(Encoding.UTF8.GetBytes($"entry {i}")))];

    /// <summary>The definition of RFC 6962 § 2.1, written down as it stands there.</summary>
    private static byte[] ByDefinition(ReadOnlySpan<byte[]> leaves)
    {
        if (leaves.Length <= 1)
        {
            return leaves.Length == 0 ? MerkleHash.Empty : leaves[0];
        }

        var k = 1;
        while (k * 2 < leaves.Length)
        {
            k *= 2;
        }

        return MerkleHash.NodeHash(ByDefinition(leaves[..k]), ByDefinition(leaves[k..]));
    }

    [Fact]
    public void The_root_follows_the_definition_at_every_size()
    {
        var leaves = Leaves(200);
        var tree = new MerkleTree();
        for (var n = 0; n <= leaves.Length; n++)
        {
            Assert.Equal(ByDefinition(leaves.AsSpan(0, n)), tree.Root);
            if (n < leaves.Length)
            {
                Assert.Equal(n, tree.Append(leaves[n]));
            }
        }
    }

    [Fact]
    public void A_tree_goes_on_growing_from_its_stored_state()
    {
        var leaves = Leaves(70);
        var tree = new MerkleTree();
        foreach (var leaf in leaves)
        {
            tree.Append(leaf);
            tree = MerkleTree.FromBytes(tree.ToBytes());
        }

        Assert.Equal(70, tree.Size);
        Assert.Equal(MerkleTree.RootOf(leaves), tree.Root);
    }

    [Fact]
    public void Leaves_appended_as_perfect_trees_give_the_same_tree()
    {
        var leaves = Leaves(200);
        var lanes = new Sha256Lanes();
        foreach (var size in new[] { 1, 2, 8, 32 })
        {
            var tree = new MerkleTree();
            for (var n = 0; n + size <= leaves.Length; n += size)
            {
                tree.AppendPerfect(MerkleTree.PerfectRoot(leaves.Skip(n).Take(size).SelectMany(leaf => leaf).ToArray(), lanes), size);
                Assert.Equal(ByDefinition(leaves.AsSpan(0, n + size)), tree.Root);
            }
        }

        var odd = new MerkleTree();
        odd.Append(leaves[0]);
        Assert.Throws<ArgumentException>(() => odd.AppendPerfect(leaves[1], 2));
        Assert.Throws<ArgumentException>(() => odd.AppendPerfect(leaves[1], 3));
    }

    [Fact]
    public void Leaves_appended_together_give_the_same_tree()
    {
        var leaves = Leaves(90);
        var lanes = new Sha256Lanes();
        for (var before = 0; before <= 40; before++)
        {
            for (var together = 0; together <= 50; together++)
            {
                var (one, many) = (new MerkleTree(), new MerkleTree());
                Array.ForEach(leaves[..(before + together)], leaf => one.Append(leaf));
                Array.ForEach(leaves[..before], leaf => many.Append(leaf));
                many.Append(leaves[before..(before + together)].SelectMany(leaf => leaf).ToArray(), lanes);
                Assert.Equal(one.ToBytes(), many.ToBytes());
            }
        }
    }

    [Fact]
    public void A_copy_grows_on_its_own()
    {
        var leaves = Leaves(9);
        var tree = new MerkleTree();
        foreach (var leaf in leaves)
        {
            var copy = tree.Copy();
            copy.Append(MerkleHash.LeafHash("elsewhere"u8));
            tree.Append(leaf);
        }

        Assert.Equal(ByDefinition(leaves), tree.Root);
    }

    /// <summary>Every length around the borders of blocks, in every lane, together with messages of any other length.</summary>
    [Fact]
    public void Eight_messages_hashed_together_have_the_hashes_they_have_alone()
    {
        var random = new Random(4711);
        var lanes = new Sha256Lanes();
        var hashes = new byte[Sha256Lanes.Count * MerkleHash.Length];
        for (var round = 0; round < 400; round++)
        {
            var messages = new byte[1 + (round % Sha256Lanes.Count)][];
            for (var i = 0; i < messages.Length; i++)
            {
                messages[i] = new byte[i == round % messages.Length ? round : random.Next(round % 3 == 0 ? 5000 : 700)];
                random.NextBytes(messages[i]);
                messages[i].CopyTo(lanes.Next(messages[i].Length));
            }

            lanes.Finish(hashes);
            for (var i = 0; i < messages.Length; i++)
            {
                Assert.Equal(System.Security.Cryptography.SHA256.HashData(messages[i]), hashes.AsSpan(i * MerkleHash.Length, MerkleHash.Length));
            }
        }
    }

    [Theory]
    [InlineData(0), InlineData(7), InlineData(9), InlineData(39), InlineData(41), InlineData(73)]
    public void A_damaged_state_is_refused(int length)
    {
        var tree = new MerkleTree();
        tree.Append(MerkleHash.LeafHash([]));
        var bytes = tree.ToBytes();
        Array.Resize(ref bytes, length);
        Assert.Throws<FormatException>(() => MerkleTree.FromBytes(bytes));
    }

    [Fact]
    public void Every_leaf_of_every_small_tree_can_be_proved_and_no_other_passes()
    {
        for (var n = 1; n <= 33; n++)
        {
            var leaves = Leaves(n);
            var root = MerkleTree.RootOf(leaves);
            for (var i = 0; i < n; i++)
            {
                var proof = MerkleProof.Inclusion(i, leaves);
                Assert.True(MerkleProof.VerifyInclusion(leaves[i], i, n, proof, root));
                for (var other = 0; other < n; other++)
                {
                    Assert.Equal(other == i, MerkleProof.VerifyInclusion(leaves[i], other, n, proof, root));
                }
            }
        }
    }

    [Fact]
    public void Growth_can_be_proved_between_all_small_sizes()
    {
        var leaves = Leaves(33);
        for (var n = 1; n <= leaves.Length; n++)
        {
            for (var m = 1; m <= n; m++)
            {
                var proof = MerkleProof.Consistency(m, leaves[..n]);
                Assert.True(MerkleProof.VerifyConsistency(m, MerkleTree.RootOf(leaves[..m]), n, MerkleTree.RootOf(leaves[..n]), proof), $"{m} of {n}");
            }
        }
    }

    [Fact]
    public void A_rewritten_past_has_no_proof() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.Choose(2, 60).Two().Zip(Gen.Choose(0, 1000)).ToArbitrary(),
        sample =>
        {
            var ((a, b), r) = sample;
            var (m, n) = (Math.Min(a, b), Math.Max(a, b) + 1);
            var honest = Leaves(n);
            var forged = (byte[][])honest.Clone();
            forged[r % m] = MerkleHash.LeafHash("forged"u8);
            var proof = MerkleProof.Consistency(m, forged);
            return !MerkleProof.VerifyConsistency(m, MerkleTree.RootOf(honest[..m]), n, MerkleTree.RootOf(forged), proof);
        }));

    [Fact]
    public void Any_flipped_bit_of_a_proof_is_found()
    {
        var leaves = Leaves(21);
        var root = MerkleTree.RootOf(leaves);
        var proof = MerkleProof.Inclusion(13, leaves);
        foreach (var hash in proof)
        {
            for (var bit = 0; bit < 256; bit++)
            {
                hash[bit / 8] ^= (byte)(1 << (bit % 8));
                Assert.False(MerkleProof.VerifyInclusion(leaves[13], 13, 21, proof, root));
                hash[bit / 8] ^= (byte)(1 << (bit % 8));
            }
        }

        Assert.True(MerkleProof.VerifyInclusion(leaves[13], 13, 21, proof, root));
    }
}
