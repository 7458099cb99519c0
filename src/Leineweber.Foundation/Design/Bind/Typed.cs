using System.Globalization;
using System.Text.RegularExpressions;

namespace Leineweber.Foundation.Design;

/// <summary>Reads what people type: many spellings, one meaning, null where there is none.</summary>
public static partial class Typed
{
    private static readonly string[] Months =
        ["jan", "feb", "mär", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "dez"];

    private static readonly string[] EnglishMonths =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    /// <summary>A day: "24.11.2026", "24.11.26", "24/11/2026", "24-11-2026", "24,11,2026", "24112026", "2026-11-24", "24. November 2026".</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="twoDigitPivot">Two-digit years above it mean the last century.</param>
    /// <returns>The day, or null where the text names none in the years 1850 to 2200.</returns>
    public static DateOnly? Date(string? text, int twoDigitPivot = 49)
    {
        text = text?.Trim() ?? "";
        if (IsoDate().Match(text) is { Success: true } iso)
        {
            return Day(iso.Groups[1].Value, iso.Groups[2].Value, iso.Groups[3].Value, twoDigitPivot);
        }

        if (NumberDate().Match(text) is { Success: true } numbers)
        {
            return Day(numbers.Groups[3].Value, numbers.Groups[2].Value, numbers.Groups[1].Value, twoDigitPivot);
        }

        if (PlainDate().Match(text) is { Success: true } plain)
        {
            return Day(plain.Groups[3].Value, plain.Groups[2].Value, plain.Groups[1].Value, twoDigitPivot);
        }

        if (WordDate().Match(text) is { Success: true } word)
        {
            var name = word.Groups[2].Value.ToLowerInvariant();
            name = name.StartsWith("jän", StringComparison.Ordinal) ? "jan" : name.StartsWith("maer", StringComparison.Ordinal) ? "mär" : name[..3];
            var month = Math.Max(Array.IndexOf(Months, name), Array.IndexOf(EnglishMonths, name)) + 1;
            return Day(word.Groups[3].Value, month.ToString(CultureInfo.InvariantCulture), word.Groups[1].Value, twoDigitPivot);
        }

        return null;
    }

    /// <summary>A time of day: "14:30", "14.30 Uhr", "14 Uhr", "1430", "8".</summary>
    public static TimeOnly? Clock(string? text)
    {
        var match = ClockTime().Match(text?.Trim() ?? "");
        if (!match.Success)
        {
            return null;
        }

        var hour = int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
        var minute = match.Groups[2].Success ? int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture) : 0;
        return hour < 24 && minute < 60 ? new TimeOnly(hour, minute) : null;
    }

    /// <summary>An amount of money in cents: "30", "30,00 €", "1.234,5", "EUR 1 234,50", "1234.50", "-5". A dot before exactly three digits
    /// separates thousands, as Germans write it.</summary>
    /// <returns>Cents, or null where the text is no amount up to ten thousand million.</returns>
    public static long? Money(string? text)
    {
        var digits = MoneyNoise().Replace(text ?? "", "");
        var match = Amount().Match(digits);
        if (!match.Success)
        {
            return null;
        }

        var whole = match.Groups[2].Value.Replace(".", "").Replace("'", "");
        var cents = match.Groups[3].Value.PadRight(2, '0');
        if (whole.Length > 10)
        {
            return null;
        }

        var amount = long.Parse(whole, CultureInfo.InvariantCulture) * 100 + long.Parse(cents, CultureInfo.InvariantCulture);
        return match.Groups[1].Value is "-" or "−" ? -amount : amount;
    }

    private static DateOnly? Day(string year, string month, string day, int pivot)
    {
        var (y, m, d) = (Number(year), Number(month), Number(day));
        y = year.Length == 2 ? y + (y > pivot ? 1900 : 2000) : y;
        return y is >= 1850 and <= 2200 && m is >= 1 and <= 12 && d >= 1 && d <= DateTime.DaysInMonth(y, m) ? new DateOnly(y, m, d) : null;
    }

    private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})$")]
    private static partial Regex IsoDate();

    [GeneratedRegex(@"^([0-9]{1,2})\s*[./\-, ]\s*([0-9]{1,2})\s*[./\-, ]\s*([0-9]{4}|[0-9]{2})\.?$")]
    private static partial Regex NumberDate();

    [GeneratedRegex(@"^([0-9]{2})([0-9]{2})([0-9]{4}|[0-9]{2})$")]
    private static partial Regex PlainDate();

    [GeneratedRegex(@"^(?:\w+,\s*)?([0-9]{1,2})\.?\s*(jan|jän|feb|mär|maer|mar|apr|mai|may|jun|jul|aug|sep|okt|oct|nov|dez|dec)[a-zäöü]*\.?\s*([0-9]{4}|[0-9]{2})$", RegexOptions.IgnoreCase)]
    private static partial Regex WordDate();

    [GeneratedRegex(@"^([0-9]{1,2})(?:\s*[:.h]?\s*([0-9]{2}))?\s*(?:uhr|h)?$", RegexOptions.IgnoreCase)]
    private static partial Regex ClockTime();

    [GeneratedRegex(@"€|eur(o)?|\s|\u00A0|\u202F", RegexOptions.IgnoreCase)]
    private static partial Regex MoneyNoise();

    [GeneratedRegex(@"^([-−]?)([0-9]{1,3}(?:[.'][0-9]{3})+|[0-9]+)(?:[.,]([0-9]{1,2})|,-{1,2}|,–)?$")]
    private static partial Regex Amount();
}
