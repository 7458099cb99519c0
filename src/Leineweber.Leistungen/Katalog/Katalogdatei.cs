using System.Globalization;

namespace Leineweber.Leistungen.Katalog;

/// <summary>Reads the national catalogue as the OZG database of North Rhine-Westphalia exports it.</summary>
internal static class Katalogdatei
{
    /// <summary>The file that makes a folder such an export.</summary>
    public const string Main = "ozg_service.csv";

    /// <summary>Reads the folder.</summary>
    /// <returns>The entries, and what is wrong with lines that are none.</returns>
    /// <exception cref="InvalidDataException">A file cannot be read at all.</exception>
    public static (IReadOnlyList<Katalogleistung> Entries, IReadOnlyList<string> Problems) Read(string folder)
    {
        var subjects = Names(folder, "ozg_subject.csv", row => row["name"]);
        var situations = Names(folder, "ozg_situation.csv", row => (Name: row["name"], Subject: subjects.GetValueOrDefault(row["subject_id"], "")));
        var bundles = Names(folder, "ozg_service_system.csv", row => (Name: row["name"], Situation: situations.GetValueOrDefault(row["situation_id"])));
        var entries = new Dictionary<int, Katalogleistung>();
        var problems = new List<string>();
        foreach (var row in CsvFile.Read(Path.Combine(folder, Main), "id", "name", "service_key"))
        {
            if (Problem(row, entries) is { } problem)
            {
                problems.Add($"{Main}, Zeile {row.Line}: {problem}");
                continue;
            }

            var bundle = bundles.GetValueOrDefault(row["service_system_id"]);
            var id = int.Parse(row["id"], CultureInfo.InvariantCulture);
            entries[id] = new Katalogleistung
            {
                Id = id,
                Name = row["name"],
                Schluessel = row["service_key"].All(char.IsAsciiDigit) ? row["service_key"] : "",
                Typ = row["service_type"],
                Beschreibung = row["description"],
                Rechtsgrundlage = row["legal_basis"],
                Buendel = bundle.Name ?? "",
                Lage = bundle.Situation.Name ?? "",
                Themenfeld = bundle.Situation.Subject?.Trim() ?? "",
            };
        }

        return ([.. entries.Values], problems);
    }

    private static string? Problem(CsvRecord row, Dictionary<int, Katalogleistung> known) =>
        !row.IsWhole ? $"{row.Fields.Count} statt {row.Head.Count} Felder"
        : !int.TryParse(row["id"], NumberStyles.None, CultureInfo.InvariantCulture, out var id) || id < 1 ? $"'{Short(row["id"])}' ist keine Nummer"
        : known.ContainsKey(id) ? $"die Nummer {id} kommt zweimal vor"
        : row["name"].Length is 0 or > 500 ? "der Name fehlt oder ist länger als 500 Zeichen"
        : row["service_key"].Length > 40 ? "der Schlüssel ist länger als 40 Zeichen"
        : row["service_type"].Length > 10 ? "der Typ ist länger als 10 Zeichen"
        : row.Fields.Any(field => field.Contains('\0')) ? "ein Feld enthält ein Nullzeichen"
        : null;

    private static Dictionary<string, T> Names<T>(string folder, string file, Func<CsvRecord, T> read)
    {
        var path = Path.Combine(folder, file);
        var names = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var row in File.Exists(path) ? CsvFile.Read(path, "id", "name") : [])
        {
            names[row["id"]] = read(row);
        }

        return names;
    }

    private static string Short(string text) => text.Length > 30 ? text[..30] + "…" : text;
}
