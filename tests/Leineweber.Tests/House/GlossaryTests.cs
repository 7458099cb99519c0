using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Tests.House;

/// <summary>One concept, one word: whatever is kept in the database is called as GLOSSAR.md says.</summary>
public sealed partial class GlossaryTests(City city) : IClassFixture<City>
{
    /// <summary>English words that may name what is kept: technical things no office has a word for.</summary>
    private static readonly HashSet<string> Technical = new(StringComparer.OrdinalIgnoreCase)
    {
        "Job", "Scheduled", "Row", "Head", "Checkpoint", "Content", "Demo", "Order", "Version", "Versions", "Draft", "Entry", "Log", "Key", "Token", "Lock", "Attempt", "Throttle", "Passkey",
        "Credential", "Code", "Recovery", "Confirmation", "Link", "Login", "Step", "Post", "Stash", "Pending", "Usage", "Feedback", "Index", "Change", "Import", "Grant", "Page", "Pages", "Challenge", "Interrupted", "Upload", "Parked",
    };

    [Fact]
    public async Task Everything_kept_is_called_as_the_glossary_says()
    {
        var known = GlossaryWords();
        var wrong = await city.Read(db => Task.FromResult((
            from entity in db.Model.GetEntityTypes()
            where !entity.IsOwned()
            let words = Camel().Matches(entity.ClrType.Name).Select(match => match.Value).ToList()
            let unknown = UnknownIn(entity.ClrType.Name, words, known)
            where unknown is not null
            select $"{entity.ClrType.FullName} (table {entity.GetTableName()}): {unknown}").ToList()));
        Assert.Empty(wrong);
    }

    private static string? UnknownIn(string name, List<string> words, HashSet<string> known) =>
        known.Contains(name) ? null : words.FirstOrDefault(word => !known.Contains(word) && !Technical.Contains(word));

    private static HashSet<string> GlossaryWords()
    {
        var words = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in File.ReadLines(Path.Combine(Repository.Root, "GLOSSAR.md")).Where(line => line.StartsWith('|')))
        {
            var cell = line.Split('|')[1];
            words.UnionWith(Word().Matches(cell).Select(match => match.Value));
        }

        return words;
    }

    [GeneratedRegex("[A-Z][a-z0-9]+|[A-Z]+(?![a-z])")]
    private static partial Regex Camel();

    [GeneratedRegex(@"[\w]+")]
    private static partial Regex Word();
}
