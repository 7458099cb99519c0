namespace Leineweber.Foundation;

/// <summary>Time as the house keeps it: UTC, cut to milliseconds.</summary>
public static class Clock
{
    /// <summary>Now, UTC, cut to whole milliseconds.</summary>
    /// <remarks>SQLite and PostgreSQL keep different fractions of a second; equal timestamps must stay equal.</remarks>
    public static DateTime Now(this TimeProvider clock) => Cut(clock.GetUtcNow().UtcDateTime);

    /// <summary>Today in the city (Europe/Berlin).</summary>
    public static DateOnly Today(this TimeProvider clock) => DateOnly.FromDateTime(ToLocal(clock.Now()));

    /// <summary>The city's wall clock time of a UTC instant.</summary>
    public static DateTime ToLocal(DateTime utc) => TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), Zone);

    /// <summary>The UTC instant of a wall clock time in the city; in the hour that occurs twice the earlier one.</summary>
    public static DateTime ToUtc(DateTime local) =>
        Zone.IsInvalidTime(local)
            ? TimeZoneInfo.ConvertTimeToUtc(DateTime.SpecifyKind(local.AddHours(1), DateTimeKind.Unspecified), Zone)
            : TimeZoneInfo.ConvertTimeToUtc(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), Zone);

    /// <summary>Europe/Berlin: every German municipality's time zone.</summary>
    public static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    internal static DateTime Cut(DateTime utc) => new(utc.Ticks - (utc.Ticks % TimeSpan.TicksPerMillisecond), DateTimeKind.Utc);
}
