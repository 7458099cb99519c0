using System.Text.Json.Nodes;
using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Seeding;
using Leineweber.Foundation.Volltext;
using Leineweber.Leistungen.Search;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Leistungen.Seeding;

/// <summary>Brings <c>lebenslagen.yaml</c>, <c>leistungen/*.yaml</c>, <c>synonyme.yaml</c> and <c>komposita.txt</c> into the city. What is there stays as it is; English is added where nobody has written any.</summary>
internal sealed class LeistungenSeed(LeineweberDb db) : ISeed
{
    public int Floor => 9;

    public async Task Seed(SeedSource source, CancellationToken cancel)
    {
        await Lebenslagen(source, cancel);
        await Words(source, cancel);
        await Leistungen(source, cancel);
    }

    private Task Lebenslagen(SeedSource source, CancellationToken cancel)
    {
        var list = source.Yaml("lebenslagen.yaml") as JsonArray ?? [];
        return db.Write(Actor.CommandLine, async w =>
        {
            var known = await w.Db.Set<Lebenslage>().Select(row => row.Key).ToListAsync(cancel);
            foreach (var (node, place) in list.Select((node, place) => (new YamlText(node!), place)).Where(pair => !known.Contains(pair.Item1["key"])))
            {
                w.Db.Add(new Lebenslage { Key = node["key"], Name = node["name"], NameEn = node["name_en"], Text = node["text"], TextEn = node["text_en"], Reihenfolge = place });
            }
        }, cancel);
    }

    private async Task Words(SeedSource source, CancellationToken cancel)
    {
        var synonyms = (source.Yaml("synonyme.yaml") as JsonArray ?? []).Select(group => string.Join("; ", (group?["begriff"] as JsonArray ?? []).Select(word => word?.ToString())));
        var parts = File.Exists(source.Path("komposita.txt")) ? await File.ReadAllLinesAsync(source.Path("komposita.txt"), cancel) : [];
        await db.Write(Actor.CommandLine, async w =>
        {
            await Add(w, Wortliste.Synonyms, synonyms, cancel);
            await Add(w, Wortliste.Parts, parts.Where(line => !line.StartsWith('#')), cancel);
        }, cancel);
    }

    private static async Task Add(Write w, string name, IEnumerable<string> lines, CancellationToken cancel)
    {
        var text = string.Join('\n', lines.Select(line => line.Trim()).Where(line => line.Length > 0));
        if (text.Length > 0 && !await w.Db.Set<Wortliste>().AnyAsync(row => row.Name == name, cancel))
        {
            w.Db.Add(new Wortliste { Name = name, Inhalt = text });
        }
    }

    private async Task Leistungen(SeedSource source, CancellationToken cancel)
    {
        var folder = source.Path("leistungen");
        var files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.yaml").Order(StringComparer.Ordinal).ToList() : [];
        var read = files.ConvertAll(file => (Slug: Path.GetFileNameWithoutExtension(file), Inhalt: LeistungFile.Read(file, out var isPublished), IsPublished: isPublished));
        var byName = read.ToDictionary(entry => entry.Slug, entry => entry.Inhalt);
        var (added, topped) = await db.Write(Actor.CommandLine, async w =>
        {
            var known = (await w.Db.Set<Leistung>().Select(row => row.Slug).ToListAsync(cancel)).ToHashSet();
            var fresh = read.Where(entry => !known.Contains(entry.Slug)).ToList();
            foreach (var (slug, inhalt, isPublished) in fresh)
            {
                Redaktion.Add(w, slug, inhalt, isPublished, "Aus der Datensammlung der Stadt übernommen");
            }

            if (fresh.Count > 0)
            {
                await w.ReindexAll(PortalIndex.Name);
            }

            var english = 0;
            foreach (var leistung in await w.Db.Set<Leistung>().ToListAsync(cancel))
            {
                if (byName.TryGetValue(leistung.Slug, out var inhalt) && await Redaktion.TopUpEnglish(w, leistung, inhalt, cancel))
                {
                    english++;
                }
            }

            return (fresh.Count, english);
        }, cancel);
        source.Tell(added == 1 ? "1 Leistung" : $"{added} Leistungen");
        if (topped > 0)
        {
            source.Tell(topped == 1 ? "1 Leistung um englische Texte ergänzt" : $"{topped} Leistungen um englische Texte ergänzt");
        }
    }
}
