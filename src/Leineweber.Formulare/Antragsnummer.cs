using System.Globalization;

namespace Leineweber.Formulare;

/// <summary>Number of an application: year, office, running number, check digit, e.g. <c>2026-660.14-000017-4</c>.</summary>
/// <remarks>The check digit (Damm's) finds every single wrong digit and every swap of two neighbours, so that a number can be told on the phone.</remarks>
public readonly record struct Antragsnummer : IParsable<Antragsnummer>
{
    private static readonly string[] Table =
        ["0317598642", "7092154863", "4206871359", "1750983426", "6123045978", "3674209581", "5869720134", "8945362017", "9438617205", "2581436790"];

    private Antragsnummer(string value) => Value = value;

    /// <summary>As people read it.</summary>
    public string Value { get; }

    /// <summary>Makes the number.</summary>
    /// <param name="year">Year of submission, four digits.</param>
    /// <param name="unit">Number of the office: letters, digits and dots.</param>
    /// <param name="sequence">Running number in year and office, from 1.</param>
    public static Antragsnummer Create(int year, string unit, long sequence)
    {
        var head = string.Create(CultureInfo.InvariantCulture, $"{year:0000}-{unit}-{sequence:000000}");
        return new Antragsnummer($"{head}-{Check(head)}");
    }

    /// <inheritdoc />
    public static Antragsnummer Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var result) ? result : throw new FormatException("Keine Antragsnummer.");

    /// <inheritdoc />
    public static bool TryParse(string? s, IFormatProvider? provider, out Antragsnummer result)
    {
        result = default;
        if (s is not { Length: >= 14 and <= 60 } || s.Split('-') is not [{ Length: 4 } year, { Length: > 0 }, { Length: >= 6 } sequence, { Length: 1 } check]
            || !year.All(char.IsAsciiDigit) || !sequence.All(char.IsAsciiDigit) || Check(s[..^2]).ToString(CultureInfo.InvariantCulture) != check)
        {
            return false;
        }

        result = new Antragsnummer(s);
        return true;
    }

    /// <inheritdoc />
    public override string ToString() => Value;

    private static int Check(string text)
    {
        var interim = 0;
        foreach (var digit in text.Where(char.IsAsciiLetterOrDigit).SelectMany(Digits))
        {
            interim = Table[interim][digit] - '0';
        }

        return interim;
    }

    private static IEnumerable<int> Digits(char c) =>
        char.IsAsciiDigit(c) ? [c - '0'] : [(char.ToUpperInvariant(c) - 'A' + 10) / 10, (char.ToUpperInvariant(c) - 'A' + 10) % 10];
}
