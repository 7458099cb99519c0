using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Leineweber.Tests.House;

/// <summary>The bill of materials names every package of the lock files and nothing else.</summary>
public sealed class StuecklisteTests
{
    [Fact]
    public async Task It_names_every_package_of_the_product_with_its_version_and_what_it_needs()
    {
        var text = await Make();
        Assert.Equal(text, await Make());
        var list = JsonNode.Parse(text)!;
        Assert.Equal(("CycloneDX", "1.6"), ((string)list["bomFormat"]!, (string)list["specVersion"]!));
        var components = list["components"]!.AsArray();
        var named = components.Select(component => (string)component!["purl"]!).ToList();
        Assert.Equal(Expected().Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
        // Of what is built for other systems only the lock file names no checksum.
        Assert.All(components.Where(component => ((string)component!["purl"]!).StartsWith("pkg:npm/", StringComparison.Ordinal) && (string)component["scope"]! != "optional"), component => Assert.Equal(128, ((string)component!["hashes"]![0]!["content"]!).Length));

        var needs = list["dependencies"]!.AsArray().ToDictionary(row => (string)row!["ref"]!, row => row!["dependsOn"]!.AsArray().Select(one => (string)one!).ToList());
        Assert.Equal(named.Order(StringComparer.Ordinal), needs.Keys.Order(StringComparer.Ordinal));
        Assert.All(needs.Values.SelectMany(one => one), one => Assert.Contains(one, named));
        Assert.Contains(needs[named.Single(one => one.StartsWith("pkg:nuget/MailKit@", StringComparison.Ordinal))], one => one.StartsWith("pkg:nuget/MimeKit@", StringComparison.Ordinal));
        Assert.Equal("excluded", (string)components.Single(component => (string)component!["name"]! == "playwright-core")!["scope"]!);
    }

    private static IEnumerable<string> Expected()
    {
        var source = Path.Combine(Repository.Root, "src");
        var nuget = from file in Directory.EnumerateFiles(source, "packages.lock.json", SearchOption.AllDirectories)
                    where !file.Contains("node_modules", StringComparison.Ordinal)
                    from framework in JsonNode.Parse(File.ReadAllText(file))!["dependencies"]!.AsObject()
                    from package in framework.Value!.AsObject()
                    where (string)package.Value!["type"]! != "Project"
                    select $"pkg:nuget/{package.Key}@{package.Value!["resolved"]}";
        var npm = from file in Directory.EnumerateFiles(source, "package-lock.json", SearchOption.AllDirectories)
                  where !file.Contains("node_modules", StringComparison.Ordinal)
                  from package in JsonNode.Parse(File.ReadAllText(file))!["packages"]!.AsObject()
                  where package.Key.Length > 0
                  select $"pkg:npm/{package.Key[(package.Key.LastIndexOf("node_modules/", StringComparison.Ordinal) + 13)..].Replace("@", "%40", StringComparison.Ordinal)}@{package.Value!["version"]}";
        return nuget.Concat(npm).Distinct();
    }

    private static async Task<string> Make()
    {
        using var node = Process.Start(new ProcessStartInfo("node", [Path.Combine(Repository.Root, "scripts", "stueckliste.mjs")]) { RedirectStandardOutput = true })!;
        var text = await node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, node.ExitCode);
        return text;
    }
}
