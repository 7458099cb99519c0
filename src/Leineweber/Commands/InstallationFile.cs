using System.Text.Json;
using System.Text.Json.Serialization;
using Leineweber.Foundation.Ablage;
using Leineweber.Foundation.Sicherung;
using Leineweber.Foundation.Tenancy;

namespace Leineweber.Commands;

/// <summary>Remembers how an installation was set up, so that later commands need only its folder.</summary>
internal static partial class InstallationFile
{
    public static Installation Merge(string folder, string? database, string? objectStore, bool isDemo, bool mayBeUnfinished = false, bool mustExist = false)
    {
        if (!mayBeUnfinished && Wiederherstellung.IsUnfinished(folder))
        {
            throw new SicherungException($"In {folder} liegt eine abgebrochene Wiederherstellung. Bitte den Ordner leeren und 'leineweber restore' noch einmal aufrufen.");
        }

        var file = Path.Combine(folder, "leineweber.json");
        var kept = File.Exists(file) ? JsonSerializer.Deserialize(File.ReadAllText(file), KeptJson.Default.Kept)! : new Kept("sqlite", null, isDemo);
        var hasData = Directory.Exists(Path.Combine(folder, "mandanten"));
        if (mustExist && !hasData && !File.Exists(file))
        {
            throw new CommandRefusal($"In {folder} gibt es keine Installation von Leineweber und keinen Mandanten. Bitte mit --data den Datenordner nennen.");
        }

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
            throw new CommandRefusal(problem);
        }

        // Only now: to see whether the server answers, the password goes there.
        if (database is not null && (database != kept.Database || !File.Exists(file)))
        {
            DatabaseChoice.Check(database, File.Exists(file) ? kept.Database : null, hasData);
        }

        if (now != kept || !File.Exists(file))
        {
            Write(folder, file, now);
        }

        return installation;
    }

    private static string[] Hosts(string name) => (Environment.GetEnvironmentVariable(name) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static void Write(string folder, string file, Kept now)
    {
        try
        {
            Directory.CreateDirectory(folder);
            // Whole or not at all, and for the program's user only: the database's password may stand in it.
            DurableFile.WriteAll(file, JsonSerializer.SerializeToUtf8Bytes(now, KeptJson.Default.Kept));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CommandRefusal($"Der Datenordner {folder} lässt sich nicht anlegen oder beschreiben: {error.Message}");
        }
    }

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

    // Every command reads this file; its code is made when the program is built.
    [JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true)]
    [JsonSerializable(typeof(Kept))]
    private sealed partial class KeptJson : JsonSerializerContext;
}
