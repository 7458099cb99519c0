using System.Text.Json;
using System.Text.RegularExpressions;
using Leineweber.Foundation;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Tests.Foundation;

public sealed partial class TextsTests
{
    private static readonly string Root = FindRoot();

    public static TheoryData<string> Modules => [.. Directory.GetDirectories(Path.Combine(Root, "src")).Select(d => Path.GetFileName(d)!).Order()];

    [Theory, MemberData(nameof(Modules))]
    public void Every_German_text_has_an_English_one_with_the_same_placeholders(string module)
    {
        var folder = Path.Combine(Root, "src", module);
        var english = Directory.GetDirectories(Path.Combine(Root, "src")).SelectMany(Entries).GroupBy(e => e.Key)
            .ToDictionary(g => g.Key, g => g.First().Value);
        var missing = Sources(folder).SelectMany(file => Keys(Comment().Replace(File.ReadAllText(file), "")))
            .Distinct().Where(key => !english.ContainsKey(key)).Order().ToList();

        Assert.True(missing.Count == 0, $"Please add to src/{module}/Texts.en.json:\n"
            + string.Join(",\n", missing.Select(m => "  " + JsonSerializer.Serialize(m, Plain) + ": \"\"")));

        var wrong = Entries(folder).Where(e => !Placeholders(e.Key).SetEquals(Placeholders(e.Value)) || string.IsNullOrWhiteSpace(e.Value)).ToList();
        Assert.True(wrong.Count == 0, "Placeholders differ or English is empty:\n" + string.Join('\n', wrong.Select(w => $"{w.Key} → {w.Value}")));
    }

    [Fact]
    public void One_German_text_has_one_English_one_in_all_modules()
    {
        var different = Directory.GetDirectories(Path.Combine(Root, "src")).SelectMany(Entries)
            .GroupBy(e => e.Key).Where(g => g.Select(e => e.Value).Distinct().Count() > 1)
            .Select(g => g.Key + " → " + string.Join(" | ", g.Select(e => e.Value).Distinct()));
        Assert.Empty(different);
    }

    [Fact]
    public void Texts_follow_the_language_of_the_reader()
    {
        using (Sprache.Speak("en"))
        {
            Assert.Equal("in 5 days", T("in {0} Tagen", 5));
            Assert.Equal("€1,234.50", Show.Money(123450));
            Assert.Equal("-€0.05", Show.Money(-5));
        }

        using (Sprache.Speak("de"))
        {
            Assert.Equal("in 5 Tagen", T("in {0} Tagen", 5));
            Assert.Equal("1.234,50\u00A0€", Show.Money(123450));
            Assert.Equal("Di, 24. November 2026", Show.Weekday(new DateOnly(2026, 11, 24)));
            Assert.Equal("24. November 2026, 14:32\u00A0Uhr", Show.DateTime(new DateTime(2026, 11, 24, 13, 32, 0, DateTimeKind.Utc)));
        }
    }

    [Fact]
    public void Midnight_in_the_city_decides_what_is_today()
    {
        using var _ = Sprache.Speak("de");
        var now = new DateTime(2026, 7, 1, 21, 30, 0, DateTimeKind.Utc);
        Assert.Equal("heute, 23:59", Show.Relative(now.AddMinutes(29), now));
        Assert.Equal("morgen, 00:00", Show.Relative(now.AddMinutes(30), now));
        Assert.Equal("gestern, 23:30", Show.Relative(now.AddDays(-1), now));
    }

    [Fact]
    public void Wall_clock_of_the_city_survives_both_changes_of_summer_time()
    {
        Assert.Equal(new DateTime(2026, 3, 29, 1, 30, 0), Show.Utc(new DateTime(2026, 3, 29, 2, 30, 0)));
        Assert.Equal(new DateTime(2026, 10, 25, 0, 30, 0), Show.Utc(new DateTime(2026, 10, 25, 2, 30, 0)));
        Assert.Equal(new DateTime(2026, 12, 24, 17, 0, 0), Show.Utc(Show.Local(new DateTime(2026, 12, 24, 17, 0, 0))));
    }

    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static IEnumerable<KeyValuePair<string, string>> Entries(string folder)
    {
        var file = Path.Combine(folder, "Texts.en.json");
        return File.Exists(file) ? JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(file))! : [];
    }

    private static IEnumerable<string> Sources(string folder) => Directory.EnumerateFiles(folder, "*.cs*", SearchOption.AllDirectories)
        .Where(f => f.EndsWith(".cs") || f.EndsWith(".cshtml"))
        .Where(f => !f.Contains("/obj/") && !f.Contains("/bin/") && !f.Contains("/node_modules/"));

    /// <summary>All string literals in the first argument of T(…), so that T(one ? "a" : "b") gives two.</summary>
    private static IEnumerable<string> Keys(string source)
    {
        foreach (Match message in Annotation().Matches(source))
        {
            yield return JsonSerializer.Deserialize<string>(message.Groups[1].Value)!;
        }

        foreach (Match call in Call().Matches(source))
        {
            for (int at = call.Index + call.Length, depth = 0; at < source.Length; at++)
            {
                var sign = source[at];
                if (sign == '"')
                {
                    var literal = Literal().Match(source, at);
                    Assert.True(source[at - 1] is not '$', "T needs a plain text, not an interpolated one: " + literal.Value);
                    yield return JsonSerializer.Deserialize<string>(literal.Value)!;
                    at += literal.Length - 1;
                }
                else if (depth == 0 && sign is ',' or ')')
                {
                    break;
                }
                else
                {
                    depth += sign is '(' or '[' or '{' ? 1 : sign is ')' or ']' or '}' ? -1 : 0;
                }
            }
        }
    }

    private static HashSet<string> Placeholders(string text) => [.. Placeholder().Matches(text).Select(m => m.Groups[1].Value)];

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Leineweber.slnx")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }

    [GeneratedRegex(@"(?<![\w.])(?:Texts\.)?T\(")]
    private static partial Regex Call();

    [GeneratedRegex(@"^\s*//.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"ErrorMessage\s*=\s*(""(?:[^""\\]|\\.)*"")")]
    private static partial Regex Annotation();

    [GeneratedRegex(@"\G""(?:[^""\\]|\\.)*""")]
    private static partial Regex Literal();

    [GeneratedRegex(@"\{(\d)[:},]")]
    private static partial Regex Placeholder();
}
