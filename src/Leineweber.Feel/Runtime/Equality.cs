using System.Runtime.CompilerServices;

namespace Leineweber.Feel.Runtime;

/// <summary>Equality (DMN 1.5, 10.3.2.13.2 and Table 53).</summary>
internal static class Equality
{
    /// <summary>Whether the values are equal; <c>null</c> where values of different kinds cannot be compared. Null equals only null.</summary>
    internal static bool? Test(Evaluation e, Value a, Value b)
    {
        if (a is NumberValue x && b is NumberValue y)
        {
            return NumberValue.Compare(x, y) == 0;
        }

        if (a.IsNull || b.IsNull)
        {
            return a.IsNull && b.IsNull;
        }

        // A list of one item stands for the item where the other side is no list.
        if (a is ListValue { Count: 1 } single && b is not ListValue)
        {
            return Test(e, single[0], b);
        }

        if (b is ListValue { Count: 1 } one && a is not ListValue)
        {
            return Test(e, a, one[0]);
        }

        return (a, b) switch
        {
            (TextValue s, TextValue t) => s.Text == t.Text,
            (BooleanValue, BooleanValue) => ReferenceEquals(a, b),
            (ListValue s, ListValue t) => Lists(e, s, t),
            (ContextValue s, ContextValue t) => Contexts(e, s, t),
            (RangeValue s, RangeValue t) => Ranges(e, s, t),
            (FunctionValue, FunctionValue) => ReferenceEquals(a, b),
            (DateValue, DateTimeValue) or (DateTimeValue, DateValue) => Ordering.Compare(a, b) is 0,
            _ when a.Kind == b.Kind => Ordering.Compare(a, b) is { } order ? order == 0 : null,
            _ => null,
        };
    }

    /// <summary>Equality as a yes or no, for list functions and matching of rules.</summary>
    internal static bool AreEqual(Evaluation e, Value a, Value b) => Test(e, a, b) == true;

    private static bool? Lists(Evaluation e, ListValue a, ListValue b)
    {
        if (a.Count != b.Count)
        {
            return false;
        }

        RuntimeHelpers.EnsureSufficientExecutionStack();
        for (var i = 0; i < a.Count; i++)
        {
            e.Step();
            if (Test(e, a[i], b[i]) != true)
            {
                return false;
            }
        }

        return true;
    }

    private static bool? Contexts(Evaluation e, ContextValue a, ContextValue b)
    {
        if (a.Count != b.Count)
        {
            return false;
        }

        RuntimeHelpers.EnsureSufficientExecutionStack();
        foreach (var entry in a.Entries)
        {
            e.Step();
            if (b.Find(entry.Key) is not { } other || Test(e, entry.Value, other) != true)
            {
                return false;
            }
        }

        return true;
    }

    private static bool Ranges(Evaluation e, RangeValue a, RangeValue b) =>
        a.StartIncluded == b.StartIncluded && a.EndIncluded == b.EndIncluded && a.Form == b.Form
        && Test(e, a.Start, b.Start) == true && Test(e, a.End, b.End) == true;

    /// <summary>The function is(): the same kind, and the same in every part (DMN 1.5, Table 79).</summary>
    internal static bool Same(Evaluation e, Value a, Value b) => (a, b) switch
    {
        (TimeValue s, TimeValue t) => SameTime(s, t),
        (DateTimeValue s, DateTimeValue t) => s.Date.CompareTo(t.Date) == 0 && SameTime(s.Time, t.Time),
        (ListValue s, ListValue t) => s.Count == t.Count && s.Zip(t).All(p => Same(e, p.First, p.Second)),
        (ContextValue s, ContextValue t) => s.Count == t.Count && s.Entries.All(entry => t.Find(entry.Key) is { } other && Same(e, entry.Value, other)),
        _ => a.Kind == b.Kind && Test(e, a, b) == true,
    };

    private static bool SameTime(TimeValue a, TimeValue b) => a.NanoOfDay == b.NanoOfDay && Equals(a.Zone, b.Zone);
}
