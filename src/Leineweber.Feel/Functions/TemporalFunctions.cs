using Leineweber.Feel.Runtime;
using static Leineweber.Feel.Functions.Library;

namespace Leineweber.Feel.Functions;

/// <summary>Date and time functions (DMN 1.5, 10.3.4.6, 10.3.4.7 and 10.3.4.11, Tables 77, 78 and 82).</summary>
internal static class TemporalFunctions
{
    private static readonly string[] Days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

    private static readonly string[] Months =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

    internal static IEnumerable<(string, Signature)> All =>
    [
        Define("is(value1: Any, value2: Any): boolean", (e, a) => Equality.Same(e, a[0], a[1])),
        .. OfDate("day of year", "number", d => d.DayOfYear),
        .. OfDate("day of week", "string", d => Days[d.Weekday - 1]),
        .. OfDate("month of year", "string", d => Months[d.Month - 1]),
        .. OfDate("week of year", "number", d => d.WeekOfYear),
        Define("now(): date and time", (e, _) => DateTimeValue.FromUtc(e.Now)),
        Define("today(): date", (e, _) => DateTimeValue.FromUtc(e.Now).Date),
    ];

    private static IEnumerable<(string, Signature)> OfDate(string name, string result, Func<DateValue, Value> get)
    {
        yield return Define($"{name}(date: date): {result}", (_, a) => get((DateValue)a[0]));
        yield return Define($"{name}(date: date and time): {result}", (_, a) => get(((DateTimeValue)a[0]).Date));
    }
}
