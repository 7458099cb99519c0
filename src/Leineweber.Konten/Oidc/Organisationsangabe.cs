using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Leineweber.Foundation;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Konten.Oidc;

/// <summary>What a provider for organisations says: for whom somebody acts, and who that is.</summary>
/// <param name="Kennung">Identifier of the organisation at the provider, the same for all who act for it.</param>
/// <param name="Name">Its name.</param>
/// <param name="Handelnd">Who acts; the provider's name for them where it tells no other.</param>
internal sealed record Organisationsangabe(string Kennung, string Name, string Handelnd)
{
    private const int LongestName = 200;

    /// <summary>The claims, by what they carry, as Mein Unternehmenskonto calls the same data; <c>oidc.{key}.claims</c> names others.</summary>
    /// <remarks>Spelling in capitals and small letters differs between brokers and does not count.</remarks>
    public static readonly IReadOnlyDictionary<string, string> Claims = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["kennung"] = "DatenuebermittlerPseudonymId",
        ["name"] = "Firmenname",
        ["rechtsform"] = "Rechtsform",
        ["registerart"] = "Registerart",
        ["registernummer"] = "Registernummer",
        ["registergericht"] = "Registergericht",
        ["strasse"] = "Strasse",
        ["hausnummer"] = "Hausnummer",
        ["plz"] = "PLZ",
        ["ort"] = "Ort",
        ["testkonto"] = "IstTestkonto",
        ["vorname"] = "given_name",
        ["nachname"] = "family_name",
    };

    /// <summary>Legal form in words, or null; a mere number of a list nobody reads is left out.</summary>
    public string? Rechtsform { get; private init; }

    /// <summary>Where it is registered: kind, number, court; or null.</summary>
    public string? Register { get; private init; }

    /// <summary>Street, house number, post code, town; null what was not said.</summary>
    public (string? Strasse, string? Hausnummer, string? Plz, string? Ort) Anschrift { get; private init; }

    /// <summary>Reads it from a checked answer of a provider for organisations; refused where it names none.</summary>
    public static Outcome<Organisationsangabe> Of(OidcAnswer answer, bool isDemo)
    {
        string? Raw(string part) => Claim(answer.Claims, answer.Provider.OrganisationClaims![part]);
        string? Text(string part, int longest) => Clean(Raw(part), longest);
        // An identifier is taken exactly or not at all: cut or mended it might be another organisation's.
        if (Raw("kennung")?.Trim() is not { Length: > 0 and <= 255 } kennung || kennung != Clean(kennung, 255) || Text("name", LongestName) is not { } name)
        {
            return new Refusal("oidc.no-organisation", T("{0} hat uns nicht gesagt, für welches Unternehmen oder welche Organisation Sie handeln. Bitte melden Sie sich dort mit dem Konto Ihrer Organisation an. Privat können Sie sich hier anders anmelden.", answer.Provider.Name));
        }

        if (string.Equals(Raw("testkonto"), "true", StringComparison.OrdinalIgnoreCase) && !isDemo)
        {
            return new Refusal("oidc.test-account", T("Das ist ein Testkonto. Hier gelten nur echte Konten."));
        }

        var who = Clean($"{Text("vorname", 120)} {Text("nachname", 120)}", LongestName / 2) ?? Clean(Claim(answer.Claims, "name") ?? Claim(answer.Claims, "preferred_username"), LongestName / 2) ?? Clean($"Kennung {Claim(answer.Claims, "sub")}", LongestName / 2)!;
        return new Organisationsangabe(kennung, name, who)
        {
            Rechtsform = Text("rechtsform", 120) is { } form && !form.All(char.IsAsciiDigit) ? form : null,
            Register = Clean(string.Join(", ", new[] { $"{Text("registerart", 40)} {Text("registernummer", 60)}".Trim(), Text("registergericht", 90) ?? "" }.Where(part => part.Length > 0)), LongestName),
            Anschrift = (Text("strasse", 120), Text("hausnummer", 20), Text("plz", 20), Text("ort", 120)),
        };
    }

    /// <summary>A claim as text: of this name, else the only one that differs in capitals and small letters; null where there is none.</summary>
    private static string? Claim(JsonObject claims, string name)
    {
        var alike = claims.ContainsKey(name) ? [name] : claims.Select(pair => pair.Key).Where(key => key.Equals(name, StringComparison.OrdinalIgnoreCase)).Take(2).ToList();
        return alike is [var one] && claims[one] is JsonValue value ? value.ToString() : null;
    }

    /// <summary>One line that people can read: no control or direction characters, composed Unicode, single blanks, cut; null where nothing is left.</summary>
    private static string? Clean(string? text, int longest)
    {
        var kept = new StringBuilder();
        foreach (var rune in WellFormed.Normalize(text ?? "", NormalizationForm.FormC).EnumerateRunes())
        {
            var next = Rune.IsWhiteSpace(rune) ? new Rune(' ') : rune;
            var isDouble = next.Value == ' ' && (kept.Length == 0 || kept[^1] == ' ');
            if (isDouble || IsHarmful(next))
            {
                continue;
            }

            if (kept.Length + next.Utf16SequenceLength > longest)
            {
                break;
            }

            kept.Append(next);
        }

        return kept.ToString().TrimEnd() is { Length: > 0 } clean ? clean : null;
    }

    private static bool IsHarmful(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned || rune == Rune.ReplacementChar;
}
