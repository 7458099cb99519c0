using Leineweber.Feel.Messages;
using Leineweber.Feel.Numbers;

namespace Leineweber.Feel.Runtime;

/// <summary>Arithmetic on numbers, strings, dates and durations (DMN 1.5, Tables 56 to 59); <c>null</c> (C#) where it is not defined.</summary>
internal static class Arithmetic
{
    internal static Value? Add(Evaluation e, Value a, Value b) => (a, b) switch
    {
        (NumberValue x, NumberValue y) => NumberValue.Of(Decimal34.Add(x.Number, y.Number)),
        (TextValue x, TextValue y) => Join(e, x.Text, y.Text),
        (DateValue x, MonthsValue y) => x.AddMonths(y.Months),
        (MonthsValue x, DateValue y) => y.AddMonths(x.Months),
        (DateTimeValue x, MonthsValue y) => x.AddMonths(y.Months),
        (MonthsValue x, DateTimeValue y) => y.AddMonths(x.Months),
        (DateValue x, DurationValue y) => DateTimeValue.AtMidnight(x).Add(y.Nanos)?.Date,
        (DurationValue x, DateValue y) => DateTimeValue.AtMidnight(y).Add(x.Nanos)?.Date,
        (DateTimeValue x, DurationValue y) => x.Add(y.Nanos),
        (DurationValue x, DateTimeValue y) => y.Add(x.Nanos),
        (TimeValue x, DurationValue y) => x.Add(y.Nanos),
        (DurationValue x, TimeValue y) => y.Add(x.Nanos),
        (MonthsValue x, MonthsValue y) => MonthsValue.Create((Int128)x.Months + y.Months),
        (DurationValue x, DurationValue y) => DurationValue.Create(x.Nanos + y.Nanos),
        _ => null,
    };

    private static Value Join(Evaluation e, string a, string b)
    {
        if ((long)a.Length + b.Length > e.Limits.TextLength)
        {
            throw new LimitException(Code.TextLimit, e.Limits.TextLength);
        }

        return e.Text(a + b);
    }

    internal static Value? Subtract(Value a, Value b) => (a, b) switch
    {
        (NumberValue x, NumberValue y) => NumberValue.Of(Decimal34.Subtract(x.Number, y.Number)),
        (DateValue or DateTimeValue, DateValue or DateTimeValue) => Distance(Moment(a), Moment(b)),
        (TimeValue x, TimeValue y) => DurationValue.Create(x.Instant - y.Instant),
        (DateValue x, MonthsValue y) => x.AddMonths(-y.Months),
        (DateTimeValue x, MonthsValue y) => x.AddMonths(-y.Months),
        (DateValue x, DurationValue y) => DateTimeValue.AtMidnight(x).Add(-y.Nanos)?.Date,
        (DateTimeValue x, DurationValue y) => x.Add(-y.Nanos),
        (TimeValue x, DurationValue y) => x.Add(-y.Nanos),
        (MonthsValue x, MonthsValue y) => MonthsValue.Create((Int128)x.Months - y.Months),
        (DurationValue x, DurationValue y) => DurationValue.Create(x.Nanos - y.Nanos),
        _ => null,
    };

    private static DateTimeValue Moment(Value value) => value as DateTimeValue ?? DateTimeValue.AtMidnight((DateValue)value);

    // Between a moment with a zone and one without there is no known distance.
    private static DurationValue? Distance(DateTimeValue a, DateTimeValue b) =>
        a.Zone is null == b.Zone is null ? DurationValue.Create(a.Instant - b.Instant) : null;

    internal static Value? Multiply(Value a, Value b) => (a, b) switch
    {
        (NumberValue x, NumberValue y) => NumberValue.Of(Decimal34.Multiply(x.Number, y.Number)),
        (MonthsValue x, NumberValue y) => MonthsValue.FromNumber(Decimal34.Multiply(x.Months, y.Number)),
        (NumberValue x, MonthsValue y) => MonthsValue.FromNumber(Decimal34.Multiply(y.Months, x.Number)),
        (DurationValue x, NumberValue y) => DurationValue.FromSeconds(Decimal34.Multiply(x.Seconds, y.Number)),
        (NumberValue x, DurationValue y) => DurationValue.FromSeconds(Decimal34.Multiply(y.Seconds, x.Number)),
        _ => null,
    };

    internal static Value? Divide(Value a, Value b) => (a, b) switch
    {
        (NumberValue x, NumberValue y) => NumberValue.Of(Decimal34.Divide(x.Number, y.Number)),
        (MonthsValue x, NumberValue y) => MonthsValue.FromNumber(Decimal34.Divide(x.Months, y.Number)),
        (DurationValue x, NumberValue y) => DurationValue.FromSeconds(Decimal34.Divide(x.Seconds, y.Number)),
        (MonthsValue x, MonthsValue y) => NumberValue.Of(Decimal34.Divide(x.Months, y.Months)),
        (DurationValue x, DurationValue y) => NumberValue.Of(Decimal34.Divide(x.Seconds, y.Seconds)),
        _ => null,
    };

    internal static Value? Power(Value a, Value b) =>
        a is NumberValue x && b is NumberValue y ? NumberValue.Of(Decimal34.Power(x.Number, y.Number)) : null;

    internal static Value? Negate(Value a) => a switch
    {
        NumberValue x => new NumberValue(-x.Number),
        MonthsValue x => MonthsValue.Create(-x.Months),
        DurationValue x => DurationValue.Create(-x.Nanos),
        _ => null,
    };
}
