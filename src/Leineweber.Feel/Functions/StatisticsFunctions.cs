using Leineweber.Feel.Numbers;
using Leineweber.Feel.Runtime;
using static Leineweber.Feel.Functions.Library;

namespace Leineweber.Feel.Functions;

/// <summary>List functions that give one value; each takes a list or its items (DMN 1.5, 10.3.4.4, Table 75).</summary>
internal static class StatisticsFunctions
{
    internal static IEnumerable<(string, Signature)> All =>
    [
        .. ListOrItems("min", "Any", "Any", (_, list) => Extreme(list, -1)),
        .. ListOrItems("max", "Any", "Any", (_, list) => Extreme(list, 1)),
        .. ListOrItems("sum", "number", "number", (e, list) => list.Count == 0 ? Value.Null : Known(Fold(e, list, 0, Decimal34.Add))),
        .. ListOrItems("product", "number", "number", (e, list) => list.Count == 0 ? Value.Null : Known(Fold(e, list, 1, Decimal34.Multiply))),
        .. ListOrItems("mean", "number", "number", (e, list) => list.Count == 0 ? Value.Null : Known(Mean(e, Numbers(list)))),
        .. ListOrItems("median", "number", "number", (_, list) => list.Count == 0 ? Value.Null : Known(Median(Numbers(list)))),
        .. ListOrItems("stddev", "number", "number", (e, list) => list.Count < 2 ? null : Known(Deviation(e, Numbers(list)))),
        .. ListOrItems("mode", "number", "list<number>", (_, list) => Mode(Numbers(list))),
        .. ListOrItems("all", "Any", "boolean", (e, list) => Decide(e, list, false)),
        .. ListOrItems("any", "Any", "boolean", (e, list) => Decide(e, list, true)),
        Define("count(list: list): number", (_, a) => NumberValue.Of(((ListValue)a[0]).Count)),
    ];

    private static IEnumerable<(string, Signature)> ListOrItems(string name, string item, string result, Func<Evaluation, ListValue, Value?> body)
    {
        yield return Define($"{name}(list: list<{item}>): {result}", (e, a) => Run(e, (ListValue)a[0]));
        yield return Define($"{name}(items...: {item}): {result}", (e, a) => Run(e, (ListValue)a[0]));

        Value? Run(Evaluation e, ListValue list)
        {
            e.Step(list.Count);
            return item == "number" && list.Any(v => v.IsNull) ? null : body(e, list);
        }
    }

    private static NumberValue? Known(Decimal34? number) => number is { } n ? new NumberValue(n) : null;

    private static List<Decimal34> Numbers(ListValue list) => [.. list.Select(v => ((NumberValue)v).Number)];

    private static Value? Extreme(ListValue list, int side)
    {
        if (list.Count == 0)
        {
            return Value.Null;
        }

        var best = list[0];
        if (Ordering.Compare(best, best) is null)
        {
            return null;
        }

        foreach (var value in list.Items[1..])
        {
            if (value.Kind != best.Kind || Ordering.Compare(value, best) is not { } order)
            {
                return null;
            }

            best = order * side > 0 ? value : best;
        }

        return best;
    }

    private static Decimal34? Fold(Evaluation e, ListValue list, Decimal34 start, Func<Decimal34, Decimal34, Decimal34?> step)
    {
        Decimal34? total = start;
        foreach (var value in list.Items)
        {
            e.Step();
            total = total is { } t ? step(t, ((NumberValue)value).Number) : null;
        }

        return total;
    }

    private static Decimal34? Sum(Evaluation e, List<Decimal34> numbers)
    {
        e.Step(numbers.Count);
        return numbers.Aggregate((Decimal34?)Decimal34.Zero, (total, n) => total is { } t ? Decimal34.Add(t, n) : null);
    }

    private static Decimal34? Mean(Evaluation e, List<Decimal34> numbers) => Sum(e, numbers) is { } sum ? Decimal34.Divide(sum, numbers.Count) : null;

    private static Decimal34? Median(List<Decimal34> numbers)
    {
        numbers.Sort();
        var middle = numbers.Count / 2;
        return numbers.Count % 2 == 1 ? numbers[middle]
            : Decimal34.Add(numbers[middle - 1], numbers[middle]) is { } sum ? Decimal34.Divide(sum, 2) : null;
    }

    /// <summary>The standard deviation of a sample.</summary>
    private static Decimal34? Deviation(Evaluation e, List<Decimal34> numbers)
    {
        if (Mean(e, numbers) is not { } mean)
        {
            return null;
        }

        var squares = new List<Decimal34>();
        foreach (var n in numbers)
        {
            if (Decimal34.Subtract(n, mean) is not { } distance || Decimal34.Multiply(distance, distance) is not { } square)
            {
                return null;
            }

            squares.Add(square);
        }

        return Sum(e, squares) is { } sum && Decimal34.Divide(sum, numbers.Count - 1) is { } variance ? Decimal34.Sqrt(variance) : null;
    }

    private static ListValue Mode(List<Decimal34> numbers)
    {
        var groups = numbers.GroupBy(n => n).ToList();
        var most = groups.Count == 0 ? 0 : groups.Max(g => g.Count());
        return new ListValue(groups.Where(g => g.Count() == most).Select(g => g.Key).Order().Select(n => (Value)new NumberValue(n)));
    }

    /// <summary>Three-valued: one item decides, else a null leaves it open.</summary>
    private static Value Decide(Evaluation e, ListValue list, bool decisive)
    {
        var unknown = false;
        foreach (var value in list.Items)
        {
            if (value is BooleanValue known && known.Truth == decisive)
            {
                return known;
            }

            unknown |= value is not BooleanValue;
        }

        return unknown ? e.Fail(Messages.Code.ConditionNotBoolean) : BooleanValue.Of(!decisive);
    }
}
