using System.Text.Json.Nodes;
using Leineweber.Foundation.Tenancy;

namespace Leineweber.Foundation.Seeding;

/// <summary>Brings a module's part of a demo city from data files into the database. Run again, it changes nothing that is there.</summary>
public interface ISeed
{
    /// <summary>Floor of the module; lower ones are seeded first.</summary>
    int Floor { get; }

    /// <summary>Seeds one tenant.</summary>
    Task Seed(SeedSource source, CancellationToken cancel);
}

/// <summary>Where the demo city's data lies and who is told of the progress.</summary>
/// <param name="Folder">Folder of this city, e.g. <c>demo/bielefeld</c>.</param>
/// <param name="Tenant">The city.</param>
/// <param name="Tell">Takes one line of progress for the person at the command line.</param>
public sealed record SeedSource(string Folder, Tenant Tenant, Action<string> Tell)
{
    /// <summary>Path of a data file or folder of this city.</summary>
    public string Path(string name) => System.IO.Path.Combine(Folder, name);

    /// <summary>A YAML file as JSON, or null where the city has none.</summary>
    public JsonNode? Yaml(string name) => File.Exists(Path(name)) ? YamlFile.Read(Path(name)) : null;
}
