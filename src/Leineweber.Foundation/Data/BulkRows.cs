using System.Buffers.Binary;
using System.Text;

namespace Leineweber.Foundation.Data;

/// <summary>Very many rows on their way into one table, packed into bytes, so that millions of them leave no objects behind. Written with <see cref="Write.Insert"/>.</summary>
/// <param name="table">Name of the table.</param>
/// <param name="columns">Its columns in the order in which values come.</param>
public sealed class BulkRows(string table, IReadOnlyList<string> columns)
{
    private byte[] bytes = new byte[4_096];
    private int length;

    /// <summary>Name of the table.</summary>
    public string Table => table;

    /// <summary>Its columns in the order in which values come.</summary>
    public IReadOnlyList<string> Columns => columns;

    /// <summary>Rows in it.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a row.</summary>
    /// <param name="values">One value for each column: null, text, whole number, truth, id, instant or day.</param>
    /// <exception cref="ArgumentException">Too few or too many values, or one of another kind.</exception>
    public void Add(params ReadOnlySpan<object?> values)
    {
        if (values.Length != columns.Count)
        {
            throw new ArgumentException($"{table} wants {columns.Count} values, not {values.Length}.", nameof(values));
        }

        foreach (var value in values)
        {
            Add(value);
        }

        Count++;
    }

    /// <summary>Forgets the rows, keeps the room they had.</summary>
    public void Clear() => (length, Count) = (0, 0);

    internal BulkReader Read() => new(bytes.AsSpan(0, length));

    private void Add(object? value)
    {
        switch (value)
        {
            case null: Begin(BulkKind.Null, 0); break;
            case string text: Add(text); break;
            case int number: Add(BulkKind.Number, number); break;
            case long number: Add(BulkKind.Number, number); break;
            case bool truth: Add(BulkKind.Truth, truth ? 1 : 0); break;
            case DateTime at: Add(BulkKind.Instant, at.Ticks); break;
            case DateOnly day: Add(BulkKind.Day, day.DayNumber); break;
            case Guid id: id.TryWriteBytes(Begin(BulkKind.Id, 16)); break;
            default: throw new ArgumentException($"{table} cannot take a {value.GetType().Name}.", nameof(value));
        }
    }

    private void Add(BulkKind kind, long number) => BinaryPrimitives.WriteInt64LittleEndian(Begin(kind, sizeof(long)), number);

    private void Add(string text)
    {
        var size = Encoding.UTF8.GetByteCount(text);
        BinaryPrimitives.WriteInt32LittleEndian(Begin(BulkKind.Text, sizeof(int)), size);
        Encoding.UTF8.GetBytes(text, Take(size));
    }

    private Span<byte> Begin(BulkKind kind, int size)
    {
        var place = Take(size + 1);
        place[0] = (byte)kind;
        return place[1..];
    }

    private Span<byte> Take(int size)
    {
        if (length + size > bytes.Length)
        {
            Array.Resize(ref bytes, Math.Max(bytes.Length * 2, length + size));
        }

        length += size;
        return bytes.AsSpan(length - size, size);
    }
}

/// <summary>What a packed value is.</summary>
internal enum BulkKind : byte
{
    Null,
    Text,
    Number,
    Truth,
    Instant,
    Day,
    Id,
}

/// <summary>Walks through packed values, one after the other.</summary>
internal ref struct BulkReader(ReadOnlySpan<byte> rest)
{
    private ReadOnlySpan<byte> rest = rest;

    public readonly bool IsAtEnd => rest.IsEmpty;

    /// <summary>The kind of the value read last.</summary>
    public BulkKind Kind { get; private set; }

    /// <summary>The text as UTF-8, valid where it is one.</summary>
    public ReadOnlySpan<byte> Text { get; private set; }

    /// <summary>The number, valid where it is one; 1 for true.</summary>
    public long Number { get; private set; }

    public Guid Id { get; private set; }

    public readonly DateTime Instant => new(Number, DateTimeKind.Utc);

    public readonly DateOnly Day => DateOnly.FromDayNumber((int)Number);

    public void Next()
    {
        Kind = (BulkKind)rest[0];
        rest = rest[1..];
        switch (Kind)
        {
            case BulkKind.Null: break;
            case BulkKind.Text: Text = Take(BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)))); break;
            case BulkKind.Id: Id = new Guid(Take(16)); break;
            default: Number = BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long))); break;
        }
    }

    private ReadOnlySpan<byte> Take(int size)
    {
        var taken = rest[..size];
        rest = rest[size..];
        return taken;
    }
}
