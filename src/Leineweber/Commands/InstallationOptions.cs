using System.CommandLine;
using Leineweber.Foundation.Tenancy;

namespace Leineweber.Commands;

/// <summary>The options every command shares: where the data lies and in which database.</summary>
internal sealed class InstallationOptions
{
    public Option<DirectoryInfo> Data { get; } = new("--data")
    {
        Description = "Ordner mit allen Daten (sonst LEINEWEBER_DATA oder ./daten)",
        DefaultValueFactory = _ => new DirectoryInfo(Environment.GetEnvironmentVariable("LEINEWEBER_DATA") ?? "daten"),
    };

    public Option<string?> Database { get; } = new("--database")
    {
        Description = "'sqlite' oder eine PostgreSQL-Verbindung; wird gemerkt, sobald sie einmal genannt ist",
    };

    public Option<string?> ObjectStore { get; } = new("--objekte")
    {
        Description = "S3-Speicher als https://SCHLÜSSEL:GEHEIMNIS@HOST/BUCKET (sonst Dateien im Datenordner)",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(Data);
        command.Options.Add(Database);
        command.Options.Add(ObjectStore);
    }

    /// <summary>The installation as told, completed by what was told before (file <c>leineweber.json</c>, readable by the program only).</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="isDemo">True for the demonstration.</param>
    /// <param name="mustExist">False for commands that may begin an installation; the others leave no folder behind where the path was mistyped.</param>
    /// <exception cref="CommandRefusal">There is none, its folder cannot be written or its database cannot be used.</exception>
    public Installation Read(ParseResult parsed, bool isDemo = false, bool mustExist = true) => InstallationFile.Merge(
        parsed.GetRequiredValue(Data).FullName, parsed.GetValue(Database), parsed.GetValue(ObjectStore), isDemo, mustExist: mustExist);
}
