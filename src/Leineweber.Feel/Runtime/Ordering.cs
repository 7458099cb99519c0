namespace Leineweber.Feel.Runtime;

internal enum Order
{
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// <summary>The order of values of one kind (DMN 1.5, 10.3.2.13.3 and Table 54).</summary>
internal static class Ordering
{
    internal static bool Holds(Order order, int comparison) => order switch
    {
        Order.Less => comparison < 0,
        Order.LessOrEqual => comparison <= 0,
        Order.Greater => comparison > 0,
        _ => comparison >= 0,
    };

    /// <summary>Negative, zero or positive; <c>null</c> where there is no order.</summary>
    /// <remarks>Times compare by whole seconds: FEEL defines their order by the number of seconds, and its conformance tests ignore fractions.</remarks>
    internal static int? Compare(Value a, Value b) => (a, b) switch
    {
        (NumberValue x, NumberValue y) => NumberValue.Compare(x, y),
        (TextValue x, TextValue y) => CompareText(x.Text, y.Text),
        (DateValue x, DateValue y) => x.CompareTo(y),
        (DateTimeValue x, DateTimeValue y) => Seconds(x).CompareTo(Seconds(y)),
        (DateValue x, DateTimeValue y) => Seconds(DateTimeValue.AtMidnight(x)).CompareTo(Seconds(y)),
        (DateTimeValue x, DateValue y) => Seconds(x).CompareTo(Seconds(DateTimeValue.AtMidnight(y))),
        (TimeValue x, TimeValue y) => Seconds(x).CompareTo(Seconds(y)),
        (MonthsValue x, MonthsValue y) => x.Months.CompareTo(y.Months),
        (DurationValue x, DurationValue y) => x.Nanos.CompareTo(y.Nanos),
        (ListValue { Count: 1 } x, not ListValue) => Compare(x[0], b),
        (not ListValue, ListValue { Count: 1 } y) => Compare(a, y[0]),
        _ => null,
    };

    private static Int128 Seconds(DateTimeValue value) => Floor(value.Instant);

    private static Int128 Seconds(TimeValue value) => Floor(value.Instant);

    private static Int128 Floor(Int128 nanos)
    {
        var seconds = nanos / TimeValue.NanosPerSecond;
        return nanos < 0 && nanos % TimeValue.NanosPerSecond != 0 ? seconds - 1 : seconds;
    }

    /// <summary>By code points, not by UTF-16 units: characters beyond the basic plane come last.</summary>
    private static int CompareText(string a, string b)
    {
        var length = Math.Min(a.Length, b.Length);
        for (var i = 0; i < length; i++)
        {
            var (x, y) = (a[i], b[i]);
            if (x != y)
            {
                return char.IsSurrogate(x) == char.IsSurrogate(y) ? x.CompareTo(y) : char.IsSurrogate(x) ? 1 : -1;
            }
        }

        return a.Length.CompareTo(b.Length);
    }
}
