using System.Globalization;
using System.Text.Json.Nodes;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Formulare.Felder;

/// <summary>A whole number with a range.</summary>
internal sealed record ZahlFeld : Feld
{
    public long Min { get; init; }

    public long Max { get; init; } = 1_000_000;

    /// <summary>What is counted or measured, e.g. m².</summary>
    public Wort? Unit { get; init; }

    public override string Type => "number";

    public override Lesung Read(Eingaben posted)
    {
        var text = posted.Text(Id).Replace(" ", "", StringComparison.Ordinal).Replace("\u00A0", "", StringComparison.Ordinal);
        if (text.Length == 0)
        {
            return Lesung.Nothing;
        }

        // "1.200" is a German thousand; anything with another fraction is not a whole number.
        var plain = System.Text.RegularExpressions.Regex.IsMatch(text, @"^[0-9]{1,3}(\.[0-9]{3})+$", System.Text.RegularExpressions.RegexOptions.NonBacktracking)
            ? text.Replace(".", "", StringComparison.Ordinal) : text;
        return plain.Length <= 15 && long.TryParse(plain, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? new Lesung(JsonValue.Create(number))
            : Lesung.Bad(T("Bitte geben Sie bei „{0}“ eine ganze Zahl in Ziffern ein, zum Beispiel {1}.", Label, Math.Clamp(2, Min, Max)));
    }

    public override bool Fits(JsonNode value) => value.Number() is not null;

    public override string? Check(JsonNode value, Pruefstand at) => value.Number() switch
    {
        var number when number < Min => Say(T("Bitte geben Sie bei „{0}“ mindestens {1} ein.", Label, Min)),
        var number when number > Max => Say(T("Bitte geben Sie bei „{0}“ höchstens {1} ein.", Label, Max)),
        _ => null,
    };

    public override string Show(JsonNode value) => Foundation.Show.Number(value.Number() ?? 0) + (Unit is null ? "" : $" {Unit}");

    public override Eingaben Fill(JsonNode value) => Eingaben.Of((Id, (value.Number() ?? 0).ToString(CultureInfo.InvariantCulture)));

    public override string Missing => Error?.ToString() ?? T("Bitte geben Sie bei „{0}“ eine Zahl ein.", Label);
}
