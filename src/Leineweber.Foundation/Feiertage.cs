namespace Leineweber.Foundation;

/// <summary>The public holidays of North Rhine-Westphalia (§ 2 Feiertagsgesetz NW): offices are closed, and time limits do not end on them.</summary>
public static class Feiertage
{
    /// <summary>True for a public holiday. Saturdays and Sundays are none.</summary>
    /// <param name="day">The day, city time.</param>
    public static bool IsHoliday(DateOnly day) =>
        (day.Month, day.Day) is (1, 1) or (5, 1) or (10, 3) or (11, 1) or (12, 25) or (12, 26)
        // Good Friday, Easter Monday, Ascension, Whit Monday, Corpus Christi.
        || day.DayNumber - Easter(day.Year).DayNumber is -2 or 1 or 39 or 50 or 60;

    /// <summary>The day itself where it is a working day (no Saturday, Sunday or public holiday), otherwise the next one.</summary>
    /// <param name="day">The day, city time.</param>
    public static DateOnly NextWorkday(DateOnly day)
    {
        while (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || IsHoliday(day))
        {
            day = day.AddDays(1);
        }

        return day;
    }

    /// <summary>Easter Sunday by the Gregorian calendar (Meeus/Jones/Butcher).</summary>
    /// <param name="year">Year, 1583 or later.</param>
    public static DateOnly Easter(int year)
    {
        var (a, b, c) = (year % 19, year / 100, year % 100);
        var (d, e, g) = (b / 4, b % 4, ((8 * b) + 13) / 25);
        var h = ((19 * a) + b - d - g + 15) % 30;
        var (i, k) = (c / 4, c % 4);
        var l = (32 + (2 * e) + (2 * i) - h - k) % 7;
        var m = (a + (11 * h) + (22 * l)) / 451;
        var sum = h + l - (7 * m) + 114;
        return new DateOnly(year, sum / 31, (sum % 31) + 1);
    }
}
