using Leineweber.Feel.Runtime;
using static Leineweber.Feel.Functions.Library;

namespace Leineweber.Feel.Functions;

/// <summary>Context functions (DMN 1.5, 10.3.4.10, Table 81).</summary>
internal static class ContextFunctions
{
    internal static IEnumerable<(string, Signature)> All =>
    [
        Define("get value(m: context, key: string): Any", (_, a) => Context(a[0]).Find(Text(a[1])) ?? Value.Null),
        Define("get value(m: context, keys: list<string>): Any", (_, a) => Deep(a[0], (ListValue)a[1])),
        Define("get entries(m: context): list<context>", Entries),
        Define("context(entries: list<context>): context", (e, a) => FromEntries(e, (ListValue)a[0])),
        Define("context put(context: context, key: string, value: Any): context", (_, a) => Context(a[0]).With(Text(a[1]), a[2])),
        Define("context put(context: context, keys: list<string>, value: Any): context", (e, a) => Put(e, Context(a[0]), (ListValue)a[1], 0, a[2])),
        Define("context merge(contexts: list<context>): context", (e, a) => Merge(e, (ListValue)a[0])),
    ];

    private static ContextValue Context(Value value) => (ContextValue)value;

    private static string Text(Value value) => ((TextValue)value).Text;

    private static Value? Deep(Value value, ListValue keys)
    {
        if (keys.Count == 0)
        {
            return null;
        }

        foreach (var key in keys.Items)
        {
            if (key is not TextValue name || value is not ContextValue context || context.Find(name.Text) is not { } inner)
            {
                return Value.Null;
            }

            value = inner;
        }

        return value;
    }

    private static Value Entries(Evaluation e, Value[] a) => e.List(
        [.. Context(a[0]).Entries.Select(entry => (Value)new ContextValue([new("key", entry.Key), new("value", entry.Value)]))]);

    private static ContextValue? FromEntries(Evaluation e, ListValue entries)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var result = new List<KeyValuePair<string, Value>>();
        foreach (var item in entries.Items)
        {
            e.Step();
            if (item is not ContextValue entry || entry.Find("key") is not TextValue key || entry.Find("value") is not { } value || !names.Add(key.Text))
            {
                return null;
            }

            result.Add(new(key.Text, value));
        }

        return new ContextValue(result);
    }

    private static ContextValue? Put(Evaluation e, ContextValue context, ListValue keys, int depth, Value value)
    {
        e.Step(context.Count + 1);
        if (depth >= keys.Count || keys[depth] is not TextValue key)
        {
            return null;
        }

        if (depth == keys.Count - 1)
        {
            return context.With(key.Text, value);
        }

        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        var inner = context.Find(key.Text) switch
        {
            null or NullValue => ContextValue.Empty,
            ContextValue known => known,
            _ => null,
        };
        return inner is not null && Put(e, inner, keys, depth + 1, value) is { } changed ? context.With(key.Text, changed) : null;
    }

    private static ContextValue? Merge(Evaluation e, ListValue contexts)
    {
        var entries = new List<KeyValuePair<string, Value>>();
        foreach (var item in contexts.Items)
        {
            if (item is not ContextValue context)
            {
                return null;
            }

            e.Step(context.Count);
            entries.AddRange(context.Entries);
        }

        return new ContextValue(entries);
    }
}
