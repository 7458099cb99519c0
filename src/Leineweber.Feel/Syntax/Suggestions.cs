using Leineweber.Feel.Messages;

namespace Leineweber.Feel.Syntax;

/// <summary>For an unknown name, the visible name that was probably meant.</summary>
internal static class Suggestions
{
    internal static Message UnknownName(string name, Span span, Scope scope)
    {
        var names = new List<string>();
        for (var s = scope; s is not null; s = s.Parent)
        {
            names.AddRange(s.Symbols.Select(symbol => symbol.Name));
        }

        return Nearest(name, names) is { } near
            ? new Message(Code.UnknownNameSuggest, span, name, near)
            : new Message(Code.UnknownName, span, name);
    }

    /// <summary>The most similar name, if no more than a third of the letters differ.</summary>
    internal static string? Nearest(string name, IEnumerable<string> names) =>
        name.Length > 80 ? null : names
            .Select(candidate => (candidate, distance: Distance(name.ToLowerInvariant(), candidate.ToLowerInvariant())))
            .Where(c => c.distance <= Math.Max(1, name.Length / 3))
            .OrderBy(c => c.distance)
            .Select(c => c.candidate)
            .FirstOrDefault();

    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[^1];
    }
}
