using Leineweber.Feel.Numbers;
using Leineweber.Feel.Runtime;

namespace Leineweber.Feel.Analysis;

/// <summary>Example values: every point named in a column, one between each two neighbours, and one beyond either end.</summary>
internal static class Examples
{
    internal static IEnumerable<Value> Between(ValueKind? kind, List<Value> points)
    {
        var same = points.Where(p => p.Kind == kind).ToList();
        return kind switch
        {
            ValueKind.Boolean => [true, false],
            ValueKind.Text => Texts(same),
            null => [Value.Null],
            _ => Ordered(kind.Value, same),
        };
    }

    /// <summary>Texts have no neighbours that matter, but there is always another one.</summary>
    private static IEnumerable<Value> Texts(List<Value> points)
    {
        var named = points.Cast<TextValue>().Select(t => t.Text).Distinct(StringComparer.Ordinal).ToList();
        var other = "…";
        while (named.Contains(other))
        {
            other += "…";
        }

        return named.Append(other).Select(t => (Value)t);
    }

    private static IEnumerable<Value> Ordered(ValueKind kind, List<Value> points)
    {
        if (points.Count == 0)
        {
            return [Default(kind)];
        }

        points.Sort((a, b) => Ordering.Compare(a, b) ?? 0);
        var examples = new List<Value?> { Step(points[0], -1) };
        for (var i = 0; i < points.Count; i++)
        {
            examples.Add(points[i]);
            examples.Add(i + 1 < points.Count ? Middle(points[i], points[i + 1]) : Step(points[i], 1));
        }

        return examples.OfType<Value>();
    }

    private static Value Default(ValueKind kind) => kind switch
    {
        ValueKind.Number => 0,
        ValueKind.Date => DateTimeValue.Epoch,
        ValueKind.DateTime => DateTimeValue.AtMidnight(DateTimeValue.Epoch),
        ValueKind.Time => new TimeValue(0, null),
        ValueKind.Months => MonthsValue.Create(0)!,
        ValueKind.Duration => DurationValue.FromSeconds(0),
        _ => Value.Null,
    };

    private static Value? Step(Value point, int direction) => point switch
    {
        NumberValue n => NumberValue.Of(Decimal34.Add(n.Number, direction)),
        DateValue d => d.AddDays(direction),
        DateTimeValue t => t.Add(direction * (Int128)TimeValue.NanosPerDay),
        TimeValue t when (direction < 0 ? t.NanoOfDay > 0 : t.NanoOfDay < TimeValue.NanosPerDay - TimeValue.NanosPerSecond) =>
            t.Add(direction * (Int128)TimeValue.NanosPerSecond),
        MonthsValue m => MonthsValue.Create(m.Months + direction),
        DurationValue d => DurationValue.Create(d.Nanos + (direction * (Int128)TimeValue.NanosPerDay)),
        _ => null,
    };

    /// <summary>A value between two; <c>null</c> where nothing lies between.</summary>
    private static Value? Middle(Value a, Value b) => (a, b) switch
    {
        (NumberValue x, NumberValue y) when x.Number != y.Number => Between(x.Number, y.Number),
        (DateValue x, DateValue y) when y.EpochDay - x.EpochDay > 1 => x.AddDays((y.EpochDay - x.EpochDay) / 2),
        (DateTimeValue x, DateTimeValue y) when Seconds(x.Instant, y.Instant) > 1 => x.Add((y.Instant - x.Instant) / 2),
        (TimeValue x, TimeValue y) when Seconds(x.Instant, y.Instant) > 1 => x.Add((Int128)(y.Instant - x.Instant) / 2),
        (MonthsValue x, MonthsValue y) when y.Months - x.Months > 1 => MonthsValue.Create((x.Months + y.Months) / 2),
        (DurationValue x, DurationValue y) when x.Nanos != y.Nanos => DurationValue.Create((x.Nanos + y.Nanos) / 2),
        _ => null,
    };

    private static Int128 Seconds(Int128 a, Int128 b) => (b - a) / TimeValue.NanosPerSecond;

    /// <summary>A whole number if there is one, because clerks count in whole numbers.</summary>
    private static Value Between(Decimal34 a, Decimal34 b)
    {
        var middle = Decimal34.Divide(Decimal34.Add(a, b) ?? a, 2) ?? a;
        var whole = Decimal34.Round(middle, 0, Rounding.Floor);
        return NumberValue.Of(whole is { } w && w > a && w < b ? w : middle);
    }
}
