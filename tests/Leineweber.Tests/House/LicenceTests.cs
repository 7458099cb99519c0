using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Leineweber.Tests.House;

/// <summary>What the product is made of may be given away freely: no AGPL, no revenue-capped, no commercial package.</summary>
public sealed partial class LicenceTests
{
    private static readonly HashSet<string> Allowed = new(StringComparer.OrdinalIgnoreCase)
    {
        "MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "MS-PL", "PostgreSQL", "0BSD", "ISC", "EUPL-1.2", "Unlicense", "MPL-2.0", "OFL-1.1", "CC0-1.0", "BlueOak-1.0.0", "Python-2.0", "CC-BY-4.0",
    };

    /// <summary>Packages whose description names no licence expression; read by a person, with where it stands.</summary>
    private static readonly Dictionary<string, string> Read = new(StringComparer.OrdinalIgnoreCase)
    {
        ["SourceGear.sqlite3"] = "public domain (SQLite) with Apache-2.0 packaging",
        ["node_modules/dejavu-fonts-ttf"] = "Bitstream Vera licence and public domain: free to use, change, embed and redistribute",
        ["node_modules/incremental-encoder"] = "MPL-2.0, written as \"MPL 2.0\"; used while building only",
        ["Lucene.Net"] = "Apache-2.0",
        ["Lucene.Net.Analysis.Common"] = "Apache-2.0",
        ["Lucene.Net.Queries"] = "Apache-2.0",
        ["Lucene.Net.QueryParser"] = "Apache-2.0",
        ["Lucene.Net.Sandbox"] = "Apache-2.0",
    };

    [Fact]
    public void NuGet_packages_of_the_product_are_free()
    {
        var packages = Directory.GetFiles(Path.Combine(Repository.Root, "src"), "packages.lock.json", SearchOption.AllDirectories)
            .SelectMany(PackagesOf).Distinct().ToList();
        Assert.NotEmpty(packages);
        Assert.Empty(packages.Where(package => !Read.ContainsKey(package.Name)).Select(package => (package, licence: LicenceOf(package))).Where(entry => !IsAllowed(entry.licence))
            .Select(entry => $"{entry.package.Name} {entry.package.Version}: {entry.licence}"));
    }

    [Fact]
    public void Npm_packages_of_the_product_are_free()
    {
        var locks = Directory.GetFiles(Path.Combine(Repository.Root, "src"), "package-lock.json", SearchOption.AllDirectories).Where(file => !file.Contains("node_modules", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(locks);
        var wrong = from file in locks
                    from package in JsonDocument.Parse(File.ReadAllText(file)).RootElement.GetProperty("packages").EnumerateObject()
                    where package.Name.Length > 0 && !Read.ContainsKey(package.Name)
                    let licence = package.Value.TryGetProperty("license", out var value) ? value.GetString() : null
                    where !IsAllowed(licence ?? "")
                    select $"{Path.GetRelativePath(Repository.Root, file)}: {package.Name}: {licence ?? "none named"}";
        Assert.Empty(wrong);
    }

    [Fact]
    public void Lock_files_name_no_address()
    {
        var wrong = from file in Directory.EnumerateFiles(Repository.Root, "*lock.json", SearchOption.AllDirectories)
                    where !file.Contains("node_modules", StringComparison.Ordinal) && !file.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
                    where File.ReadAllText(file).Contains("\"resolved\": \"http", StringComparison.Ordinal)
                    select Path.GetRelativePath(Repository.Root, file);
        Assert.Empty(wrong);
    }

    private static IEnumerable<(string Name, string Version)> PackagesOf(string file) =>
        from framework in JsonDocument.Parse(File.ReadAllText(file)).RootElement.GetProperty("dependencies").EnumerateObject()
        from package in framework.Value.EnumerateObject()
        where package.Value.GetProperty("type").GetString() != "Project"
        select (package.Name, package.Value.GetProperty("resolved").GetString()!);

    private static string LicenceOf((string Name, string Version) package)
    {
        var root = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        var folder = Path.Combine(root, package.Name.ToLowerInvariant(), package.Version.ToLowerInvariant());
        var nuspec = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.nuspec").FirstOrDefault() : null;
        if (nuspec is null)
        {
            return "package not found";
        }

        var metadata = XDocument.Load(nuspec).Root!.Elements().First();
        var licence = metadata.Elements().FirstOrDefault(element => element.Name.LocalName == "license");
        if (licence?.Attribute("type")?.Value == "expression")
        {
            return licence.Value;
        }

        var words = licence is null ? metadata.Elements().FirstOrDefault(element => element.Name.LocalName == "licenseUrl")?.Value ?? "" : ReadFile(Path.Combine(folder, licence.Value));
        return KindOf(words);
    }

    private static string ReadFile(string path) => File.Exists(path) ? File.ReadAllText(path) : "";

    private static string KindOf(string words) => words switch
    {
        _ when words.Contains("AGPL", StringComparison.OrdinalIgnoreCase) || words.Contains("Affero", StringComparison.OrdinalIgnoreCase) => "AGPL",
        _ when words.Contains("apache", StringComparison.OrdinalIgnoreCase) => "Apache-2.0",
        _ when words.Contains("Permission is hereby granted, free of charge", StringComparison.OrdinalIgnoreCase) || words.EndsWith("/MIT", StringComparison.OrdinalIgnoreCase) => "MIT",
        _ when words.Contains("Redistribution and use in source and binary forms", StringComparison.OrdinalIgnoreCase) => "BSD-3-Clause",
        _ => words.Length > 80 ? words[..80] : words,
    };

    private static bool IsAllowed(string expression) =>
        Operators().Split(expression.Trim('(', ')')) is { } parts
        && (expression.Contains(" OR ", StringComparison.Ordinal) ? parts.Any(Allowed.Contains) : parts.All(Allowed.Contains));

    [GeneratedRegex(@"\s+(?:OR|AND)\s+|[()]")]
    private static partial Regex Operators();
}
