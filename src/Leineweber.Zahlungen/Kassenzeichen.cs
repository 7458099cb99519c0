using System.Text.RegularExpressions;

namespace Leineweber.Zahlungen;

/// <summary>A claim's reference, e.g. <c>26-0000417-3</c>: year, running number, check digit (Luhn), so that a mistyped one is found out.</summary>
public static partial class Kassenzeichen
{
    /// <summary>The reference of a year's n-th claim.</summary>
    /// <param name="year">Calendar year.</param>
    /// <param name="number">Running number from 1.</param>
    public static string Of(int year, long number)
    {
        var digits = $"{year % 100:00}{number:0000000}";
        return $"{digits[..2]}-{digits[2..]}-{Check(digits)}";
    }

    /// <summary>True where the text is a reference whose check digit fits.</summary>
    public static bool IsValid(string? text)
    {
        var parts = text?.Split('-');
        return parts is [{ Length: 2 } year, { Length: >= 7 and <= 12 } number, { Length: 1 } check]
            && (year + number + check).All(char.IsAsciiDigit)
            && Check(year + number) == check[0] - '0';
    }

    /// <summary>The references a payer's text holds, whatever blanks and line breaks banks put into it. A reference with a wrong check digit is none.</summary>
    public static IReadOnlyList<string> FindIn(string text)
    {
        var found = new List<string>();
        foreach (var candidate in Written().Matches(text).Concat(Written().Matches(Gaps().Replace(text, ""))).Select(match => Digit().Replace(match.Value, "")))
        {
            var reference = $"{candidate[..2]}-{candidate[2..^1]}-{candidate[^1]}";
            if (IsValid(reference) && !found.Contains(reference))
            {
                found.Add(reference);
            }
        }

        return found;
    }

    [GeneratedRegex(@"(?<![0-9])[0-9]{2}[-\s.]{0,3}[0-9]{7}[-\s.]{0,3}[0-9](?![0-9])")]
    private static partial Regex Written();

    [GeneratedRegex(@"[\s]+")]
    private static partial Regex Gaps();

    [GeneratedRegex(@"[^0-9]+")]
    private static partial Regex Digit();

    private static int Check(string digits)
    {
        var sum = 0;
        for (var place = 0; place < digits.Length; place++)
        {
            var digit = digits[^(place + 1)] - '0';
            var doubled = place % 2 == 0 ? digit * 2 : digit;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }

        return (10 - (sum % 10)) % 10;
    }
}
