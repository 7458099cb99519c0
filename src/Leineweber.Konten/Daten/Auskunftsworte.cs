using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Leineweber.Foundation;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Konten.Daten;

/// <summary>What is kept about a person in words that people read; the file to take along keeps the exact names and values.</summary>
public static class Auskunftsworte
{
    /// <summary>The name of an entry.</summary>
    public static string Word(string key) => key switch
    {
        "id" => T("Interne Nummer"),
        "art" => T("Art des Kontos"),
        "organisation" => T("Organisation"),
        "rechtsform" => T("Rechtsform"),
        "register" => T("Register"),
        "handelnd" => T("Handelnde Person"),
        "vorname" => T("Vorname"),
        "nachname" => T("Nachname"),
        "email" => T("E-Mail-Adresse"),
        "emailBestaetigt" => T("E-Mail-Adresse bestätigt"),
        "telefon" => T("Telefon"),
        "strasse" => T("Straße"),
        "hausnummer" => T("Hausnummer"),
        "plz" => T("Postleitzahl"),
        "ort" => T("Ort"),
        "geburtsdatum" => T("Geburtsdatum"),
        "sprache" => T("Sprache"),
        "angelegt" => T("Angelegt"),
        "zuletztAngemeldet" => T("Zuletzt angemeldet"),
        "anmeldename" => T("Anmeldename"),
        "kennwort" => T("Kennwort"),
        "zweiterFaktor" => T("Zweiter Faktor"),
        "name" => T("Name"),
        "eingerichtet" => T("Eingerichtet"),
        "zuletztBenutzt" => T("Zuletzt benutzt"),
        "dienst" => T("Dienst"),
        "kennung" => T("Kennung"),
        "verbunden" => T("Verbunden"),
        "geraet" => T("Gerät"),
        "begonnen" => T("Begonnen"),
        "zuletzt" => T("Zuletzt benutzt"),
        "endetSpaetestens" => T("Endet spätestens"),
        "vertrauensniveau" => T("Vertrauensniveau"),
        "wann" => T("Wann"),
        "was" => T("Was"),
        "wer" => T("Wer"),
        "kassenzeichen" => T("Kassenzeichen"),
        "wofuer" => T("Wofür"),
        "cent" => T("Betrag"),
        "gefordert" => T("Gefordert"),
        "faellig" => T("Fällig"),
        "stand" => T("Stand"),
        "bezahlt" => T("Bezahlt"),
        "aufgehoben" => T("Aufgehoben"),
        "versuche" => T("Versuche zu bezahlen"),
        "zahlweg" => T("Zahlweg"),
        "ueberweisungen" => T("Überweisungen"),
        "gebucht" => T("Gebucht"),
        "verwendungszweck" => T("Verwendungszweck"),
        "zahler" => T("Gezahlt von"),
        "iban" => T("IBAN"),
        "erstattungen" => T("Erstattungen"),
        "seit" => T("Seit"),
        "grund" => T("Grund"),
        _ => key,
    };

    /// <summary>A value: days, times and amounts as people read them, lists with semicolons between.</summary>
    public static string Words(string key, JsonNode value) => value switch
    {
        JsonArray rows => string.Join("; ", rows.OfType<JsonObject>().Select(row => string.Join(", ", row.Where(pair => pair.Value is not null).Select(pair => $"{Word(pair.Key)}: {Words(pair.Key, pair.Value!)}")))),
        JsonObject => value.ToJsonString(),
        _ when value.GetValueKind() is JsonValueKind.True => T("ja"),
        _ when value.GetValueKind() is JsonValueKind.False => T("nein"),
        _ when key == "cent" && long.TryParse(value.ToString(), CultureInfo.InvariantCulture, out var cents) => Show.Money(cents),
        _ when key == "sprache" => value.ToString() switch { "de" => T("Deutsch"), "en" => T("Englisch"), var other => other },
        _ => Day(value.ToString().Trim('"')),
    };

    private static string Day(string text)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return Show.Date(day);
        }

        return text.Length > 18 && text[10] == 'T' && DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var moment)
            ? Show.DateTime(moment)
            : text;
    }
}
