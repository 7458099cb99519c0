namespace Leineweber.Verfahren;

/// <summary>The time to object: one month from Bekanntgabe (§ 74 VwGO for the action, § 70 VwGO for the objection).</summary>
public static class Rechtsbehelfsfrist
{
    /// <summary>Last day of the month that begins with the day after Bekanntgabe (§ 187 (1), § 188 (2) and (3) BGB); where it falls on a
    /// Saturday, a Sunday or a public holiday of North Rhine-Westphalia, the next working day (§ 31 (3) VwVfG, § 193 BGB, § 222 (2) ZPO).</summary>
    public static DateOnly LastDay(DateOnly bekanntgabe) => NextWorkday(bekanntgabe.AddMonths(1));

    /// <summary>The day itself where it is a working day, otherwise the next one.</summary>
    public static DateOnly NextWorkday(DateOnly day)
    {
        while (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || IsHoliday(day))
        {
            day = day.AddDays(1);
        }

        return day;
    }

    /// <summary>True for the public holidays of North Rhine-Westphalia (§ 2 Feiertagsgesetz NW).</summary>
    public static bool IsHoliday(DateOnly day)
    {
        if ((day.Month, day.Day) is (1, 1) or (5, 1) or (10, 3) or (11, 1) or (12, 25) or (12, 26))
        {
            return true;
        }

        // Good Friday, Easter Monday, Ascension, Whit Monday, Corpus Christi.
        return (day.DayNumber - Easter(day.Year).DayNumber) is -2 or 1 or 39 or 50 or 60;
    }

    /// <summary>Easter Sunday by the Gregorian calendar (Meeus/Jones/Butcher).</summary>
    internal static DateOnly Easter(int year)
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
