using Leineweber.Formulare.Felder;
using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Seeding;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Formulare.Import;

/// <summary>Brings the demo city's forms and streets in; a form that is there in the same version stays as it is.</summary>
internal sealed class FormulareSeed(Formularkatalog catalog, LeineweberDb db, Strassenspeicher memory) : ISeed
{
    private static readonly Actor Seeder = Actor.System("seed");

    public int Floor => 11;

    public async Task Seed(SeedSource source, CancellationToken cancel)
    {
        await SeedStreets(source, cancel);
        var folder = source.Path("formulare");
        if (!Directory.Exists(folder))
        {
            return;
        }

        var count = 0;
        foreach (var file in Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            var (version, notes) = await catalog.Import(Seeder, await File.ReadAllTextAsync(file, cancel), cancel);
            if (version is null)
            {
                throw new InvalidDataException($"{file}: {string.Join("; ", notes.Where(note => !note.IsHint).Select(note => $"{note.Path}: {note.Message}"))}");
            }

            if (version.PublishedAt is null)
            {
                await catalog.Publish(Seeder, version.Id, cancel);
            }

            count++;
        }

        source.Tell(count == 1 ? "1 Formular" : $"{count} Formulare");
    }

    private async Task SeedStreets(SeedSource source, CancellationToken cancel)
    {
        if (source.Yaml("strassen.yaml") is not System.Text.Json.Nodes.JsonArray streets || await db.Set<Strassenzeile>().AnyAsync(cancel))
        {
            return;
        }

        await db.Write(Seeder, write =>
        {
            write.Db.AddRange(streets.Select(street => new Strassenzeile
            {
                Name = (string)street!["name"]!,
                Plz = (string)street["plz"]!,
                Bezirk = (string?)street["bezirk"] ?? "",
            }));
            return Task.CompletedTask;
        }, cancel);
        memory.Registers.TryRemove(source.Tenant.Key, out _);
        source.Tell($"{streets.Count} Straßen");
    }
}
