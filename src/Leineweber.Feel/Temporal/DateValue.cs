namespace Leineweber.Feel;

/// <summary>A date of the proleptic Gregorian calendar, years −999,999,999 to 999,999,999 (DMN 1.5, 10.3.2.3.4).</summary>
public sealed class DateValue : Value
{
    public const int MaxYear = 999_999_999;

    private DateValue(int year, int month, int day)
    {
        Year = year;
        Month = month;
        Day = day;
    }

    public override ValueKind Kind => ValueKind.Date;

    public int Year { get; }

    public int Month { get; }

    public int Day { get; }

    /// <summary>Days since 1970-01-01.</summary>
    public long EpochDay => ToEpochDay(Year, Month, Day);

    /// <summary>1 = Monday … 7 = Sunday.</summary>
    public int Weekday => (int)((((EpochDay + 3) % 7) + 7) % 7) + 1;

    public int DayOfYear => (int)(EpochDay - ToEpochDay(Year, 1, 1)) + 1;

    /// <summary>The ISO 8601 week, 1 to 53.</summary>
    public int WeekOfYear
    {
        get
        {
            // The week belongs to the year of its Thursday.
            var thursday = FromEpochDay(EpochDay - Weekday + 4)!;
            return ((thursday.DayOfYear - 1) / 7) + 1;
        }
    }

    /// <summary>The date, or <c>null</c> when there is no such day.</summary>
    public static DateValue? Create(long year, long month, long day) =>
        Math.Abs(year) <= MaxYear && month is >= 1 and <= 12 && day >= 1 && day <= DaysIn((int)year, (int)month)
            ? new DateValue((int)year, (int)month, (int)day)
            : null;

    public static DateValue FromDateOnly(DateOnly date) => new(date.Year, date.Month, date.Day);

    /// <summary>The date as <see cref="DateOnly"/>, or <c>null</c> outside the years 1 to 9999.</summary>
    public DateOnly? ToDateOnly() => Year is >= 1 and <= 9999 ? new DateOnly(Year, Month, Day) : null;

    internal static DateValue? FromEpochDay(long days)
    {
        // Howard Hinnant's civil_from_days: years begin in March, so that the leap day is the last one.
        days += 719_468;
        var era = (days >= 0 ? days : days - 146_096) / 146_097;
        var dayOfEra = days - (era * 146_097);
        var yearOfEra = (dayOfEra - (dayOfEra / 1_460) + (dayOfEra / 36_524) - (dayOfEra / 146_096)) / 365;
        var dayOfYear = dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        var shifted = ((5 * dayOfYear) + 2) / 153;
        var month = shifted < 10 ? shifted + 3 : shifted - 9;
        return Create(yearOfEra + (era * 400) + (month <= 2 ? 1 : 0), month, dayOfYear - (((153 * shifted) + 2) / 5) + 1);
    }

    private static long ToEpochDay(long year, int month, int day)
    {
        year -= month <= 2 ? 1 : 0;
        var era = (year >= 0 ? year : year - 399) / 400;
        var yearOfEra = year - (era * 400);
        var dayOfYear = (((153 * (month + (month > 2 ? -3 : 9))) + 2) / 5) + day - 1;
        return (era * 146_097) + (yearOfEra * 365) + (yearOfEra / 4) - (yearOfEra / 100) + dayOfYear - 719_468;
    }

    internal static int DaysIn(int year, int month) => month switch
    {
        2 => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28,
        4 or 6 or 9 or 11 => 30,
        _ => 31,
    };

    /// <summary>The same day that many months on, or the month's last day where it is shorter; <c>null</c> out of range.</summary>
    public DateValue? AddMonths(long months)
    {
        if (Math.Abs(months) > 12L * 2 * MaxYear)
        {
            return null;
        }

        var total = (Year * 12L) + Month - 1 + months;
        var year = Math.DivRem(total, 12, out var month);
        if (month < 0)
        {
            month += 12;
            year--;
        }

        return Math.Abs(year) > MaxYear ? null : Create(year, month + 1, Math.Min(Day, DaysIn((int)year, (int)month + 1)));
    }

    public DateValue? AddDays(long days) => Math.Abs(days) > 1_000_000_000_000 ? null : FromEpochDay(EpochDay + days);

    internal int CompareTo(DateValue other) => EpochDay.CompareTo(other.EpochDay);
}
