namespace Leineweber.Feel.Syntax;

/// <summary>Names as sequences of tokens, to find the longest one that the next tokens spell: <c>Full Name</c>, <c>a-b</c>, <c>date and time</c>.</summary>
internal sealed class NameTrie
{
    private readonly Dictionary<string, NameTrie> next = new(StringComparer.Ordinal);
    private string? name;

    internal void Add(string added)
    {
        var node = this;
        foreach (var part in Lexer.NameParts(added))
        {
            if (!node.next.TryGetValue(part, out var child))
            {
                node.next[part] = child = new NameTrie();
            }

            node = child;
        }

        // Two spellings of one name ("a-b", "a - b"): the first declared stands.
        node.name ??= added;
    }

    /// <summary>The longest name at this place, with its number of tokens; <c>null</c> when none begins here.</summary>
    internal (string Name, int Length)? Longest(List<Token> tokens, int at)
    {
        (string, int)? found = null;
        var node = this;
        for (var i = at; i < tokens.Count && tokens[i].Kind is not (TokenKind.Text or TokenKind.End) && node.next.TryGetValue(tokens[i].Text, out node); i++)
        {
            if (node.name is { } known)
            {
                found = (known, i - at + 1);
            }
        }

        return found;
    }
}
