using System.Text.Json.Nodes;
using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Seeding;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Organisation.Import;

/// <summary>What an import of the plan did.</summary>
/// <param name="Added">Units that are new.</param>
/// <param name="Changed">Units whose data differ now.</param>
/// <param name="Untouched">Units the file does not name; they stay.</param>
public sealed record Importbericht(int Added, int Changed, int Untouched);

/// <summary>Brings a file in the form of <c>organisation.yaml</c> into the plan: new units are added, known ones brought up to date. All of the file or nothing.</summary>
public sealed class Organisationsimport(LeineweberDb db)
{
    /// <summary>Imports a file; run again it changes nothing.</summary>
    /// <param name="path">The YAML file.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<Outcome<Importbericht>> Run(string path, CancellationToken cancel)
    {
        if (Read(path) is var read && read.Refusal is { } unreadable)
        {
            return unreadable;
        }

        var file = read.Value;
        return await db.Write<Outcome<Importbericht>>(Actor.CommandLine, async w =>
        {
            await w.Lock("organisation.import", cancel);
            var units = await w.Db.Set<Organisationseinheit>().ToDictionaryAsync(unit => unit.Nummer, cancel);
            var before = units.Count;
            foreach (var line in file)
            {
                line.Fill(units.TryGetValue(line.Nummer, out var known) ? known : units[line.Nummer] = w.Db.Add(new Organisationseinheit(line.Nummer, line.Name, "")).Entity);
            }

            foreach (var line in file)
            {
                if (line.Ueber is not null && !units.ContainsKey(line.Ueber))
                {
                    return Wrong(path, $"Über {line.Nummer} soll {line.Ueber} stehen; diese Einheit gibt es nicht.");
                }

                units[line.Nummer].ParentId = line.Ueber is null ? null : units[line.Ueber].Id;
            }

            if (InCircle(units) is { } circle)
            {
                return Wrong(path, $"{circle.Nummer} steht über sich selbst: der Plan läuft im Kreis.");
            }

            var changed = w.Db.ChangeTracker.Entries<Organisationseinheit>().Count(entry => entry.State == EntityState.Modified);
            var report = new Importbericht(units.Count - before, changed, units.Count - file.Count);
            if (report.Added + report.Changed > 0)
            {
                await w.NextNumber(Organisationsplan.Stand, cancel);
                w.Record("organisation", "organisation.imported", $"Organisationsplan eingelesen: {report.Added} neue, {report.Changed} geänderte Einheiten");
            }

            return report;
        }, cancel);
    }

    private static Outcome<List<Einheitszeile>> Read(string path)
    {
        JsonNode? content;
        try
        {
            content = YamlFile.Read(path);
        }
        catch (Exception error) when (error is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return new Refusal("organisation.unreadable", $"Die Datei lässt sich nicht lesen: {error.Message}");
        }

        if (content is not JsonArray { Count: > 0 } list)
        {
            return Wrong(path, "Erwartet wird eine Liste von Einheiten mit 'nummer' und 'name'.");
        }

        var lines = new List<Einheitszeile>();
        foreach (var (node, place) in list.Select((node, place) => (node, place)))
        {
            var line = Einheitszeile.Of(node, place);
            if (line.Refusal is { } wrong)
            {
                return Wrong(path, wrong.Message);
            }

            lines.Add(line.Value);
        }

        return lines.GroupBy(line => line.Nummer, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice
            ? Wrong(path, $"Die Nummer {twice.Key} steht mehr als einmal da.")
            : lines;
    }

    private static Refusal Wrong(string path, string what) => new("organisation.wrong", $"{Path.GetFileName(path)}: {what} Es wurde nichts eingelesen.");

    private static Organisationseinheit? InCircle(Dictionary<string, Organisationseinheit> units)
    {
        var byId = units.Values.ToDictionary(unit => unit.Id);
        return units.Values.FirstOrDefault(unit =>
        {
            var at = unit;
            for (var steps = 0; at is not null && steps <= units.Count; steps++)
            {
                at = at.ParentId is { } above ? byId.GetValueOrDefault(above) : null;
            }

            return at is not null;
        });
    }
}
