using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using System.Security.Cryptography;

namespace Leineweber.Standards.Merkle;

/// <summary>
/// SHA-256 (FIPS 180-4) of eight short messages at once, one in each lane of a vector: hashing millions of entries of a log, the call into the
/// system's library costs several times the hash. Where the processor has no such vectors, that library hashes one after the other.
/// For public data only; not thread-safe.
/// </summary>
public sealed class Sha256Lanes
{
    /// <summary>Messages that fit before <see cref="Finish"/>.</summary>
    public const int Count = 8;

    private const int BlockLength = 64;

    private static readonly uint[] Start = [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];

    private static readonly uint[] Rounds =
    [
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3,
        0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
        0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208,
        0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
    ];

    private readonly byte[][] messages = [.. Enumerable.Range(0, Count).Select(_ => new byte[8 * BlockLength])];
    private readonly int[] lengths = new int[Count];
    private readonly int[] blocks = new int[Count];
    private int filled;

    /// <summary>Room for the next message, to be written by the caller.</summary>
    /// <exception cref="InvalidOperationException">There are eight already.</exception>
    public Span<byte> Next(int length)
    {
        if (filled == Count)
        {
            throw new InvalidOperationException("All lanes are taken.");
        }

        var lane = filled++;
        blocks[lane] = (length + 8) / BlockLength + 1;
        lengths[lane] = length;
        var whole = blocks[lane] * BlockLength;
        if (messages[lane].Length < whole)
        {
            messages[lane] = new byte[whole];
        }

        var message = messages[lane].AsSpan(0, whole);
        message[length..].Clear();
        message[length] = 0x80;
        BinaryPrimitives.WriteInt64BigEndian(message[^8..], (long)length * 8);
        return message[..length];
    }

    /// <summary>Hashes the messages given since the last call and takes them off.</summary>
    /// <param name="hashes">Room for 32 bytes per message, in their order.</param>
    public void Finish(Span<byte> hashes)
    {
        if (Vector256.IsHardwareAccelerated)
        {
            Together(hashes);
        }
        else
        {
            for (var lane = 0; lane < filled; lane++)
            {
                SHA256.HashData(messages[lane].AsSpan(0, lengths[lane]), hashes[(lane * MerkleHash.Length)..]);
            }
        }

        filled = 0;
    }

    private void Together(Span<byte> hashes)
    {
        Span<Vector256<uint>> state = stackalloc Vector256<uint>[8];
        Span<Vector256<uint>> words = stackalloc Vector256<uint>[16];
        for (var i = 0; i < 8; i++)
        {
            state[i] = Vector256.Create(Start[i]);
        }

        var most = 0;
        for (var lane = 0; lane < Count; lane++)
        {
            blocks[lane] = lane < filled ? blocks[lane] : 0;
            most = Math.Max(most, blocks[lane]);
        }

        for (var block = 0; block < most; block++)
        {
            Load(block, words);
            Compress(state, words, Running(block));
        }

        for (var lane = 0; lane < filled; lane++)
        {
            for (var i = 0; i < 8; i++)
            {
                BinaryPrimitives.WriteUInt32BigEndian(hashes[((lane * MerkleHash.Length) + (i * 4))..], state[i].GetElement(lane));
            }
        }
    }

    /// <summary>All ones in the lanes whose message reaches this far.</summary>
    private Vector256<uint> Running(int block) =>
        Vector256.GreaterThan(Vector256.Create(blocks), Vector256.Create(block)).AsUInt32();

    private void Load(int block, Span<Vector256<uint>> words)
    {
        // A lane that is through is fed its first block again; what comes of it is dropped.
        var m0 = Block(0, block);
        var m1 = Block(1, block);
        var m2 = Block(2, block);
        var m3 = Block(3, block);
        var m4 = Block(4, block);
        var m5 = Block(5, block);
        var m6 = Block(6, block);
        var m7 = Block(7, block);
        for (var i = 0; i < 16; i++)
        {
            words[i] = Vector256.Create(Word(m0, i), Word(m1, i), Word(m2, i), Word(m3, i), Word(m4, i), Word(m5, i), Word(m6, i), Word(m7, i));
        }
    }

    private ReadOnlySpan<byte> Block(int lane, int block) => messages[lane].AsSpan(block < blocks[lane] ? block * BlockLength : 0, BlockLength);

    private static uint Word(ReadOnlySpan<byte> block, int i) => BinaryPrimitives.ReadUInt32BigEndian(block.Slice(i * 4, 4));

    private static void Compress(Span<Vector256<uint>> state, Span<Vector256<uint>> w, Vector256<uint> running)
    {
        var (a, b, c, d) = (state[0], state[1], state[2], state[3]);
        var (e, f, g, h) = (state[4], state[5], state[6], state[7]);
        for (var round = 0; round < 64; round++)
        {
            if (round >= 16)
            {
                var (far, near) = (w[(round + 1) & 15], w[(round + 14) & 15]);
                w[round & 15] += (Right(far, 7) ^ Right(far, 18) ^ (far >>> 3)) + w[(round + 9) & 15] + (Right(near, 17) ^ Right(near, 19) ^ (near >>> 10));
            }

            var first = h + (Right(e, 6) ^ Right(e, 11) ^ Right(e, 25)) + ((e & f) ^ (~e & g)) + Vector256.Create(Rounds[round]) + w[round & 15];
            var second = (Right(a, 2) ^ Right(a, 13) ^ Right(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
            (h, g, f, e) = (g, f, e, d + first);
            (d, c, b, a) = (c, b, a, first + second);
        }

        Add(ref state[0], a, running);
        Add(ref state[1], b, running);
        Add(ref state[2], c, running);
        Add(ref state[3], d, running);
        Add(ref state[4], e, running);
        Add(ref state[5], f, running);
        Add(ref state[6], g, running);
        Add(ref state[7], h, running);
    }

    private static void Add(ref Vector256<uint> state, Vector256<uint> value, Vector256<uint> running) => state += value & running;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Right(Vector256<uint> value, [ConstantExpected] byte by) =>
        Avx512F.VL.IsSupported ? Avx512F.VL.RotateRight(value, by) : (value >>> by) | (value << (32 - by));
}
