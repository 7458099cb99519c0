using System.Text.Json.Nodes;
using Leineweber.Konten;

namespace Leineweber.Formulare.Fill;

/// <summary>First values of a draft from the account. Read on the server; what a browser posts never decides what is prefilled.</summary>
internal static class Vorbelegung
{
    public static JsonObject For(Formularmodell form, Nutzerkonto account)
    {
        var values = new JsonObject();
        foreach (var field in form.Pages.Where(page => page.Repeat is null).SelectMany(page => page.Fields).Where(field => field.Prefill is not null))
        {
            if (Value(field.Prefill!, account) is { } value && field.Fits(value))
            {
                values[field.Id] = value;
            }
        }

        return values;
    }

    private static JsonNode? Value(string source, Nutzerkonto account) => source switch
    {
        "konto.organisation" => Text(account.Organisation),
        "konto.vorname" => Text(account.Vorname),
        "konto.nachname" => Text(account.Nachname),
        "konto.email" => Text(account.Email),
        "konto.telefon" => Text(account.Telefon),
        "konto.geburtsdatum" => Text(account.Geburtsdatum?.ToString("O", System.Globalization.CultureInfo.InvariantCulture)),
        "konto.anschrift" => Address(account),
        _ => null,
    };

    private static JsonObject? Address(Nutzerkonto account)
    {
        var parts = new JsonObject();
        foreach (var (name, value) in new[] { ("strasse", account.Strasse), ("hausnummer", account.Hausnummer), ("plz", account.Plz), ("ort", account.Ort) })
        {
            if (!string.IsNullOrEmpty(value))
            {
                parts[name] = value;
            }
        }

        return parts.Count == 0 ? null : parts;
    }

    private static JsonValue? Text(string? text) => string.IsNullOrEmpty(text) ? null : JsonValue.Create(text);
}
