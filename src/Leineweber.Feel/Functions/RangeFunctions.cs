using Leineweber.Feel.Runtime;
using static Leineweber.Feel.Functions.Library;

namespace Leineweber.Feel.Functions;

/// <summary>The relations of Allen's interval algebra, on points and ranges (DMN 1.5, 10.3.4.9, Table 80).</summary>
internal static class RangeFunctions
{
    internal static IEnumerable<(string, Signature)> All =>
    [
        .. Relation("before", "point1", "point2", "range1", "range2", Before),
        .. Relation("after", "point1", "point2", "range1", "range2", (a, b) => Before(b, a)),
        .. OfRanges("meets", Meets),
        .. OfRanges("met by", (a, b) => Meets(b, a)),
        .. OfRanges("overlaps", Overlaps),
        .. OfRanges("overlaps before", OverlapsBefore),
        .. OfRanges("overlaps after", (a, b) => OverlapsBefore(b, a)),
        Define("finishes(point: Any, range: range): boolean", (_, a) => Apply(a, Finishes, false, true)),
        Define("finishes(range1: range, range2: range): boolean", (_, a) => Apply(a, Finishes, true, true)),
        Define("finished by(range: range, point: Any): boolean", (_, a) => Apply(a, (x, y) => Finishes(y, x), true, false)),
        Define("finished by(range1: range, range2: range): boolean", (_, a) => Apply(a, (x, y) => Finishes(y, x), true, true)),
        Define("includes(range: range, point: Any): boolean", (_, a) => Apply(a, Includes, true, false)),
        Define("includes(range1: range, range2: range): boolean", (_, a) => Apply(a, Includes, true, true)),
        Define("during(point: Any, range: range): boolean", (_, a) => Apply(a, (x, y) => Includes(y, x), false, true)),
        Define("during(range1: range, range2: range): boolean", (_, a) => Apply(a, (x, y) => Includes(y, x), true, true)),
        Define("starts(point: Any, range: range): boolean", (_, a) => Apply(a, Starts, false, true)),
        Define("starts(range1: range, range2: range): boolean", (_, a) => Apply(a, Starts, true, true)),
        Define("started by(range: range, point: Any): boolean", (_, a) => Apply(a, (x, y) => Starts(y, x), true, false)),
        Define("started by(range1: range, range2: range): boolean", (_, a) => Apply(a, (x, y) => Starts(y, x), true, true)),
        Define("coincides(point1: Any, point2: Any): boolean", (_, a) => Apply(a, Coincides, a[0] is RangeValue, a[1] is RangeValue)),
        Define("coincides(range1: range, range2: range): boolean", (_, a) => Apply(a, Coincides, true, true)),
    ];

    private static IEnumerable<(string, Signature)> Relation(
        string name, string point1, string point2, string range1, string range2, Func<RangeValue, RangeValue, bool?> relation)
    {
        yield return Define($"{name}({point1}: Any, {point2}: Any): boolean", (_, a) => Apply(a, relation, a[0] is RangeValue, a[1] is RangeValue));
        yield return Define($"{name}(point: Any, range: range): boolean", (_, a) => Apply(a, relation, false, true));
        yield return Define($"{name}(range: range, point: Any): boolean", (_, a) => Apply(a, relation, true, false));
        yield return Define($"{name}({range1}: range, {range2}: range): boolean", (_, a) => Apply(a, relation, true, true));
    }

    private static IEnumerable<(string, Signature)> OfRanges(string name, Func<RangeValue, RangeValue, bool?> relation)
    {
        yield return Define($"{name}(range1: range, range2: range): boolean", (_, a) => Apply(a, relation, true, true));
    }

    /// <summary>A point is a range from itself to itself; where values cannot be compared the answer is null.</summary>
    private static Value? Apply(Value[] a, Func<RangeValue, RangeValue, bool?> relation, bool firstIsRange, bool secondIsRange) =>
        AsRange(a[0], firstIsRange) is { } x && AsRange(a[1], secondIsRange) is { } y && relation(x, y) is { } answer ? answer : null;

    private static RangeValue? AsRange(Value value, bool isRange)
    {
        value = value is ListValue { Count: 1 } single ? single[0] : value;
        return isRange ? value as RangeValue : value is RangeValue or NullValue ? value as RangeValue : new RangeValue(value, true, value, true);
    }

    /// <summary>The order of two ends; an open end of null lies beyond everything on its side.</summary>
    private static int? Ends(Value a, Value b, int sideOfA, int sideOfB) => (a.IsNull, b.IsNull) switch
    {
        (true, true) => sideOfA - sideOfB,
        (true, false) => sideOfA,
        (false, true) => -sideOfB,
        _ => Ordering.Compare(a, b),
    };

    private static int? StartToStart(RangeValue a, RangeValue b) => Ends(a.Start, b.Start, -1, -1) is { } order
        ? order != 0 ? order : b.StartIncluded.CompareTo(a.StartIncluded)
        : null;

    private static int? EndToEnd(RangeValue a, RangeValue b) => Ends(a.End, b.End, 1, 1) is { } order
        ? order != 0 ? order : a.EndIncluded.CompareTo(b.EndIncluded)
        : null;

    private static int? EndToStart(RangeValue a, RangeValue b) => Ends(a.End, b.Start, 1, -1);

    private static bool? Before(RangeValue a, RangeValue b) =>
        EndToStart(a, b) is { } order ? order < 0 || (order == 0 && !(a.EndIncluded && b.StartIncluded)) : null;

    private static bool? Meets(RangeValue a, RangeValue b) =>
        EndToStart(a, b) is { } order ? order == 0 && a.EndIncluded && b.StartIncluded : null;

    private static bool? Overlaps(RangeValue a, RangeValue b) =>
        Before(a, b) is { } before && Before(b, a) is { } after ? !before && !after : null;

    private static bool? OverlapsBefore(RangeValue a, RangeValue b) =>
        Overlaps(a, b) is { } overlaps && StartToStart(a, b) is { } starts && EndToEnd(a, b) is { } ends
            ? overlaps && starts < 0 && ends <= 0
            : null;

    private static bool? Finishes(RangeValue a, RangeValue b) =>
        EndToEnd(a, b) is { } ends && StartToStart(a, b) is { } starts ? ends == 0 && starts >= 0 : null;

    private static bool? Starts(RangeValue a, RangeValue b) =>
        EndToEnd(a, b) is { } ends && StartToStart(a, b) is { } starts ? starts == 0 && ends <= 0 : null;

    private static bool? Includes(RangeValue a, RangeValue b) =>
        EndToEnd(a, b) is { } ends && StartToStart(a, b) is { } starts ? starts <= 0 && ends >= 0 : null;

    private static bool? Coincides(RangeValue a, RangeValue b) =>
        EndToEnd(a, b) is { } ends && StartToStart(a, b) is { } starts ? starts == 0 && ends == 0 : null;
}
