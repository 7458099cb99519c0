using System.Text.Json;
using Leineweber.Foundation.Ablage;
using Leineweber.Foundation.Sicherung;
using Leineweber.Foundation.Tenancy;

namespace Leineweber.Commands;

/// <summary>Remembers how an installation was set up, so that later commands need only its folder.</summary>
internal static class InstallationFile
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Installation Merge(string folder, string? database, string? objectStore, bool isDemo, bool mayBeUnfinished = false)
    {
        if (!mayBeUnfinished && Wiederherstellung.IsUnfinished(folder))
        {
            throw new SicherungException($"In {folder} liegt eine abgebrochene Wiederherstellung. Bitte den Ordner leeren und 'leineweber restore' noch einmal aufrufen.");
        }

        var file = Path.Combine(folder, "leineweber.json");
        var kept = File.Exists(file) ? JsonSerializer.Deserialize<Kept>(File.ReadAllText(file), Json)! : new Kept("sqlite", null, isDemo);
        var now = new Kept(database ?? kept.Database, objectStore ?? kept.ObjectStore, kept.IsDemo || isDemo);
        var installation = new Installation
        {
            DataFolder = folder,
            Database = now.Database,
            ObjectStore = now.ObjectStore,
            IsDemo = now.IsDemo,
            DemoFolder = DemoFolder(),
            LocalFolder = Environment.GetEnvironmentVariable("LEINEWEBER_LOKAL") is { Length: > 0 } local ? Path.GetFullPath(local) : null,
            InternalHosts = Hosts("LEINEWEBER_INTERNE_ZIELE"),
            PlainHosts = Hosts("LEINEWEBER_UNVERSCHLUESSELT"),
        };
        if (Encryption.Problem(installation) is { } problem)
        {
            throw new SicherungException(problem);
        }

        if (now != kept || !File.Exists(file))
        {
            Directory.CreateDirectory(folder);
            // Whole or not at all, and for the program's user only: the database's password may stand in it.
            DurableFile.WriteAll(file, JsonSerializer.SerializeToUtf8Bytes(now, Json));
        }

        return installation;
    }

    private static string[] Hosts(string name) => (Environment.GetEnvironmentVariable(name) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string? DemoFolder()
    {
        var told = Environment.GetEnvironmentVariable("LEINEWEBER_DEMO");
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); told is null && folder is not null; folder = folder.Parent)
        {
            var demo = Path.Combine(folder.FullName, "demo");
            told = Directory.Exists(Path.Combine(demo, "bielefeld")) ? demo : null;
        }

        return told;
    }

    private sealed record Kept(string Database, string? ObjectStore, bool IsDemo);
}
