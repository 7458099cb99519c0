using System.Globalization;
using System.Text.RegularExpressions;
using Leineweber.Foundation;

namespace Leineweber.Leistungen;

/// <summary>One fee.</summary>
/// <param name="Text">What for.</param>
/// <param name="Betrag">Amount as written, e.g. "30,00 €", "ab 12,00 €" or "50,00 bis 250,00 €".</param>
public sealed partial record Kostenzeile(string Text, string Betrag)
{
    private static readonly (string German, string English)[] Words =
    [
        ("kostenfrei", "free"), ("nach Aufwand", "depending on the work"), ("im Jahr", "a year"), ("pro Jahr", "a year"), ("im Monat", "a month"), ("pro Monat", "a month"),
        ("ab etwa", "from about"), ("ab", "from"), ("etwa", "about"), ("und", "and"), ("je", "per"),
    ];

    /// <summary>The amounts as the reader writes them: "ab 12,00 €", "from €12.00".</summary>
    public string Shown() => Sprache.IsEnglish ? English(Betrag) : Betrag;

    private static string English(string amount)
    {
        var text = amount.StartsWith("bis ", StringComparison.Ordinal) ? "up to " + amount[4..] : amount.Replace(" bis ", " to ", StringComparison.Ordinal);
        foreach (var (german, english) in Words)
        {
            text = Regex.Replace(text, $@"(?<!\w){german}(?!\w)", english, RegexOptions.CultureInvariant);
        }

        var isMoney = text.Contains('€', StringComparison.Ordinal);
        return Figure().Replace(text, figure => Show(figure, isMoney));
    }

    private static string Show(Match figure, bool isMoney)
    {
        var (whole, part) = (figure.Groups["whole"].Value.Replace(".", "", StringComparison.Ordinal), figure.Groups["part"].Value);
        if (figure.Groups["percent"].Success)
        {
            return $"{whole}{(part.Length > 0 ? "." + part : "")}%";
        }

        return !isMoney ? figure.Value : part.Length == 2 ? Foundation.Show.Money(long.Parse(whole + part, CultureInfo.InvariantCulture)) : "€" + whole;
    }

    [GeneratedRegex(@"(?<whole>\d{1,3}(?:\.\d{3}){1,3}|\d{1,9})(?:,(?<part>\d{1,2}))?(?:\s?(?:€|(?<percent>%)))?")]
    private static partial Regex Figure();
}
