using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Formulare.Felder;

/// <summary>A mail address.</summary>
internal sealed partial record EMailFeld : Feld
{
    public override string Type => "email";

    public override Lesung Read(Eingaben posted)
    {
        var text = posted.Text(Id);
        if (text.Length == 0)
        {
            return Lesung.Nothing;
        }

        var at = text.LastIndexOf('@');
        return text.Length <= 254 && at is > 0 and <= 64 && Address().IsMatch(text) && !text.Contains("..", StringComparison.Ordinal)
            ? new Lesung(JsonValue.Create(text[..at] + text[at..].ToLowerInvariant()))
            : Lesung.Bad(T("Bitte prüfen Sie die E-Mail-Adresse. Sie sieht so aus: name@beispiel.de"));
    }

    public override bool Fits(JsonNode value) => value.Text() is { Length: > 0 and <= 254 };

    public override string Show(JsonNode value) => value.Text() ?? "";

    public override Eingaben Fill(JsonNode value) => Eingaben.Of((Id, value.Text() ?? ""));

    public override string Missing => Error?.ToString() ?? T("Bitte geben Sie Ihre E-Mail-Adresse ein.");

    [GeneratedRegex(@"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}]{2,24}$")]
    private static partial Regex Address();
}

/// <summary>A telephone number, kept with digits only and the sign for the country: +495215112345 or 05215112345.</summary>
internal sealed partial record TelefonFeld : Feld
{
    public override string Type => "phone";

    public override Lesung Read(Eingaben posted)
    {
        var text = posted.Text(Id);
        if (text.Length == 0)
        {
            return Lesung.Nothing;
        }

        var digits = Separators().Replace(text.Replace("(0)", "", StringComparison.Ordinal), "");
        digits = digits.StartsWith("00", StringComparison.Ordinal) ? "+" + digits[2..] : digits;
        return text.Length <= 40 && Number().IsMatch(digits)
            ? new Lesung(JsonValue.Create(digits))
            : Lesung.Bad(T("Bitte geben Sie die Telefonnummer mit Vorwahl ein, zum Beispiel 0521 51-0."));
    }

    public override bool Fits(JsonNode value) => value.Text() is { Length: > 0 and <= 20 };

    public override string Show(JsonNode value) => value.Text() ?? "";

    public override Eingaben Fill(JsonNode value) => Eingaben.Of((Id, value.Text() ?? ""));

    public override string Missing => Error?.ToString() ?? T("Bitte geben Sie eine Telefonnummer ein, unter der wir Sie erreichen.");

    [GeneratedRegex(@"[\s\u00A0()/.\-–]")]
    private static partial Regex Separators();

    [GeneratedRegex(@"^\+?[0-9]{5,16}$")]
    private static partial Regex Number();
}
