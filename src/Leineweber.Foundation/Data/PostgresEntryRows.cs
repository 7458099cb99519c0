using System.Buffers.Binary;
using System.Globalization;
using Leineweber.Foundation.Protokoll;
using Npgsql;

namespace Leineweber.Foundation.Data;

/// <summary>Entries as PostgreSQL sends them to a binary COPY, read in place: its ordinary reader makes an array of each text.</summary>
internal sealed class PostgresEntryRows : EntryRows
{
    private const int HeaderLength = 19;
    private static readonly DateTime Epoch = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly NpgsqlConnection connection;
    private readonly (int Start, int Length)[] values = new (int, int)[ProtokollRows.Width];
    private NpgsqlRawCopyStream? stream;
    private byte[] bytes = new byte[16_384];
    private int start;
    private int end;

    public PostgresEntryRows(string connectionString)
    {
        connection = new NpgsqlConnection(connectionString);
        try
        {
            connection.Open();
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public override long Seq => TryNumber(EntryColumn.Seq, out var seq) ? seq : long.MinValue;

    public override void Begin(long first, long end)
    {
        (start, this.end) = (0, 0);
        // A COPY takes no parameters.
        stream = connection.BeginRawBinaryCopy($"COPY ({Sql(Number(first), Number(end))}) TO STDOUT (FORMAT BINARY)");
        var header = Take(HeaderLength);
        Take(BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(header + HeaderLength - sizeof(int))));

        static string Number(long number) => $"'{number.ToString(CultureInfo.InvariantCulture)}'::bigint";
    }

    public override bool Next()
    {
        var count = BinaryPrimitives.ReadInt16BigEndian(bytes.AsSpan(Take(sizeof(short))));
        if (count < 0)
        {
            return false;
        }

        // What is taken may move when more is read, so places are kept from the row's beginning.
        var row = start;
        var length = 0;
        for (var column = 0; column < values.Length; column++)
        {
            Need(length + sizeof(int), ref row);
            var value = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(row + length));
            length += sizeof(int);
            values[column] = (length, value);
            length += Math.Max(value, 0);
        }

        Need(length, ref row);
        for (var column = 0; column < values.Length; column++)
        {
            values[column].Start += row;
        }

        start = row + length;
        return true;
    }

    public override bool WriteInstant(Span<byte> bytes)
    {
        // Microseconds since 2000. The values for "infinity" lie beyond what a DateTime holds.
        if (!TryNumber(EntryColumn.At, out var at) || at > (DateTime.MaxValue - Epoch).Ticks / TimeSpan.TicksPerMicrosecond || at < (DateTime.MinValue - Epoch).Ticks / TimeSpan.TicksPerMicrosecond)
        {
            return false;
        }

        return EntryReader.WriteInstant(Epoch.AddTicks(at * TimeSpan.TicksPerMicrosecond), bytes);
    }

    public override bool TryText(EntryColumn column, out ReadOnlySpan<byte> text)
    {
        var (at, length) = values[(int)column];
        text = length < 0 ? default : bytes.AsSpan(at, length);
        return length >= 0;
    }

    public override void End()
    {
        stream?.Dispose();
        stream = null;
    }

    public override void Dispose()
    {
        End();
        connection.Dispose();
    }

    private bool TryNumber(EntryColumn column, out long number)
    {
        var isNumber = TryText(column, out var text) && text.Length == sizeof(long);
        number = isNumber ? BinaryPrimitives.ReadInt64BigEndian(text) : 0;
        return isNumber;
    }

    /// <summary>Goes on by so many bytes and returns where they begin.</summary>
    private int Take(int length)
    {
        var at = start;
        Need(length, ref at);
        start = at + length;
        return at;
    }

    /// <summary>Sees to it that so many bytes from a place on are there; the place moves along with them.</summary>
    private void Need(int length, ref int at)
    {
        if (end - at >= length)
        {
            return;
        }

        var whole = bytes.Length >= length ? bytes : new byte[Math.Max(bytes.Length * 2, length)];
        bytes.AsSpan(at, end - at).CopyTo(whole);
        (bytes, start, end, at) = (whole, 0, end - at, 0);
        while (end < length)
        {
            var read = stream!.Read(bytes.AsSpan(end));
            end += read > 0 ? read : throw new EndOfStreamException("The server ended in the middle of an entry.");
        }
    }
}
