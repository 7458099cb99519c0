using Leineweber.Feel.Numbers;

namespace Leineweber.Feel;

/// <summary>A years and months duration (DMN 1.5, 10.3.2.3.8), in months.</summary>
public sealed class MonthsValue : Value
{
    private const long Max = 12L * 2 * DateValue.MaxYear;

    private MonthsValue(long months) => Months = months;

    public override ValueKind Kind => ValueKind.Months;

    public long Months { get; }

    /// <summary>The duration; <c>null</c> where it is longer than the calendar.</summary>
    public static MonthsValue? Create(Int128 months) => Int128.Abs(months) <= Max ? new MonthsValue((long)months) : null;

    /// <summary>Full months only: a fraction is cut off (DMN 1.5, Table 57).</summary>
    internal static Value FromNumber(Decimal34? months) =>
        months is { } m && Decimal34.Round(m, 0, Rounding.Down) is { } whole && whole.TryToInt64(out var n) ? (Value?)Create(n) ?? Null : Null;
}

/// <summary>A days and time duration (DMN 1.5, 10.3.2.3.7), in nanoseconds.</summary>
public sealed class DurationValue : Value
{
    private static readonly Int128 Max = (Int128)2_000_000_000 * 366 * TimeValue.NanosPerDay;

    private DurationValue(Int128 nanos) => Nanos = nanos;

    public override ValueKind Kind => ValueKind.Duration;

    public Int128 Nanos { get; }

    /// <summary>The duration; <c>null</c> where it is longer than the calendar.</summary>
    public static DurationValue? Create(Int128 nanos) => Int128.Abs(nanos) <= Max ? new DurationValue(nanos) : null;

    public static DurationValue FromSeconds(long seconds) => Create((Int128)seconds * TimeValue.NanosPerSecond)!;

    /// <summary>Its length as a number of seconds.</summary>
    internal Decimal34 Seconds => Decimal34.FromNanos(Nanos);

    internal static Value FromSeconds(Decimal34? seconds) =>
        seconds is { } s && Decimal34.ToNanos(s) is { } nanos ? (Value?)Create(nanos) ?? Null : Null;
}
