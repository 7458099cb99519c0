using Leineweber.Feel.Numbers;
using Leineweber.Feel.Runtime;
using static Leineweber.Feel.Functions.Library;

namespace Leineweber.Feel.Functions;

/// <summary>List functions that give lists or look into them (DMN 1.5, 10.3.4.4, Table 75), and sort() (10.3.4.8).</summary>
internal static class ListFunctions
{
    internal static IEnumerable<(string, Signature)> All =>
    [
        Define("list contains(list: list, element: Any): boolean", (e, a) => IndexOf(e, List(a[0]), a[1], 0) >= 0),
        Define("sublist(list: list, start position: number, length?: number): list", Sublist),
        Define("append(list: list, items...: Any): list", (e, a) => Concatenate(e, [List(a[0]), List(a[1])])),
        Define("concatenate(lists...: list): list", (e, a) => a[0] is ListValue lists && lists.Any(l => l.IsNull) ? null : Concatenate(e, List(a[0]).Cast<ListValue>())),
        Define("insert before(list: list, position: number, newItem: Any): list", InsertBefore),
        Define("remove(list: list, position: number): list", (e, a) => Place(List(a[0]), a[1]) is { } i ? Splice(e, List(a[0]), i, 1, []) : null),
        Define("list replace(list: list, position: number, newItem: Any): list", (e, a) => Place(List(a[0]), a[1]) is { } i ? Splice(e, List(a[0]), i, 1, [a[2]]) : null),
        Define("list replace(list: list, match: function, newItem: Any): list", ReplaceMatching),
        Define("reverse(list: list): list", (e, a) => e.List([.. List(a[0]).Reverse()])),
        Define("index of(list: list, match: Any): list<number>", Indexes),
        Define("union(lists...: list): list", (e, a) => List(a[0]).Any(l => l.IsNull) ? null : Distinct(e, Concatenate(e, List(a[0]).Cast<ListValue>()))),
        Define("distinct values(list: list): list", (e, a) => Distinct(e, List(a[0]))),
        Define("flatten(list: list): list", (e, a) => Flatten(e, List(a[0]))),
        Define("sort(list: list, precedes: function): list", (e, a) => Sorting.Sort(e, List(a[0]), (FunctionValue)a[1])),
        Define("sort(list: list): list", (e, a) => Sorting.Sort(e, List(a[0]), null)),
    ];

    private static ListValue List(Value value) => (ListValue)value;

    private static int IndexOf(Evaluation e, ListValue list, Value match, int from)
    {
        for (var i = from; i < list.Count; i++)
        {
            e.Step();
            if (Equality.AreEqual(e, list[i], match))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The index of a position from 1, or from −1 at the end; its fraction is cut off.</summary>
    private static int? Place(ListValue list, Value position)
    {
        if (Decimal34.Round(((NumberValue)position).Number, 0, Rounding.Down) is not { } whole
            || !whole.TryToInt32(out var n) || n == 0 || Math.Abs((long)n) > list.Count)
        {
            return null;
        }

        return n > 0 ? n - 1 : list.Count + n;
    }

    private static Value? Sublist(Evaluation e, Value[] a)
    {
        var list = List(a[0]);
        if (Place(list, a[1]) is not { } start)
        {
            return null;
        }

        var length = list.Count - start;
        if (a[2] is NumberValue given && (!given.Number.TryToInt32(out length) || length < 0 || length > list.Count - start))
        {
            return null;
        }

        return e.List(list.Items.Slice(start, length).ToArray());
    }

    private static ListValue Concatenate(Evaluation e, IEnumerable<ListValue> lists)
    {
        var items = new List<Value>();
        foreach (var list in lists)
        {
            e.CheckListSize(items.Count + list.Count);
            e.Step(list.Count);
            items.AddRange(list.Items);
        }

        return e.List([.. items]);
    }

    private static ListValue Splice(Evaluation e, ListValue list, int at, int removed, ReadOnlySpan<Value> added) =>
        e.List([.. list.Items[..at], .. added, .. list.Items[(at + removed)..]]);

    private static Value? InsertBefore(Evaluation e, Value[] a) =>
        Place(List(a[0]), a[1]) is { } i ? Splice(e, List(a[0]), i, 0, [a[2]]) : null;

    private static Value? ReplaceMatching(Evaluation e, Value[] a)
    {
        var items = List(a[0]).ToArray();
        for (var i = 0; i < items.Length; i++)
        {
            e.Step();
            if (((FunctionValue)a[1]).Invoke(e, [items[i], a[2]]) is not BooleanValue matches)
            {
                return null;
            }

            items[i] = matches.Truth ? a[2] : items[i];
        }

        return e.List(items);
    }

    private static ListValue Indexes(Evaluation e, Value[] a)
    {
        var (list, places) = (List(a[0]), new List<Value>());
        for (var i = IndexOf(e, list, a[1], 0); i >= 0; i = IndexOf(e, list, a[1], i + 1))
        {
            places.Add(i + 1);
        }

        return e.List([.. places]);
    }

    private static ListValue Distinct(Evaluation e, ListValue list)
    {
        var kept = new List<Value>();
        foreach (var value in list.Items)
        {
            if (!kept.Exists(other => Found(other, value)))
            {
                kept.Add(value);
            }
        }

        return e.List([.. kept]);

        bool Found(Value other, Value value)
        {
            e.Step();
            return Equality.AreEqual(e, other, value);
        }
    }

    private static ListValue Flatten(Evaluation e, ListValue list)
    {
        var items = new List<Value>();
        Collect(list);
        return e.List([.. items]);

        void Collect(ListValue part)
        {
            System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
            foreach (var value in part.Items)
            {
                e.Step();
                if (value is ListValue inner)
                {
                    Collect(inner);
                }
                else
                {
                    e.CheckListSize(items.Count + 1);
                    items.Add(value);
                }
            }
        }
    }
}
