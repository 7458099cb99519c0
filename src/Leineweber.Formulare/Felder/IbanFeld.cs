using System.Text.Json.Nodes;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Formulare.Felder;

/// <summary>A bank account number, ISO 13616: country, length and check digits (mod 97) must be right.</summary>
internal sealed record IbanFeld : Feld
{
    // SWIFT IBAN registry: length per country.
    private static readonly Dictionary<string, int> Lengths = Registry(
        "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 EE20 EG29 ES24 FI18 FO18 FR27 GB22 GE22 GI23 "
        + "GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MR27 MT31 MU30 "
        + "NL18 NO15 PK24 PL28 PS29 PT25 QA29 RO24 RS22 SA24 SC31 SE24 SI19 SK24 SM27 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20");

    public override string Type => "iban";

    public override int Seconds => 30;

    public override Lesung Read(Eingaben posted)
    {
        var text = new string([.. posted.Text(Id).Where(c => !char.IsWhiteSpace(c))]).ToUpperInvariant();
        return text.Length == 0 ? Lesung.Nothing : Problem(text) is { } problem ? Lesung.Bad(problem) : new Lesung(JsonValue.Create(text));
    }

    public override bool Fits(JsonNode value) => value.Text() is { } text && Problem(text) is null;

    public override string Show(JsonNode value) => string.Join(' ', (value.Text() ?? "").Chunk(4).Select(four => new string(four)));

    public override Eingaben Fill(JsonNode value) => Eingaben.Of((Id, Show(value)));

    public override string Missing => Error?.ToString() ?? T("Bitte geben Sie Ihre IBAN ein. Sie steht auf Ihrer Bankkarte.");

    private static string? Problem(string iban)
    {
        if (iban.Length < 5 || !iban.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c)))
        {
            return T("Bitte geben Sie die IBAN nur mit Buchstaben und Ziffern ein, zum Beispiel DE02 1203 0000 0000 2020 51.");
        }

        if (!Lengths.TryGetValue(iban[..2], out var length))
        {
            return T("Eine IBAN beginnt mit dem Kürzel des Landes, in Deutschland mit DE.");
        }

        return iban.Length != length
            ? T("Diese IBAN hat {0} Zeichen, es müssten {1} sein. Bitte prüfen Sie sie.", iban.Length, length)
            : Remainder(iban) != 1 ? T("In dieser IBAN ist ein Zahlendreher oder Tippfehler. Bitte prüfen Sie sie.") : null;
    }

    private static int Remainder(string iban) => (iban[4..] + iban[..4])
        .Aggregate(0, (rest, c) => char.IsAsciiDigit(c) ? (rest * 10 + (c - '0')) % 97 : (rest * 100 + (c - 'A' + 10)) % 97);

    private static Dictionary<string, int> Registry(string lines) =>
        lines.Split(' ').ToDictionary(line => line[..2], line => int.Parse(line[2..], System.Globalization.CultureInfo.InvariantCulture));
}
