using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Leineweber.Standards.Merkle;

/// <summary>The arithmetic of SHA-256 (FIPS 180-4 § 6.2) on vectors of which each lane belongs to another message; names of variables as there.</summary>
internal static class Sha256Vectors
{
    /// <summary>Vectors of a state.</summary>
    public const int States = 8;

    /// <summary>Vectors of a block's words, those included that are made of it.</summary>
    public const int Words = 64;

    private static ReadOnlySpan<uint> Start => [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];

    private static ReadOnlySpan<uint> Rounds =>
    [
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3,
        0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
        0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208,
        0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
    ];

    /// <summary>Sets a state to its start.</summary>
    public static void Begin(Span<Vector256<uint>> state)
    {
        for (var i = 0; i < States; i++)
        {
            state[i] = Vector256.Create(Start[i]);
        }
    }

    /// <summary>Takes half a block of each message into eight words.</summary>
    public static void Load(
        Vector256<byte> r0, Vector256<byte> r1, Vector256<byte> r2, Vector256<byte> r3, Vector256<byte> r4, Vector256<byte> r5, Vector256<byte> r6, Vector256<byte> r7, Span<Vector256<uint>> words)
    {
        Swap(ref r0);
        Swap(ref r1);
        Swap(ref r2);
        Swap(ref r3);
        Swap(ref r4);
        Swap(ref r5);
        Swap(ref r6);
        Swap(ref r7);
        Transpose(r0.AsUInt32(), r1.AsUInt32(), r2.AsUInt32(), r3.AsUInt32(), r4.AsUInt32(), r5.AsUInt32(), r6.AsUInt32(), r7.AsUInt32(), words);
    }

    /// <summary>Writes the hashes, one message's after the other's.</summary>
    public static void End(ReadOnlySpan<Vector256<uint>> state, Span<byte> hashes)
    {
        var rows = MemoryMarshal.Cast<byte, Vector256<uint>>(hashes);
        Transpose(state[0], state[1], state[2], state[3], state[4], state[5], state[6], state[7], rows);
        foreach (ref var row in MemoryMarshal.Cast<byte, Vector256<byte>>(hashes))
        {
            Swap(ref row);
        }
    }

    /// <summary>Takes a block of each message into the state.</summary>
    /// <param name="state">Eight vectors.</param>
    /// <param name="words">The block in the first sixteen; room for the others.</param>
    /// <param name="running">All ones in the lanes whose state is to change.</param>
    public static void Compress(Span<Vector256<uint>> state, Span<Vector256<uint>> words, Vector256<uint> running)
    {
        var (a, b, c, d) = (state[0], state[1], state[2], state[3]);
        var (e, f, g, h) = (state[4], state[5], state[6], state[7]);
        // Without looking at bounds again: this loop is nearly all of the work.
        ref var k = ref MemoryMarshal.GetReference(Rounds);
        ref var w = ref MemoryMarshal.GetReference(words[..Words]);
        for (var i = 0; i < Words; i += States)
        {
            for (var word = Math.Max(i, 16); word < i + States; word++)
            {
                Expand(ref Unsafe.Add(ref w, word));
            }

            // After eight rounds each variable has its own name again, so that none has to be moved.
            Round(a, b, c, ref d, e, f, g, ref h, Unsafe.Add(ref w, i), Unsafe.Add(ref k, i));
            Round(h, a, b, ref c, d, e, f, ref g, Unsafe.Add(ref w, i + 1), Unsafe.Add(ref k, i + 1));
            Round(g, h, a, ref b, c, d, e, ref f, Unsafe.Add(ref w, i + 2), Unsafe.Add(ref k, i + 2));
            Round(f, g, h, ref a, b, c, d, ref e, Unsafe.Add(ref w, i + 3), Unsafe.Add(ref k, i + 3));
            Round(e, f, g, ref h, a, b, c, ref d, Unsafe.Add(ref w, i + 4), Unsafe.Add(ref k, i + 4));
            Round(d, e, f, ref g, h, a, b, ref c, Unsafe.Add(ref w, i + 5), Unsafe.Add(ref k, i + 5));
            Round(c, d, e, ref f, g, h, a, ref b, Unsafe.Add(ref w, i + 6), Unsafe.Add(ref k, i + 6));
            Round(b, c, d, ref e, f, g, h, ref a, Unsafe.Add(ref w, i + 7), Unsafe.Add(ref k, i + 7));
        }

        state[0] += a & running;
        state[1] += b & running;
        state[2] += c & running;
        state[3] += d & running;
        state[4] += e & running;
        state[5] += f & running;
        state[6] += g & running;
        state[7] += h & running;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round(
        Vector256<uint> a, Vector256<uint> b, Vector256<uint> c, ref Vector256<uint> d, Vector256<uint> e, Vector256<uint> f, Vector256<uint> g, ref Vector256<uint> h, Vector256<uint> w, uint k)
    {
        var first = h + w + Vector256.Create(k) + (Right(e, 6) ^ Right(e, 11) ^ Right(e, 25)) + Vector256.ConditionalSelect(e, f, g);
        d += first;
        // Where a and b are the same they are the majority, elsewhere c decides.
        h = first + (Right(a, 2) ^ Right(a, 13) ^ Right(a, 22)) + Vector256.ConditionalSelect(a ^ b, c, b);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Expand(ref Vector256<uint> w)
    {
        var (far, near) = (Unsafe.Add(ref w, -15), Unsafe.Add(ref w, -2));
        w = (Right(far, 7) ^ Right(far, 18) ^ (far >>> 3)) + (Right(near, 17) ^ Right(near, 19) ^ (near >>> 10)) + Unsafe.Add(ref w, -16) + Unsafe.Add(ref w, -7);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Right(Vector256<uint> value, [ConstantExpected] byte by) =>
        Avx512F.VL.IsSupported ? Avx512F.VL.RotateRight(value, by) : (value >>> by) | (value << (32 - by));

    /// <summary>Turns the bytes of each word round.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Swap(ref Vector256<byte> row) => row = Avx2.Shuffle(
        row, Vector256.Create((byte)3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12, 3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose(
        Vector256<uint> r0, Vector256<uint> r1, Vector256<uint> r2, Vector256<uint> r3, Vector256<uint> r4, Vector256<uint> r5, Vector256<uint> r6, Vector256<uint> r7, Span<Vector256<uint>> columns)
    {
        Quarter(r0, r1, r2, r3, out var a0, out var a1, out var a2, out var a3);
        Quarter(r4, r5, r6, r7, out var b0, out var b1, out var b2, out var b3);
        columns[7] = Avx2.Permute2x128(a3, b3, 0x31);
        columns[0] = Avx2.Permute2x128(a0, b0, 0x20);
        columns[1] = Avx2.Permute2x128(a1, b1, 0x20);
        columns[2] = Avx2.Permute2x128(a2, b2, 0x20);
        columns[3] = Avx2.Permute2x128(a3, b3, 0x20);
        columns[4] = Avx2.Permute2x128(a0, b0, 0x31);
        columns[5] = Avx2.Permute2x128(a1, b1, 0x31);
        columns[6] = Avx2.Permute2x128(a2, b2, 0x31);
    }

    /// <summary>Turns four rows into columns, in each half of the vectors by itself.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Quarter(
        Vector256<uint> r0, Vector256<uint> r1, Vector256<uint> r2, Vector256<uint> r3, out Vector256<uint> c0, out Vector256<uint> c1, out Vector256<uint> c2, out Vector256<uint> c3)
    {
        var (low0, high0) = (Avx2.UnpackLow(r0, r1).AsUInt64(), Avx2.UnpackHigh(r0, r1).AsUInt64());
        var (low1, high1) = (Avx2.UnpackLow(r2, r3).AsUInt64(), Avx2.UnpackHigh(r2, r3).AsUInt64());
        (c0, c1) = (Avx2.UnpackLow(low0, low1).AsUInt32(), Avx2.UnpackHigh(low0, low1).AsUInt32());
        (c2, c3) = (Avx2.UnpackLow(high0, high1).AsUInt32(), Avx2.UnpackHigh(high0, high1).AsUInt32());
    }
}
