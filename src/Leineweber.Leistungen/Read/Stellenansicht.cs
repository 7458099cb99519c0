using System.Globalization;
using Leineweber.Foundation;
using Leineweber.Organisation;

namespace Leineweber.Leistungen.Read;

/// <summary>An office as a page shows it: address, hours, open now.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="NowUtc">Time of reading.</param>
/// <param name="IsLinked">True where the name leads to the office's page.</param>
public sealed record Stellenansicht(Organisationseinheit Unit, DateTime NowUtc, bool IsLinked = true)
{
    /// <summary>True while it is open.</summary>
    public bool IsOpen => !Feiertage.IsHoliday(DateOnly.FromDateTime(Clock.ToLocal(NowUtc))) && Unit.IsOpen(NowUtc);

    /// <summary>The telephone number as telephones want it.</summary>
    public string Dial => string.Concat((Unit.Telefon ?? "").Where(c => char.IsAsciiDigit(c) || c == '+'));

    /// <summary>Opening hours by day.</summary>
    public IReadOnlyList<(string Day, string Times)> Hours =>
        [.. Unit.Oeffnungszeiten.GroupBy(hours => hours.Tag).OrderBy(day => ((int)day.Key + 6) % 7).Select(day => (
            Sprache.Format.DateTimeFormat.GetDayName(day.Key),
            string.Join(Sprache.IsEnglish ? ", " : " und ", day.OrderBy(hours => hours.Von).Select(hours => $"{Time(hours.Von)}–{Time(hours.Bis)}")) + (Sprache.IsEnglish ? "" : "\u00A0Uhr")))];

    private static string Time(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);
}

/// <summary>Public holidays in North Rhine-Westphalia (Feiertagsgesetz NW § 2), on which offices are closed.</summary>
internal static class Feiertage
{
    public static bool IsHoliday(DateOnly day)
    {
        var easter = Easter(day.Year);
        return (day.Month, day.Day) is (1, 1) or (5, 1) or (10, 3) or (11, 1) or (12, 25) or (12, 26)
            || day.DayNumber - easter.DayNumber is -2 or 1 or 39 or 50 or 60;
    }

    /// <summary>Easter Sunday (Gauss, as corrected by Lichtenberg 1997).</summary>
    private static DateOnly Easter(int year)
    {
        var century = year / 100;
        var moon = 15 + (((3 * century) + 3) / 4) - (((8 * century) + 13) / 25);
        var sun = 2 - (((3 * century) + 3) / 4);
        var golden = year % 19;
        var seed = ((19 * golden) + moon) % 30;
        var limit = (seed + (golden / 11)) / 29;
        var border = 21 + seed - limit;
        var sunday = 7 - ((year + (year / 4) + sun) % 7);
        return new DateOnly(year, 3, 1).AddDays(border + 7 - ((border - sunday) % 7) - 1);
    }
}
