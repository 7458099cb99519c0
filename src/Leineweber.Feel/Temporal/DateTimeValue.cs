namespace Leineweber.Feel;

/// <summary>A date and time, with or without a zone (DMN 1.5, 10.3.2.3.6).</summary>
public sealed class DateTimeValue(DateValue date, TimeValue time) : Value
{
    internal static readonly DateValue Epoch = DateValue.Create(1970, 1, 1)!;

    public override ValueKind Kind => ValueKind.DateTime;

    public DateValue Date { get; } = date;

    public TimeValue Time { get; } = time;

    public Zone? Zone => Time.Zone;

    public int? Offset => Zone?.OffsetAt(Date, Time.NanoOfDay / TimeValue.NanosPerSecond);

    /// <summary>Nanoseconds since 1970-01-01T00:00Z; local times count as UTC.</summary>
    internal Int128 Instant => LocalNanos - ((Int128)(Offset ?? 0) * TimeValue.NanosPerSecond);

    private Int128 LocalNanos => ((Int128)Date.EpochDay * TimeValue.NanosPerDay) + Time.NanoOfDay;

    public static DateTimeValue FromUtc(DateTimeOffset moment)
    {
        var utc = moment.UtcDateTime;
        return new DateTimeValue(
            DateValue.FromDateOnly(DateOnly.FromDateTime(utc)), new TimeValue(utc.TimeOfDay.Ticks * 100, Zone.Utc));
    }

    internal static DateTimeValue AtMidnight(DateValue date) => new(date, new TimeValue(0, Zone.Utc));

    internal DateTimeValue? AddMonths(long months) => Date.AddMonths(months) is { } date ? new DateTimeValue(date, Time) : null;

    /// <summary>The moment that much later; <c>null</c> out of range.</summary>
    internal DateTimeValue? Add(Int128 nanos)
    {
        var local = LocalNanos + nanos;
        if (Zone is { } zone && Offset is { } before)
        {
            // A change of the clock between the two moments shows in the local time.
            var second = (LocalNanos + nanos - ((Int128)before * TimeValue.NanosPerSecond)) / TimeValue.NanosPerSecond;
            local += (Int128)(zone.OffsetAtUtc(second) - before) * TimeValue.NanosPerSecond;
        }

        var days = local / TimeValue.NanosPerDay;
        var rest = local % TimeValue.NanosPerDay;
        if (rest < 0)
        {
            rest += TimeValue.NanosPerDay;
            days--;
        }

        if (Int128.Abs(days) > 400_000_000_000)
        {
            return null;
        }

        return DateValue.FromEpochDay((long)days) is { } date ? new DateTimeValue(date, new TimeValue((long)rest, Zone)) : null;
    }
}
