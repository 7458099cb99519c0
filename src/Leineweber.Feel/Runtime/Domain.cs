using Leineweber.Feel.Messages;
using Leineweber.Feel.Numbers;

namespace Leineweber.Feel.Runtime;

/// <summary>What <c>for</c>, <c>some</c> and <c>every</c> run over (DMN 1.5, 10.3.2.14): lists, ranges and counts of numbers or dates.</summary>
internal static class Domain
{
    /// <summary>The values in turn; <c>null</c> (C#), with a message, where there is nothing to run over.</summary>
    internal static IEnumerable<Value>? Of(Evaluation e, Span place, Value domain)
    {
        switch (domain)
        {
            case ListValue list:
                return list;
            case RangeValue { Form: RangeForm.Interval } range when Ordering.Compare(range.Start, range.End) is <= 0:
                return Count(range.Start, range.End)?.Where(v => Ranges.Contains(e, range, v) == true) ?? Refuse(e, place);
            case RangeValue or NullValue:
                return Refuse(e, place);
            default:
                return [domain];
        }
    }

    /// <summary><c>from..to</c>, upwards or downwards.</summary>
    internal static IEnumerable<Value>? Of(Evaluation e, Span place, Value from, Value to) => Count(from, to) ?? Refuse(e, place);

    private static IEnumerable<Value>? Refuse(Evaluation e, Span place)
    {
        e.Fail(place, Code.NotIterable);
        return null;
    }

    private static IEnumerable<Value>? Count(Value from, Value to) => (from, to) switch
    {
        (NumberValue { Number: { IsInteger: true } a }, NumberValue { Number: { IsInteger: true } b }) => Numbers(a, b),
        (DateValue a, DateValue b) => Dates(a, b),
        _ => null,
    };

    private static IEnumerable<Value> Numbers(Decimal34 from, Decimal34 to)
    {
        Decimal34 step = from <= to ? 1 : -1;
        for (var n = from; (n <= to) == (step.Sign > 0) || n == to; n = Decimal34.Add(n, step)!.Value)
        {
            yield return new NumberValue(n);
        }
    }

    private static IEnumerable<Value> Dates(DateValue from, DateValue to)
    {
        var step = from.CompareTo(to) <= 0 ? 1 : -1;
        for (var day = from.EpochDay; day * step <= to.EpochDay * step; day += step)
        {
            yield return DateValue.FromEpochDay(day)!;
        }
    }
}
