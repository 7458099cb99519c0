using Leineweber.Feel.Numbers;
using Leineweber.Feel.Runtime;
using Leineweber.Feel.Temporal;
using static Leineweber.Feel.Functions.Library;

namespace Leineweber.Feel.Functions;

/// <summary>Conversion functions (DMN 1.5, 10.3.4.1, Table 73) and not() (10.3.4.2).</summary>
internal static class ConversionFunctions
{
    internal static IEnumerable<(string, Signature)> All =>
    [
        Define("date(from: string): date", (_, a) => TemporalReader.Date(Text(a[0]))),
        Define("date(from: date): date", (_, a) => a[0]),
        Define("date(from: date and time): date", (_, a) => ((DateTimeValue)a[0]).Date),
        Define("date(year: number, month: number, day: number): date", (_, a) => Date(a)),
        Define("date and time(from: string): date and time", (_, a) => TemporalReader.DateTime(Text(a[0]))),
        Define("date and time(from: date and time): date and time", (_, a) => a[0]),
        Define("date and time(date: date, time: time): date and time", (_, a) => new DateTimeValue((DateValue)a[0], (TimeValue)a[1])),
        Define(
            "date and time(date: date and time, time: time): date and time",
            (_, a) => new DateTimeValue(((DateTimeValue)a[0]).Date, (TimeValue)a[1])),
        Define(
            "date and time(year: number, month: number, day: number, hour: number, minute: number, second: number): date and time",
            (_, a) => Moment(a, null)),
        Define(
            "date and time(year: number, month: number, day: number, hour: number, minute: number, second: number, offset: days and time duration): date and time",
            (_, a) => Offset(a[6]) is { } zone ? Moment(a, zone) : null),
        Define(
            "date and time(year: number, month: number, day: number, hour: number, minute: number, second: number, timezone: string): date and time",
            (_, a) => Zone.FromName(Text(a[6])) is { } zone ? Moment(a, zone) : null),
        Define("time(from: string): time", (_, a) => TemporalReader.Time(Text(a[0]))),
        Define("time(from: time): time", (_, a) => a[0]),
        Define("time(from: date): time", (_, a) => new TimeValue(0, Zone.Utc)),
        Define("time(from: date and time): time", (_, a) => ((DateTimeValue)a[0]).Time),
        Define(
            "time(hour: number, minute: number, second: number, offset??: days and time duration): time",
            (_, a) => a[3].IsNull ? Time(a, null) : Offset(a[3]) is { } zone ? Time(a, zone) : null),
        Define("number(from: number): number", (_, a) => a[0]),
        Define("number(from: string, grouping separator??: string, decimal separator??: string): number", (_, a) => Number(a)),
        Define("string(from: Any): string", Print),
        Define("duration(from: string): days and time duration", (_, a) => TemporalReader.Duration(Text(a[0]))),
        Define("duration(from: days and time duration): days and time duration", (_, a) => a[0]),
        Define("duration(from: years and months duration): years and months duration", (_, a) => a[0]),
        Define(
            "years and months duration(from: Any, to: Any): years and months duration",
            (_, a) => Day(a[0]) is { } from && Day(a[1]) is { } to ? Months(from, to) : null),
        Define("range(from: string): range", (_, a) => RangeReader.Read(Text(a[0]))),
        Define("not(negand: Any): boolean", (_, a) => a[0] is BooleanValue b ? BooleanValue.Of(!b.Truth) : a[0].IsNull ? Value.Null : null),
    ];

    private static string Text(Value value) => ((TextValue)value).Text;

    private static bool Int(Value value, out long n) => ((NumberValue)value).Number.TryToInt64(out n);

    private static DateValue? Date(Value[] a) =>
        Int(a[0], out var year) && Int(a[1], out var month) && Int(a[2], out var day) ? DateValue.Create(year, month, day) : null;

    private static TimeValue? Time(ReadOnlySpan<Value> a, Zone? zone)
    {
        var second = ((NumberValue)a[2]).Number;
        if (!Int(a[0], out var hour) || !Int(a[1], out var minute) || second.Sign < 0 || Decimal34.ToNanos(second) is not { } nanos)
        {
            return null;
        }

        return nanos < TimeValue.NanosPerDay
            ? TimeValue.Create(hour, minute, (long)nanos / TimeValue.NanosPerSecond, (long)nanos % TimeValue.NanosPerSecond, zone)
            : null;
    }

    private static DateTimeValue? Moment(Value[] a, Zone? zone) =>
        Date(a) is { } date && Time(a.AsSpan(3, 3), zone) is { } time ? new DateTimeValue(date, time) : null;

    private static Zone? Offset(Value duration) =>
        ((DurationValue)duration).Nanos is var nanos && nanos % TimeValue.NanosPerSecond == 0 && Int128.Abs(nanos) < TimeValue.NanosPerDay
            ? Zone.FromOffset((long)(nanos / TimeValue.NanosPerSecond))
            : null;

    /// <summary>Separators may be blank, comma or point, the decimal one not a blank, and both must differ.</summary>
    private static NumberValue? Number(Value[] a)
    {
        var text = Text(a[0]);
        var grouping = (a[1] as TextValue)?.Text;
        var point = (a[2] as TextValue)?.Text;
        if (grouping is not (null or " " or "," or ".") || point is not (null or "," or ".") || (grouping is not null && grouping == point))
        {
            return null;
        }

        text = grouping is null ? text : text.Replace(grouping, "", StringComparison.Ordinal);
        if (point is not (null or "."))
        {
            text = text.Contains('.', StringComparison.Ordinal) ? "" : text.Replace(point, ".", StringComparison.Ordinal);
        }

        return text.StartsWith('+') || text.EndsWith('.') || Decimal34.Parse(text) is not { } number ? null : new NumberValue(number);
    }

    private static Value Print(Evaluation e, Value[] a)
    {
        if (a[0] is NullValue or TextValue)
        {
            return a[0];
        }

        return ValuePrinter.ToText(a[0], e.Limits.TextLength) is { } text
            ? e.Text(text)
            : throw new LimitException(Messages.Code.TextLimit, e.Limits.TextLength);
    }

    private static DateValue? Day(Value value) => value as DateValue ?? (value as DateTimeValue)?.Date;

    private static MonthsValue? Months(DateValue from, DateValue to)
    {
        var months = ((to.Year - (long)from.Year) * 12) + to.Month - from.Month;

        // Only full months count: a last month that is not over is taken back.
        if (months > 0 && to.Day < from.Day)
        {
            months--;
        }
        else if (months < 0 && to.Day > from.Day)
        {
            months++;
        }

        return MonthsValue.Create(months);
    }
}
