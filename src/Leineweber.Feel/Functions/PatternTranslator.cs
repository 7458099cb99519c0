using System.Text;

namespace Leineweber.Feel.Functions;

/// <summary>Turns a regular expression of XPath 2.0 and XML Schema into one of .NET. What XPath does not know, as look-ahead or named groups, is refused.</summary>
internal sealed class PatternTranslator
{
    private const string NameStart = @"_:A-Za-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C-\u200D\u2070-\u218F\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD";
    private const string NameMore = NameStart + @"\-\.0-9\u00B7\u0300-\u036F\u203F-\u2040";

    // .NET looks at UTF-16 units, XPath at characters: beyond the basic plane two units are one character.
    private const string Pair = @"[\ud800-\udbff][\udc00-\udfff]";
    private const string Halves = @"\ud800-\udfff";

    private readonly string pattern;
    private readonly string flags;
    private readonly StringBuilder result = new();
    private int at;
    private int groups;

    private PatternTranslator(string pattern, string flags)
    {
        this.pattern = pattern;
        this.flags = flags;
    }

    /// <summary>The .NET pattern; <c>null</c> when the pattern is not correct.</summary>
    internal static string? Translate(string pattern, string flags)
    {
        var translator = new PatternTranslator(flags.Contains('x', StringComparison.Ordinal) ? PatternSpaces.Remove(pattern) : pattern, flags);
        return translator.Run() ? translator.result.ToString() : null;
    }

    private bool Run()
    {
        while (at < pattern.Length)
        {
            var c = pattern[at];
            var ok = c switch
            {
                '\\' => Escape(false),
                '[' => Class(inside: false),
                '(' => Group(),
                '$' => Append(flags.Contains('m', StringComparison.Ordinal) ? "$" : @"\z"),
                '.' => Append(flags.Contains('s', StringComparison.Ordinal) ? $"(?:[^{Halves}]|{Pair})" : $@"(?:[^\n\r{Halves}]|{Pair})"),
                '{' or '?' or '*' or '+' => Quantifier(),
                ']' or '}' => false,
                _ when char.IsSurrogatePair(pattern, at) => AppendPair(),
                _ => Append(c.ToString()),
            };
            if (!ok)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Kept together, so that a quantifier means both halves.</summary>
    private bool AppendPair()
    {
        result.Append("(?:").Append(pattern, at, 2).Append(')');
        at += 2;
        return true;
    }

    private bool Append(string text)
    {
        result.Append(text);
        at++;
        return true;
    }

    private bool Group()
    {
        if (at + 1 < pattern.Length && pattern[at + 1] == '?')
        {
            // Only the group that is not captured came with XPath 3.0.
            if (at + 2 >= pattern.Length || pattern[at + 2] != ':')
            {
                return false;
            }

            at += 2;
            result.Append("(?");
            return Append(":");
        }

        groups++;
        return Append("(");
    }

    private bool Quantifier()
    {
        if (pattern[at] == '{')
        {
            var end = pattern.IndexOf('}', at);
            if (end < 0 || !pattern[(at + 1)..end].All(c => char.IsAsciiDigit(c) || c == ',') || end == at + 1 || pattern[at + 1] == ',')
            {
                return false;
            }

            result.Append(pattern, at, end - at);
            at = end;
            Append("}");
        }
        else
        {
            Append(pattern[at].ToString());
        }

        // One more "?" makes it reluctant; .NET would also take "+" for possessive, XPath does not know it.
        if (at < pattern.Length && pattern[at] == '?')
        {
            Append("?");
        }

        return at >= pattern.Length || pattern[at] is not ('?' or '*' or '+' or '{');
    }

    private bool Escape(bool inClass)
    {
        if (++at >= pattern.Length)
        {
            return false;
        }

        var c = pattern[at];
        switch (c)
        {
            case 'n' or 'r' or 't' or '\\' or '|' or '.' or '?' or '*' or '+' or '(' or ')' or '{' or '}' or '-' or '[' or ']' or '^' or '$':
            case 's' or 'S' or 'd' or 'D' or 'w' or 'W':
                return Append("\\" + c);
            case 'i':
                return Append(inClass ? NameStart : $"[{NameStart}]");
            case 'c':
                return Append(inClass ? NameMore : $"[{NameMore}]");
            case 'I' when !inClass:
                return Append($"[^{NameStart}]");
            case 'C' when !inClass:
                return Append($"[^{NameMore}]");
            case 'p' or 'P':
                return Property(c);
            case >= '1' and <= '9' when !inClass && c - '0' <= groups:
                return BackReference();
            default:
                return false;
        }
    }

    /// <summary>As many digits as name a group that was there before.</summary>
    private bool BackReference()
    {
        var group = 0;
        while (at < pattern.Length && char.IsAsciiDigit(pattern[at]) && (group * 10) + (pattern[at] - '0') <= groups)
        {
            group = (group * 10) + (pattern[at++] - '0');
        }

        result.Append("(?:\\").Append(group).Append(')');
        return true;
    }

    private bool Property(char c)
    {
        var end = pattern.IndexOf('}', at);
        if (end < 0 || at + 1 >= pattern.Length || pattern[at + 1] != '{')
        {
            return false;
        }

        var name = pattern[(at + 2)..end];
        result.Append('\\').Append(c).Append('{').Append(name).Append('}');
        at = end + 1;
        return true;
    }

    /// <summary>A character class, with subtraction <c>[a-z-[aeiou]]</c>, which .NET writes alike.</summary>
    private bool Class(bool inside)
    {
        var negated = at + 1 < pattern.Length && pattern[at + 1] == '^';
        var outermost = negated && !inside;
        result.Append(outermost ? "(?:" : "");
        Append("[");
        if (negated)
        {
            Append("^" + (outermost ? Halves : ""));
        }

        var start = at;
        while (at < pattern.Length && (pattern[at] != ']' || at == start))
        {
            var c = pattern[at];
            if (c == ']' || (c == '[' && !(at > start && pattern[at - 1] == '-')))
            {
                return false;
            }

            var ok = c switch
            {
                '\\' => Escape(true),
                '[' => Class(inside: true),
                _ => Append(c.ToString()),
            };
            if (!ok)
            {
                return false;
            }
        }

        if (at >= pattern.Length)
        {
            return false;
        }

        Append("]");
        result.Append(outermost ? $"|{Pair})" : "");
        return true;
    }
}
