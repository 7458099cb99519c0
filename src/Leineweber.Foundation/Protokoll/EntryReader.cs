using System.Data.Common;
using System.Text;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Tenancy;
using Leineweber.Standards.Merkle;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Foundation.Protokoll;

/// <summary>A stretch of entries that were read and hashed.</summary>
/// <param name="From">Number of the first.</param>
/// <param name="Leaves">Their leaf hashes; only the root of the perfect tree over them where <paramref name="IsFolded"/>. Null where something did not fit.</param>
/// <param name="IsFolded">See <paramref name="Leaves"/>.</param>
/// <param name="Link">Link of the last entry, hex.</param>
internal sealed record Stretch(long From, byte[]? Leaves, bool IsFolded, string Link);

/// <summary>
/// Checks stretches of the Protokoll fast: every column of every row goes into a hash that is compared. Says only whether a stretch is all right;
/// what is wrong with one that is not is for <see cref="EntryCheck"/>. One for each thread.
/// </summary>
internal sealed class EntryReader : IDisposable
{
    /// <summary>Entries of a stretch; a power of two.</summary>
    public const int Length = 2048;

    private const int HexLength = 2 * MerkleHash.Length;

    // The columns come joined by line feeds as the leaf needs them: fetching each for itself costs more than hashing them.
    private const string Sql = """
        SELECT seq, at, actor_kind || '
        ' || actor_id || '
        ' || action || '
        ' || subject || '
        ' || content_hash || '
        ' || leaf_hash || '
        ' || root_hash, CASE WHEN content IS NULL AND salt IS NULL THEN NULL ELSE COALESCE(salt, '') || '
        ' || COALESCE(content, '') END
        FROM protokoll_eintrag WHERE seq >= @first AND seq < @end ORDER BY seq
        """;

    private readonly LeineweberDb db;
    private readonly DbCommand command;
    private readonly DbParameter first;
    private readonly DbParameter end;
    private readonly Sha256Lanes lanes = new();
    private readonly string[] rows = new string[Sha256Lanes.Count];
    private readonly string?[] words = new string?[Sha256Lanes.Count];
    private readonly byte[] instants = new byte[Sha256Lanes.Count * Protokollkette.InstantLength];
    private readonly byte[] hashes = new byte[Sha256Lanes.Count * MerkleHash.Length];
    private byte[] scratch = new byte[4096];

    public EntryReader(TenantSpace space)
    {
        db = space.OpenForReading();
        db.Database.OpenConnection();
        command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = Sql.ReplaceLineEndings("\n");
        first = ProtokollRows.Parameter(command, "@first", 0L);
        end = ProtokollRows.Parameter(command, "@end", 0L);
    }

    /// <summary>Checks the entries from one number up to another.</summary>
    /// <param name="from">The first, a multiple of <see cref="Length"/>.</param>
    /// <param name="to">The first that is not checked; at most <see cref="Length"/> further.</param>
    /// <param name="fold">True where the single leaves are not needed, should the stretch be full.</param>
    public Stretch Check(long from, long to, bool fold)
    {
        var count = (int)(to - from);
        var leaves = new byte[count * MerkleHash.Length];
        // What stands before the first one must be found too; before all others, their predecessor tells its link.
        (first.Value, end.Value) = (from == 0 ? long.MinValue : from - 1, to);
        using var reader = command.ExecuteReader();
        var link = from == 0 ? Convert.ToHexStringLower(MerkleHash.Empty) : null;
        if (link is null && (!reader.Read() || reader.GetInt64(0) != from - 1 || !Cut(reader, 0) || (link = LinkOf(rows[0])) is null))
        {
            return new Stretch(from, null, false, "");
        }

        for (var done = 0; done < count;)
        {
            var filled = 0;
            for (; filled < Sha256Lanes.Count && done + filled < count; filled++)
            {
                if (!reader.Read() || reader.GetInt64(0) != from + done + filled || !Cut(reader, filled))
                {
                    return new Stretch(from, null, false, "");
                }
            }

            if (!ContentsFit(filled) || !LeavesFit(from + done, filled, leaves.AsSpan(done * MerkleHash.Length)) || !LinksFit(link, filled, leaves.AsSpan(done * MerkleHash.Length)))
            {
                return new Stretch(from, null, false, "");
            }

            done += filled;
            link = LinkOf(rows[filled - 1])!;
        }

        return fold && count == Length
            ? new Stretch(from, MerkleTree.PerfectRoot(leaves, lanes).ToArray(), true, link)
            : new Stretch(from, leaves, false, link);
    }

    public void Dispose()
    {
        command.Dispose();
        db.Dispose();
    }

    /// <summary>Takes a row apart; false where it has not the shape of an entry.</summary>
    private bool Cut(DbDataReader reader, int i)
    {
        if (reader.IsDBNull(1) || reader.IsDBNull(2) || !WriteInstant(reader.GetValue(1), instants.AsSpan(i * Protokollkette.InstantLength, Protokollkette.InstantLength)))
        {
            return false;
        }

        var row = reader.GetString(2);
        (rows[i], words[i]) = (row, reader.IsDBNull(3) ? null : reader.GetString(3));
        return row.Length > (3 * HexLength) + 3 && row[^(HexLength + 1)] == '\n' && row[^((2 * HexLength) + 2)] == '\n' && row[^((3 * HexLength) + 3)] == '\n'
            && (words[i] is not { } said || (said.Length > 32 && said[32] == '\n'));
    }

    private static ReadOnlySpan<char> LeafLines(string row) => row.AsSpan(0, row.Length - (2 * HexLength) - 1);

    private static ReadOnlySpan<char> ContentHashOf(string row) => row.AsSpan(row.Length - (3 * HexLength) - 2, HexLength);

    private static ReadOnlySpan<char> LeafHashOf(string row) => row.AsSpan(row.Length - (2 * HexLength) - 1, HexLength);

    private static string? LinkOf(string row) => row[^HexLength..] is var hex && hex.AsSpan().ContainsAnyExcept("0123456789abcdef") ? null : hex;

    private bool ContentsFit(int filled)
    {
        var given = 0;
        for (var i = 0; i < filled; i++)
        {
            if (words[i] is { } said)
            {
                var length = Encoding.UTF8.GetBytes(said, Room(said.Length * 3));
                if (scratch[32] != '\n')
                {
                    lanes.Finish(hashes);
                    return false;
                }

                // The line feed only shows that the salt ends where it should.
                var message = lanes.Next(length - 1);
                scratch.AsSpan(0, 32).CopyTo(message);
                scratch.AsSpan(33, length - 33).CopyTo(message[32..]);
                given++;
            }
        }

        lanes.Finish(hashes);
        for (int i = 0, hash = 0; hash < given; i++)
        {
            if (words[i] is not null && !IsHex(ContentHashOf(rows[i]), hashes.AsSpan(hash++ * MerkleHash.Length, MerkleHash.Length)))
            {
                return false;
            }
        }

        return true;
    }

    private bool LeavesFit(long seq, int filled, Span<byte> leaves)
    {
        for (var i = 0; i < filled; i++)
        {
            var lines = LeafLines(rows[i]);
            var length = Protokollkette.WriteLeaf(seq + i, instants.AsSpan(i * Protokollkette.InstantLength, Protokollkette.InstantLength), lines, Room(Protokollkette.MostBeforeRest + (lines.Length * 3)));
            scratch.AsSpan(0, length).CopyTo(lanes.Next(length));
        }

        lanes.Finish(leaves);
        for (var i = 0; i < filled; i++)
        {
            if (!IsHex(LeafHashOf(rows[i]), leaves.Slice(i * MerkleHash.Length, MerkleHash.Length)))
            {
                return false;
            }
        }

        return true;
    }

    private bool LinksFit(string before, int filled, ReadOnlySpan<byte> leaves)
    {
        Span<byte> link = stackalloc byte[MerkleHash.Length];
        for (var i = 0; i < filled; i++)
        {
            if (Convert.FromHexString(i == 0 ? before : rows[i - 1].AsSpan(rows[i - 1].Length - HexLength), link, out _, out _) != System.Buffers.OperationStatus.Done)
            {
                lanes.Finish(hashes);
                return false;
            }

            Protokollkette.WriteLink(link, leaves.Slice(i * MerkleHash.Length, MerkleHash.Length), lanes.Next(Protokollkette.LinkLength));
        }

        lanes.Finish(hashes);
        for (var i = 0; i < filled; i++)
        {
            if (!IsHex(rows[i].AsSpan(rows[i].Length - HexLength), hashes.AsSpan(i * MerkleHash.Length, MerkleHash.Length)))
            {
                return false;
            }
        }

        return true;
    }

    private Span<byte> Room(int most)
    {
        if (scratch.Length < most)
        {
            scratch = new byte[most];
        }

        return scratch;
    }

    private static bool IsHex(ReadOnlySpan<char> hex, ReadOnlySpan<byte> hash)
    {
        Span<char> expected = stackalloc char[HexLength];
        return Convert.TryToHexStringLower(hash, expected, out _) && hex.SequenceEqual(expected);
    }

    /// <summary>An instant as the databases give it: one as such, the other as text. False where it is not cut to milliseconds or no instant.</summary>
    public static bool WriteInstant(object at, Span<byte> bytes)
    {
        if (at is DateTime instant)
        {
            Protokollkette.WriteInstant(instant, bytes);
            return instant.Ticks % TimeSpan.TicksPerMillisecond == 0;
        }

        if (at is not string { Length: 19 or (>= 21 and <= 23) } text || text[10] != ' ' || (text.Length > 19 && text[19] != '.'))
        {
            return false;
        }

        "0000-00-00T00:00:00.000Z"u8.CopyTo(bytes);
        for (var i = 0; i < text.Length; i++)
        {
            if (i is not (10 or 19))
            {
                bytes[i] = (byte)Math.Min(text[i], (char)255);
            }
        }

        return true;
    }
}
