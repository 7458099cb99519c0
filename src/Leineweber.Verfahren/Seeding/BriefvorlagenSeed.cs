using System.Text.Json.Nodes;
using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Seeding;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Verfahren.Seeding;

/// <summary>Brings the letter templates from <c>vorlagen/*.yaml</c>; those that are there stay as the city changed them.</summary>
internal sealed class BriefvorlagenSeed(LeineweberDb db) : ISeed
{
    public int Floor => 13;

    public async Task Seed(SeedSource source, CancellationToken cancel)
    {
        var folder = source.Path("vorlagen");
        if (!Directory.Exists(folder))
        {
            return;
        }

        var templates = Directory.GetFiles(folder, "*.yaml").Order(StringComparer.Ordinal).Select((file, place) => Read(file, place)).ToList();
        var added = await db.Write(Actor.CommandLine, async w =>
        {
            var known = await w.Db.Set<Briefvorlage>().Select(row => row.Key).ToListAsync(cancel);
            var missing = templates.Where(template => !known.Contains(template.Key)).ToList();
            w.Db.AddRange(missing);
            return missing.Count;
        }, cancel);
        if (added > 0)
        {
            source.Tell($"{added} Briefvorlagen");
        }
    }

    private static Briefvorlage Read(string file, int place)
    {
        var node = YamlFile.Read(file) as JsonObject ?? throw new InvalidDataException($"{file} ist leer.");
        string Text(string name) => node[name]?.ToString().Trim() ?? throw new InvalidDataException($"{file}: '{name}' fehlt.");
        return new Briefvorlage
        {
            Key = Path.GetFileNameWithoutExtension(file),
            Titel = Text("titel"),
            FormularKey = node["formular"]?.ToString(),
            Art = Enum.Parse<Entscheidungsart>(Text("art")),
            Betreff = Text("betreff"),
            Text = Text("text"),
            Nebenbestimmungen = string.Join('\n', (node["nebenbestimmungen"] as JsonArray ?? []).Select(line => line!.ToString().Trim())),
            Rechtsbehelf = node["rechtsbehelf"]?.ToString().Trim() ?? "",
            Reihenfolge = place,
        };
    }
}
