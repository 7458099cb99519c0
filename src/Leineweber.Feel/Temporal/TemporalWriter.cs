using System.Globalization;

namespace Leineweber.Feel.Temporal;

/// <summary>Prints temporal values in the form that <see cref="TemporalReader"/> reads (DMN 1.5, Table 73, string()).</summary>
internal static class TemporalWriter
{
    internal static string Print(DateValue date) => string.Create(
        CultureInfo.InvariantCulture, $"{(date.Year < 0 ? "-" : "")}{Math.Abs(date.Year):0000}-{date.Month:00}-{date.Day:00}");

    internal static string Print(TimeValue time) => string.Create(
        CultureInfo.InvariantCulture, $"{time.Hour:00}:{time.Minute:00}:{time.Second:00}{Fraction(time.Nano)}{time.Zone}");

    internal static string Print(DateTimeValue moment) => $"{Print(moment.Date)}T{Print(moment.Time)}";

    internal static string Print(MonthsValue duration)
    {
        var months = Math.Abs(duration.Months);
        var (years, rest) = (months / 12, months % 12);
        var sign = duration.Months < 0 ? "-" : "";
        return string.Create(
            CultureInfo.InvariantCulture, $"{sign}P{(years > 0 ? $"{years}Y" : "")}{(rest > 0 || years == 0 ? $"{rest}M" : "")}");
    }

    internal static string Print(DurationValue duration)
    {
        if (duration.Nanos == 0)
        {
            return "PT0S";
        }

        var nanos = Int128.Abs(duration.Nanos);
        var days = (long)(nanos / TimeValue.NanosPerDay);
        var rest = (long)(nanos % TimeValue.NanosPerDay);
        var seconds = rest / TimeValue.NanosPerSecond;
        var fraction = Fraction((int)(rest % TimeValue.NanosPerSecond));
        var clock = Part(seconds / 3_600, 'H') + Part(seconds / 60 % 60, 'M')
            + (seconds % 60 > 0 || fraction.Length > 0 ? string.Create(CultureInfo.InvariantCulture, $"{seconds % 60}{fraction}S") : "");
        return $"{(duration.Nanos < 0 ? "-" : "")}P{Part(days, 'D')}{(clock.Length > 0 ? "T" : "")}{clock}";
    }

    private static string Part(long n, char unit) => n > 0 ? string.Create(CultureInfo.InvariantCulture, $"{n}{unit}") : "";

    private static string Fraction(int nano) =>
        nano == 0 ? "" : "." + nano.ToString("000000000", CultureInfo.InvariantCulture).TrimEnd('0');
}
