using System.Globalization;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Foundation;

/// <summary>Dates, times, money and sizes as people read them, in the reader's language and in Berlin time.</summary>
public static class Show
{
    private const string Space = "\u00A0";

    /// <summary>The city's time zone.</summary>
    public static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    /// <summary>The wall clock in the city at a moment.</summary>
    /// <param name="utc">A moment in UTC.</param>
    public static DateTime Local(DateTime utc) => TimeZoneInfo.ConvertTimeFromUtc(System.DateTime.SpecifyKind(utc, DateTimeKind.Utc), Zone);

    /// <summary>The day in the city at a moment.</summary>
    public static DateOnly Day(DateTime utc) => DateOnly.FromDateTime(Local(utc));

    /// <summary>The moment at which a wall clock in the city shows the given time. In the hour that occurs twice in October the earlier one is
    /// meant; a time that does not occur in March is moved one hour on.</summary>
    public static DateTime Utc(DateTime local)
    {
        local = System.DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        if (Zone.IsInvalidTime(local))
        {
            local = local.AddHours(1);
        }

        var offset = Zone.IsAmbiguousTime(local) ? Zone.GetAmbiguousTimeOffsets(local).Max() : Zone.GetUtcOffset(local);
        return System.DateTime.SpecifyKind(local - offset, DateTimeKind.Utc);
    }

    /// <summary>"24. November 2026" / "24 November 2026".</summary>
    public static string Date(DateTime utc) => Date(Day(utc));

    /// <inheritdoc cref="Date(System.DateTime)"/>
    public static string Date(DateOnly day) => Text(day, "d. MMMM yyyy", "d MMMM yyyy");

    /// <summary>"Di, 24. November 2026" / "Tue, 24 November 2026".</summary>
    public static string Weekday(DateTime utc) => Weekday(Day(utc));

    /// <inheritdoc cref="Weekday(System.DateTime)"/>
    public static string Weekday(DateOnly day) => Text(day, "ddd, d. MMMM yyyy", "ddd, d MMMM yyyy");

    /// <summary>"24.11.2026" / "24/11/2026", for tables.</summary>
    public static string ShortDate(DateTime utc) => ShortDate(Day(utc));

    /// <inheritdoc cref="ShortDate(System.DateTime)"/>
    public static string ShortDate(DateOnly day) => Text(day, "dd.MM.yyyy", "dd/MM/yyyy");

    /// <summary>"14:32 Uhr" / "14:32".</summary>
    public static string Time(DateTime utc) => Clock(Local(utc)) + (Sprache.IsEnglish ? "" : Space + "Uhr");

    /// <summary>"24. November 2026, 14:32 Uhr" / "24 November 2026, 14:32".</summary>
    public static string DateTime(DateTime utc) => $"{Date(utc)}, {Time(utc)}";

    /// <summary>"heute, 14:32", "gestern, 09:05", "morgen, 08:00", otherwise the weekday and date.</summary>
    /// <param name="utc">The moment to show.</param>
    /// <param name="nowUtc">The moment of reading.</param>
    public static string Relative(DateTime utc, DateTime nowUtc) => (Day(utc).DayNumber - Day(nowUtc).DayNumber) switch
    {
        0 => T("heute, {0}", Clock(Local(utc))),
        -1 => T("gestern, {0}", Clock(Local(utc))),
        1 => T("morgen, {0}", Clock(Local(utc))),
        _ => Weekday(utc),
    };

    /// <summary>"heute", "morgen", "in 5 Tagen", "seit 3 Tagen überfällig": how far away a deadline is.</summary>
    /// <param name="day">Last day of the deadline.</param>
    /// <param name="today">The day of reading in the city.</param>
    public static string Deadline(DateOnly day, DateOnly today) => (day.DayNumber - today.DayNumber) switch
    {
        0 => T("heute"),
        1 => T("morgen"),
        > 1 and var days => T("in {0} Tagen", days),
        -1 => T("seit gestern überfällig"),
        var days => T("seit {0} Tagen überfällig", -days),
    };

    /// <summary>"30,00 €" / "€30.00".</summary>
    /// <param name="cents">Amount in cents, may be negative.</param>
    public static string Money(long cents)
    {
        var amount = (cents / 100m).ToString("N2", Sprache.Format);
        return Sprache.IsEnglish ? (cents < 0 ? "-€" + amount[1..] : "€" + amount) : amount + Space + "€";
    }

    /// <summary>"1.234" / "1,234".</summary>
    public static string Number(long number) => number.ToString("N0", Sprache.Format);

    /// <summary>"3,4 MB" / "3.4 MB"; decimal units as file managers show them.</summary>
    /// <param name="bytes">Size in bytes, not negative.</param>
    public static string Bytes(long bytes) => bytes switch
    {
        < 1_000 => Number(bytes) + Space + "Byte",
        < 1_000_000 => Number((bytes + 500) / 1_000) + Space + "kB",
        < 1_000_000_000 => (bytes / 1e6).ToString("0.#", Sprache.Format) + Space + "MB",
        _ => (bytes / 1e9).ToString("0.#", Sprache.Format) + Space + "GB",
    };

    private static string Clock(DateTime local) => local.ToString("HH:mm", CultureInfo.InvariantCulture);

    private static string Text(DateOnly day, string german, string english) =>
        day.ToString(Sprache.IsEnglish ? english : german, Sprache.Format);
}
