using System.Buffers.Binary;
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

    private readonly byte[][] messages = [.. Enumerable.Range(0, Count).Select(_ => new byte[8 * BlockLength])];
    private readonly int[] lengths = new int[Count];
    private readonly int[] blocks = new int[Count];
    private int filled;

    [ThreadStatic]
    private static Sha256Lanes? ofThread;

    /// <summary>The calling thread's own, without messages: not to be held on to.</summary>
    public static Sha256Lanes OfThread
    {
        get
        {
            ofThread ??= new Sha256Lanes();
            ofThread.Clear();
            return ofThread;
        }
    }

    /// <summary>Takes off messages that nobody wants to be hashed any more.</summary>
    public void Clear() => filled = 0;

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
        if (Avx2.IsSupported && IsWorthIt())
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

    /// <summary>All lanes take as long as the longest message. Measured: a block of all costs as much as five of the library's, a call of the library as much as two blocks of all.</summary>
    private bool IsWorthIt()
    {
        var (most, sum) = (0, 0);
        for (var lane = 0; lane < filled; lane++)
        {
            most = Math.Max(most, blocks[lane]);
            sum += blocks[lane];
        }

        return most * 5 <= sum + (filled * 10);
    }

    private void Together(Span<byte> hashes)
    {
        Span<Vector256<uint>> state = stackalloc Vector256<uint>[Sha256Vectors.States];
        Span<Vector256<uint>> words = stackalloc Vector256<uint>[Sha256Vectors.Words];
        Sha256Vectors.Begin(state);
        var most = 0;
        for (var lane = 0; lane < Count; lane++)
        {
            blocks[lane] = lane < filled ? blocks[lane] : 0;
            most = Math.Max(most, blocks[lane]);
        }

        for (var block = 0; block < most; block++)
        {
            Load(block, words);
            // All ones in the lanes whose message reaches this far.
            var running = Vector256.GreaterThan(Vector256.Create(blocks), Vector256.Create(block)).AsUInt32();
            Sha256Vectors.Compress(state, words, running);
        }

        Span<byte> all = stackalloc byte[Count * MerkleHash.Length];
        Sha256Vectors.End(state, all);
        all[..(filled * MerkleHash.Length)].CopyTo(hashes);
    }

    private void Load(int block, Span<Vector256<uint>> words)
    {
        // A lane that is through is fed its first block again; what comes of it is dropped.
        Sha256Vectors.Load(Half(0, block, 0), Half(1, block, 0), Half(2, block, 0), Half(3, block, 0), Half(4, block, 0), Half(5, block, 0), Half(6, block, 0), Half(7, block, 0), words);
        const int second = BlockLength / 2;
        Sha256Vectors.Load(
            Half(0, block, second), Half(1, block, second), Half(2, block, second), Half(3, block, second),
            Half(4, block, second), Half(5, block, second), Half(6, block, second), Half(7, block, second), words[8..]);
    }

    private Vector256<byte> Half(int lane, int block, int at) =>
        Vector256.Create<byte>(messages[lane].AsSpan((block < blocks[lane] ? block * BlockLength : 0) + at, Vector256<byte>.Count));
}
