using System.Text.RegularExpressions;

namespace Leineweber.Tests.House;

/// <summary>What the scripts for the browser never do. They are few, and read as a whole here.</summary>
public sealed partial class ScriptTests
{
    private static readonly IReadOnlyList<string> Scripts = [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.ts", SearchOption.AllDirectories)
        .Where(file => !file.Contains("node_modules", StringComparison.Ordinal) && !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal) && !file.EndsWith(".d.ts", StringComparison.Ordinal))];

    [Fact]
    public void Nothing_is_kept_in_the_browser() => Nowhere(Storage());

    [Fact]
    public void No_object_gets_keys_that_come_from_elsewhere() => Nowhere(Prototypes());

    private static void Nowhere(Regex pattern)
    {
        Assert.True(Scripts.Count > 5, $"{Scripts.Count} scripts");
        Assert.Empty(from file in Scripts
                     from match in pattern.Matches(File.ReadAllText(file))
                     select $"{Path.GetRelativePath(Repository.Root, file)}: {match.Value}");
    }

    [GeneratedRegex(@"\b(localStorage|sessionStorage|indexedDB|openDatabase|caches|serviceWorker|cookieStore|document\.cookie|navigator\.storage)\b")]
    private static partial Regex Storage();

    /// <summary>Merging and writing by a computed key is how a prototype is polluted; Map and Set are free of it.</summary>
    [GeneratedRegex(@"__proto__|\.prototype\b|\bconstructor\s*\[|Object\.(assign|fromEntries|setPrototypeOf|defineProperty)|\bfor\s*\(\s*(const|let|var)\s+\w+\s+in\b|\w\[(?!['""\d])[^\]\n]+\]\s*=(?![=>])")]
    private static partial Regex Prototypes();
}
