using System.Text.RegularExpressions;

namespace Leineweber.Tests.House;

/// <summary>The house stays the house: calls go down, files stay small, pages say who may see them, nothing runs inline.</summary>
public sealed partial class ArchitectureTests
{
    private static readonly string[] Floors =
    [
        "Leineweber.Feel", "Leineweber.Standards", "Leineweber.Foundation", "Leineweber.Organisation", "Leineweber.Konten", "Leineweber.Signaturen",
        "Leineweber.Postkorb", "Leineweber.Zahlungen", "Leineweber.Leistungen", "Leineweber.Akten", "Leineweber.Formulare", "Leineweber.Verfahren", "Leineweber",
    ];

    private const int LongestCode = 400;
    private const int LongestTest = 600;
    private const int LongestView = 250;
    private const int MostParameters = 5;

    /// <summary>Files that may be longer, each with its reason.</summary>
    private static readonly Dictionary<string, string> LongFiles = [];

    /// <summary>Classes with more parameters, each with its reason.</summary>
    private static readonly Dictionary<string, string> WideConstructors = [];

    private static IEnumerable<string> Sources => Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories).Where(IsOurs);

    private static IEnumerable<string> Views => Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cshtml", SearchOption.AllDirectories).Where(IsOurs);

    [Fact]
    public void Projects_refer_to_lower_floors_only()
    {
        var wrong = from floor in Floors
                    let project = Path.Combine(Repository.Root, "src", floor, floor + ".csproj")
                    from Match reference in ProjectReference().Matches(File.ReadAllText(project))
                    let target = reference.Groups[1].Value
                    where Array.IndexOf(Floors, target) >= Array.IndexOf(Floors, floor)
                    select $"{floor} refers to {target}";
        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_project_has_its_floor() =>
        Assert.Empty(Directory.GetFiles(Path.Combine(Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories).Select(file => Path.GetFileNameWithoutExtension(file)!).Except(Floors));

    [Fact]
    public void Code_names_lower_floors_only()
    {
        var wrong = from file in Sources.Concat(Views)
                    let floor = FloorOf(file)
                    from Match name in ModuleName().Matches(WithoutComments(File.ReadAllText(file)))
                    let target = "Leineweber." + name.Groups[1].Value
                    where Array.IndexOf(Floors, target) > Array.IndexOf(Floors, floor)
                    select $"{Relative(file)} names {target}";
        Assert.Empty(wrong.Distinct());
    }

    [Fact]
    public void Files_stay_small()
    {
        var wrong = Sources.Select(file => (file, most: LongestCode))
            .Concat(Views.Select(file => (file, most: LongestView)))
            .Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*.cs", SearchOption.AllDirectories).Where(IsOurs).Select(file => (file, most: LongestTest)))
            .Select(entry => (name: Relative(entry.file), entry.most, lines: File.ReadLines(entry.file).Count()))
            .Where(entry => entry.lines > entry.most && !LongFiles.ContainsKey(entry.name))
            .Select(entry => $"{entry.name}: {entry.lines} lines, {entry.most} at most");
        Assert.Empty(wrong);
    }

    [Fact]
    public void Constructors_take_few_things()
    {
        var wrong = from file in Sources
                    from Match constructor in PrimaryConstructor().Matches(File.ReadAllText(file))
                    let count = constructor.Groups[2].Value.Count(c => c == ',') - CommasInGenerics(constructor.Groups[2].Value) + 1
                    where count > MostParameters && !WideConstructors.ContainsKey(constructor.Groups[1].Value)
                    select $"{Relative(file)}: {constructor.Groups[1].Value} takes {count}";
        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_page_says_who_may_see_it()
    {
        var wrong = from file in Sources
                    let text = File.ReadAllText(file)
                    let pages = PageModelClass().Count(text)
                    where pages > 0 && AccessAttribute().Count(text) != pages
                    select Relative(file);
        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_page_has_a_model_and_a_german_address()
    {
        var wrong = from file in Views
                    let text = File.ReadAllText(file)
                    where text.Contains("@page", StringComparison.Ordinal)
                    where !PageAddress().IsMatch(text) || !text.Contains("@model ", StringComparison.Ordinal)
                    select Relative(file);
        Assert.Empty(wrong);
    }

    [Fact]
    public void Nothing_runs_or_looks_inline()
    {
        var wrong = from file in Views
                    from Match match in Inline().Matches(File.ReadAllText(file))
                    select $"{Relative(file)}: {match.Value}";
        Assert.Empty(wrong);
    }

    [Fact]
    public void Only_the_dialects_know_which_database_it_is()
    {
        // Beside them: the command line's check of what an operator typed, and bare databases as peers of the bench.
        string[] allowed = ["Foundation/Data/Dialect.cs", "Foundation/Data/Sqlite", "Foundation/Data/Postgres", "/Commands/DatabaseChoice.cs", "/Commands/Bench/Vergleichsdatenbank.cs", "/Commands/Bench/PostgresAppend.cs"];
        var wrong = from file in Sources
                    where !allowed.Any(place => Relative(file).Contains(place, StringComparison.Ordinal)) && DatabaseNames().IsMatch(WithoutComments(File.ReadAllText(file)))
                    select Relative(file);
        Assert.Empty(wrong);
    }

    [Fact]
    public void Nothing_is_left_for_later()
    {
        var wrong = from file in Sources.Concat(Views)
                    from line in File.ReadLines(file).Select((text, number) => (text, number))
                    where Unfinished().IsMatch(line.text)
                    select $"{Relative(file)}:{line.number + 1}: {line.text.Trim()}";
        Assert.Empty(wrong);
    }

    private static bool IsOurs(string file) =>
        !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
        && !file.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
        && !file.Contains("node_modules", StringComparison.Ordinal);

    private static string Relative(string file) => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/');

    private static string FloorOf(string file)
    {
        var folder = Relative(file).Split('/')[1];
        return folder == "Shared" ? "Leineweber.Foundation" : folder;
    }

    private static string WithoutComments(string text) => Comment().Replace(text, "");

    private static int CommasInGenerics(string parameters) => Generic().Matches(parameters).Sum(match => match.Value.Count(c => c == ','));

    [GeneratedRegex("""<ProjectReference Include="[^"]*/([\w.]+)\.csproj""")]
    private static partial Regex ProjectReference();

    [GeneratedRegex(@"\bLeineweber\.(Feel|Standards|Foundation|Organisation|Konten|Signaturen|Postkorb|Zahlungen|Leistungen|Akten|Formulare|Verfahren)\b")]
    private static partial Regex ModuleName();

    [GeneratedRegex(@"\bclass (\w+)(?:<[^>]+>)?\(([^{};]*?)\)\s*(?::|\{|;|where)")]
    private static partial Regex PrimaryConstructor();

    [GeneratedRegex(@"<[^<>]*(?:<[^<>]*>[^<>]*)*>|\([^()]*\)")]
    private static partial Regex Generic();

    [GeneratedRegex(@"^\[(?:Public|Konto|Amt|Demo)\b[^\n]*\]", RegexOptions.Multiline)]
    private static partial Regex AccessAttribute();

    // The pages of Foundation/Security that both sides share are abstract: who may see them the modules say.
    [GeneratedRegex(@"(?<!abstract )\bclass \w+(?:\([^{};]*?\))?\s*:\s*(?:PageModel\b|\w+Page\()")]
    private static partial Regex PageModelClass();

    [GeneratedRegex("""@page\s+"/""")]
    private static partial Regex PageAddress();

    [GeneratedRegex("""<style|<script(?![^>]*\bsrc=)|\sstyle="|\son(?:click|submit|change|load|error|input)=|javascript:""", RegexOptions.IgnoreCase)]
    private static partial Regex Inline();

    [GeneratedRegex(@"\b(?:IsSqlite|IsNpgsql|UseSqlite|UseNpgsql|NpgsqlConnection|SqliteConnection)\b")]
    private static partial Regex DatabaseNames();

    [GeneratedRegex(@"\bTODO\b|\bFIXME\b|\bHACK\b|NotImplementedException")]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"//[^\n]*|/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex Comment();
}
