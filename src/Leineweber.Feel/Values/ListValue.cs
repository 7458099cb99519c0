using System.Collections;

namespace Leineweber.Feel;

/// <summary>A list of values (DMN 1.5, 10.3.2.5); positions in FEEL begin at 1, in C# at 0.</summary>
public sealed class ListValue : Value, IReadOnlyList<Value>
{
    public static readonly ListValue Empty = new([]);

    private readonly Value[] items;
    private readonly int count;

    public ListValue(IEnumerable<Value> items)
        : this([.. items])
    {
    }

    /// <summary>Takes the array without copying; the caller must not change it any more.</summary>
    internal ListValue(Value[] items)
        : this(items, items.Length)
    {
    }

    /// <summary>Sees the first <paramref name="count"/> items of an array that may still grow behind them.</summary>
    internal ListValue(Value[] items, int count)
    {
        this.items = items;
        this.count = count;
    }

    public override ValueKind Kind => ValueKind.List;

    public int Count => count;

    internal ReadOnlySpan<Value> Items => items.AsSpan(0, count);

    public Value this[int index] => (uint)index < (uint)count ? items[index] : throw new ArgumentOutOfRangeException(nameof(index));

    public IEnumerator<Value> GetEnumerator()
    {
        for (var i = 0; i < count; i++)
        {
            yield return items[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
