namespace Leineweber.Feel;

/// <summary>A context: names with values, in the order they were written (DMN 1.5, 10.3.2.6).</summary>
public sealed class ContextValue : Value
{
    public static readonly ContextValue Empty = new([]);

    // Up to here comparing names one by one is faster than hashing.
    private const int Scan = 6;

    private readonly KeyValuePair<string, Value>[] entries;
    private readonly Dictionary<string, int>? index;

    /// <summary>A name given twice keeps its first place and its last value.</summary>
    public ContextValue(IEnumerable<KeyValuePair<string, Value>> entries)
    {
        var ordered = new List<KeyValuePair<string, Value>>();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            if (places.TryGetValue(entry.Key, out var place))
            {
                ordered[place] = entry;
            }
            else
            {
                places[entry.Key] = ordered.Count;
                ordered.Add(entry);
            }
        }

        this.entries = [.. ordered];
        index = ordered.Count > Scan ? places : null;
    }

    public override ValueKind Kind => ValueKind.Context;

    public IReadOnlyList<KeyValuePair<string, Value>> Entries => entries;

    public int Count => entries.Length;

    /// <summary>The value of the entry, or <c>null</c> (C#) when there is no entry of this name.</summary>
    public Value? Find(string name)
    {
        if (index is not null)
        {
            return index.TryGetValue(name, out var place) ? entries[place].Value : null;
        }

        foreach (var entry in entries)
        {
            if (string.Equals(entry.Key, name, StringComparison.Ordinal))
            {
                return entry.Value;
            }
        }

        return null;
    }

    public ContextValue With(string name, Value value) => new(entries.Append(new(name, value)));
}
