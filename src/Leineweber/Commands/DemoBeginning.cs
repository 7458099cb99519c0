using System.Text.Json;
using Leineweber.Foundation.Ablage;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Tenancy;

namespace Leineweber.Commands;

/// <summary>How far the first start of a demonstration came. What it makes is remembered before it is made: one that was killed while its past was told begins anew, instead of going on with half a past.</summary>
internal static class DemoBeginning
{
    private const string Name = "vorfuehrung.json";

    /// <summary>True where a first start was begun in this folder and not finished.</summary>
    public static bool IsUnfinished(Installation installation) => Read(installation) is { IsFinished: false };

    /// <summary>Notes that the cities are about to be made, and which databases are there only because of that.</summary>
    /// <exception cref="CommandRefusal">A database holds something already.</exception>
    public static async Task Begin(Installation installation, IEnumerable<Tenant> cities, CancellationToken cancel)
    {
        var made = new List<string>();
        foreach (var city in cities)
        {
            if (await DatabaseCheck.IsUsed(city, installation, cancel))
            {
                throw new CommandRefusal($"Für „{city.Key}“ gibt es auf diesem Datenbankserver schon eine Datenbank mit Inhalt. Die Vorführung überschreibt nichts: bitte mit --database eine andere Verbindung nennen (zum Beispiel Database=vorfuehrung) oder diese Datenbank entfernen.");
            }

            made.Add(city.Key);
        }

        Write(installation, new Stand(IsFinished: false, made));
    }

    /// <summary>Notes that the past is told to its end.</summary>
    public static void Finish(Installation installation) => Write(installation, Read(installation)! with { IsFinished = true });

    /// <summary>Removes what an unfinished first start made, and nothing else.</summary>
    public static async Task Discard(Installation installation, IEnumerable<Tenant> cities, CancellationToken cancel)
    {
        await DropDatabases(installation, cities, cancel);
        foreach (var city in cities.Where(city => Read(installation)!.Made.Contains(city.Key)))
        {
            foreach (var folder in new[] { installation.DataFolder, installation.LocalFolder }.OfType<string>().Select(root => Path.Combine(root, "mandanten", city.Key)).Where(Directory.Exists))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    /// <summary>Removes the databases the demonstration made on a server; those of files go with their folder.</summary>
    public static async Task DropDatabases(Installation installation, IEnumerable<Tenant> cities, CancellationToken cancel)
    {
        foreach (var city in cities.Where(city => Read(installation)?.Made.Contains(city.Key) == true))
        {
            await DatabaseCheck.Drop(city, installation, cancel);
        }
    }

    private static Stand? Read(Installation installation) =>
        Path.Combine(installation.DataFolder, Name) is var file && File.Exists(file) ? JsonSerializer.Deserialize<Stand>(File.ReadAllText(file), JsonSerializerOptions.Web) : null;

    private static void Write(Installation installation, Stand stand) =>
        DurableFile.WriteAll(Path.Combine(installation.DataFolder, Name), JsonSerializer.SerializeToUtf8Bytes(stand, JsonSerializerOptions.Web));

    private sealed record Stand(bool IsFinished, IReadOnlyList<string> Made);
}
