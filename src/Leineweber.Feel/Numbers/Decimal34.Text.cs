using System.Globalization;
using System.Numerics;

namespace Leineweber.Feel.Numbers;

/// <summary>Reading and printing.</summary>
public readonly partial struct Decimal34
{
    /// <summary>Reads <c>-?digits[.digits][e[+-]digits]</c>, rounding to 34 digits; <c>null</c> when it is no number or out of range.</summary>
    public static Decimal34? Parse(ReadOnlySpan<char> text)
    {
        var at = 0;
        var negative = false;
        if (at < text.Length && text[at] is '-' or '+')
        {
            negative = text[at++] == '-';
        }

        var start = at;
        var point = -1;
        while (at < text.Length && (char.IsAsciiDigit(text[at]) || (text[at] == '.' && point < 0)))
        {
            if (text[at] == '.')
            {
                point = at;
            }

            at++;
        }

        var digits = text[start..at];
        var fraction = point < 0 ? 0 : at - point - 1;
        if (digits.Length == 0 || (point >= 0 && digits.Length == 1))
        {
            return null;
        }

        var exponent = 0;
        if (at < text.Length && text[at] is 'e' or 'E')
        {
            if (!int.TryParse(text[(at + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent)
                || Math.Abs((long)exponent) > 100_000)
            {
                return null;
            }

            at = text.Length;
        }

        return at == text.Length ? FromDigits(digits, fraction, negative, exponent) : null;
    }

    private static Decimal34? FromDigits(ReadOnlySpan<char> digits, int fraction, bool negative, int exponent)
    {
        if (digits.Length <= 18)
        {
            long small = 0;
            foreach (var c in digits)
            {
                small = c == '.' ? small : (small * 10) + (c - '0');
            }

            return Ranged(negative ? -small : small, exponent - fraction);
        }

        if (digits.Length > 20_000)
        {
            return null;
        }

        var coefficient = BigInteger.Parse(digits.ToString().Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
        return Create(negative ? -coefficient : coefficient, exponent - fraction);
    }

    /// <summary>Plain decimal notation without an exponent and without trailing zeros, as <c>string()</c> prints (DMN 1.5, Table 73).</summary>
    public override string ToString()
    {
        var n = Normalized();
        var digits = Int128.Abs(n.Coefficient).ToString(CultureInfo.InvariantCulture);
        var sign = n.Coefficient < 0 ? "-" : "";
        if (n.Exponent >= 0)
        {
            return sign + digits + new string('0', n.Exponent);
        }

        var whole = digits.Length + n.Exponent;
        return whole > 0
            ? $"{sign}{digits.AsSpan(0, whole)}.{digits.AsSpan(whole)}"
            : $"{sign}0.{new string('0', -whole)}{digits}";
    }
}
