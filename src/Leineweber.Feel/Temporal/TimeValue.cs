namespace Leineweber.Feel;

/// <summary>A time of day to the nanosecond, with or without a zone (DMN 1.5, 10.3.2.3.5).</summary>
public sealed class TimeValue : Value
{
    internal const long NanosPerSecond = 1_000_000_000;
    internal const long NanosPerDay = 86_400 * NanosPerSecond;

    internal TimeValue(long nanoOfDay, Zone? zone)
    {
        NanoOfDay = nanoOfDay;
        Zone = zone;
    }

    public override ValueKind Kind => ValueKind.Time;

    public long NanoOfDay { get; }

    public Zone? Zone { get; }

    public int Hour => (int)(NanoOfDay / (3_600 * NanosPerSecond));

    public int Minute => (int)(NanoOfDay / (60 * NanosPerSecond) % 60);

    public int Second => (int)(NanoOfDay / NanosPerSecond % 60);

    public int Nano => (int)(NanoOfDay % NanosPerSecond);

    /// <summary>The time, or <c>null</c> when there is none such.</summary>
    public static TimeValue? Create(long hour, long minute, long second, long nano, Zone? zone) =>
        hour is >= 0 and <= 23 && minute is >= 0 and <= 59 && second is >= 0 and <= 59 && nano is >= 0 and < NanosPerSecond
            ? new TimeValue((((((hour * 60) + minute) * 60) + second) * NanosPerSecond) + nano, zone)
            : null;

    /// <summary>The time that much later, round the clock.</summary>
    internal TimeValue Add(Int128 nanos)
    {
        var sum = (NanoOfDay + nanos) % NanosPerDay;
        return new TimeValue((long)(sum < 0 ? sum + NanosPerDay : sum), Zone);
    }

    /// <summary>The offset in seconds; that of a named zone is taken at the epoch, because a time has no date.</summary>
    internal int? Offset => Zone is null ? null : Zone.FixedOffset ?? Zone.OffsetAt(DateTimeValue.Epoch, NanoOfDay / NanosPerSecond);

    /// <summary>Nanoseconds since midnight UTC, for order; local times count as UTC.</summary>
    internal long Instant => NanoOfDay - ((Offset ?? 0) * NanosPerSecond);
}
