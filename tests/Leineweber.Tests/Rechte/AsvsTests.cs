using System.Reflection;

namespace Leineweber.Tests.Rechte;

/// <summary>The list of OWASP ASVS 5.0.0 requirements of level 1 and 2 (ids theirs, words ours) with our answer to each: a test, a reason, or plainly open.</summary>
public sealed class AsvsTests
{
    private static readonly string[][] Rows = [.. File.ReadAllLines(Path.Combine(Repository.Root, "docs", "security", "asvs.csv")).Skip(1).Select(line => line.Split(';'))];

    [Fact]
    public void Every_requirement_of_level_1_and_2_has_an_answer()
    {
        Assert.Equal(253, Rows.Select(row => row[0]).Distinct().Count());
        Assert.All(Rows, row =>
        {
            Assert.Equal(5, row.Length);
            Assert.Contains(row[3], (string[])["test", "grund", "entfällt", "offen"]);
            Assert.True(row[4].Length > 0, row[0]);
        });
    }

    [Fact]
    public void Every_named_test_exists()
    {
        var tests = Assembly.GetExecutingAssembly().GetTypes().SelectMany(type => type.GetMethods().Where(method => method.GetCustomAttributes().Any(one => one is FactAttribute or TheoryAttribute)).Select(method => $"{type.Name}.{method.Name}")).ToHashSet();
        Assert.Empty(Rows.Where(row => row[3] == "test" && !tests.Contains(row[4])).Select(row => $"{row[0]} names {row[4]}"));
    }
}
