using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Leineweber.Foundation;

namespace Leineweber.Organisation.Import;

/// <summary>One unit as the file names it.</summary>
internal sealed record Einheitszeile(string Nummer, string Name, string? Ueber, int Place, JsonObject Node)
{
    private static readonly string[] Days = ["so", "mo", "di", "mi", "do", "fr", "sa"];

    /// <summary>Reads one entry of the list; refused in words where it cannot be a unit.</summary>
    public static Outcome<Einheitszeile> Of(JsonNode? node, int place)
    {
        if (node is not JsonObject unit || Text(unit, "nummer") is not { Length: > 0 and <= 40 } number)
        {
            return Wrong($"Der {place + 1}. Eintrag hat keine Nummer mit 1 bis 40 Zeichen.");
        }

        if (Text(unit, "name") is not { Length: > 0 and <= 200 } name || Text(unit, "name_en") is { Length: > 200 } || Text(unit, "art") is { Length: > 40 })
        {
            return Wrong($"Einheit {number} hat keinen Namen mit 1 bis 200 Zeichen.");
        }

        foreach (var hours in unit["oeffnungszeiten"] as JsonArray ?? [])
        {
            if (Array.IndexOf(Days, Text(hours, "tag")) < 0 || Time(hours, "von") is not { } from || Time(hours, "bis") is not { } until || until <= from)
            {
                return Wrong($"Einheit {number}: Öffnungszeiten stehen als tag (mo, di, mi, do, fr, sa, so), von und bis, z. B. {{tag: mo, von: \"08:00\", bis: \"12:00\"}}.");
            }
        }

        return new Einheitszeile(number, name, Text(unit, "ueber"), place, unit);
    }

    /// <summary>Takes all of it over into a unit, but for the unit above.</summary>
    public void Fill(Organisationseinheit unit)
    {
        unit.Name = Name;
        unit.NameEn = Text(Node, "name_en");
        unit.Art = Text(Node, "art") ?? "team";
        unit.Reihenfolge = Place;
        unit.Strasse = Text(Node["anschrift"], "strasse");
        unit.Plz = Text(Node["anschrift"], "plz");
        unit.Ort = Text(Node["anschrift"], "ort");
        unit.OrtHinweis = Text(Node, "ort_hinweis");
        unit.OrtHinweisEn = Text(Node, "ort_hinweis_en");
        unit.Telefon = Text(Node, "telefon");
        unit.Email = Text(Node, "email");
        unit.OeffnungszeitenJson = JsonSerializer.Serialize((Node["oeffnungszeiten"] as JsonArray ?? []).Select(hours => new Oeffnungszeit(
            (DayOfWeek)Array.IndexOf(Days, Text(hours, "tag")), Time(hours, "von")!.Value, Time(hours, "bis")!.Value)));
    }

    internal static string? Text(JsonNode? node, string name) => node is JsonObject map ? map[name]?.ToString() : null;

    private static Refusal Wrong(string message) => new("organisation.wrong", message);

    private static TimeOnly? Time(JsonNode? node, string name) => TimeOnly.TryParse(Text(node, name), CultureInfo.InvariantCulture, out var time) ? time : null;
}
