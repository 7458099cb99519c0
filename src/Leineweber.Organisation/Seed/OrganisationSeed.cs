using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Seeding;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Organisation.Seed;

/// <summary>Brings <c>organisation.yaml</c> into the plan: new units are added, known ones brought up to date.</summary>
internal sealed class OrganisationSeed(LeineweberDb db) : ISeed
{
    private static readonly string[] Days = ["so", "mo", "di", "mi", "do", "fr", "sa"];

    public int Floor => 4;

    public async Task Seed(SeedSource source, CancellationToken cancel)
    {
        if (source.Yaml("organisation.yaml") is not JsonArray list)
        {
            return;
        }

        var added = await db.Write(Actor.CommandLine, async w =>
        {
            var units = await w.Db.Set<Organisationseinheit>().ToDictionaryAsync(unit => unit.Nummer, cancel);
            var before = units.Count;
            foreach (var (node, place) in list.Select((node, place) => (node!, place)))
            {
                Take(w, units, node, place);
            }

            foreach (var node in list)
            {
                units[Text(node, "nummer")!].ParentId = Text(node, "ueber") is { } above
                    ? units.GetValueOrDefault(above)?.Id ?? throw new InvalidDataException($"organisation.yaml: Einheit {above} fehlt.")
                    : null;
            }

            if (units.Count > before)
            {
                w.Record("organisation", "organisation.seeded", $"Organisationsplan mit {units.Count} Einheiten eingelesen");
            }

            return units.Count - before;
        }, cancel);
        source.Tell($"{added} Organisationseinheiten");
    }

    private static void Take(Write w, Dictionary<string, Organisationseinheit> units, JsonNode node, int place)
    {
        var number = Text(node, "nummer") ?? throw new InvalidDataException("organisation.yaml: eine Einheit hat keine Nummer.");
        var name = Text(node, "name") ?? throw new InvalidDataException($"organisation.yaml: Einheit {number} hat keinen Namen.");
        if (!units.TryGetValue(number, out var unit))
        {
            unit = units[number] = w.Db.Add(new Organisationseinheit(number, name, "")).Entity;
        }

        unit.Name = name;
        unit.NameEn = Text(node, "name_en");
        unit.Art = Text(node, "art") ?? "team";
        unit.Reihenfolge = place;
        unit.Strasse = Text(node["anschrift"], "strasse");
        unit.Plz = Text(node["anschrift"], "plz");
        unit.Ort = Text(node["anschrift"], "ort");
        unit.OrtHinweis = Text(node, "ort_hinweis");
        unit.Telefon = Text(node, "telefon");
        unit.Email = Text(node, "email");
        unit.OeffnungszeitenJson = JsonSerializer.Serialize((node["oeffnungszeiten"] as JsonArray ?? []).Select(Hours));
    }

    private static Oeffnungszeit Hours(JsonNode? node) => new(
        (DayOfWeek)Array.IndexOf(Days, Text(node, "tag")),
        TimeOnly.Parse(Text(node, "von")!, CultureInfo.InvariantCulture),
        TimeOnly.Parse(Text(node, "bis")!, CultureInfo.InvariantCulture));

    internal static string? Text(JsonNode? node, string name) => node?[name]?.ToString();
}
