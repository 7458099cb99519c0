using System.Text;
using System.Text.RegularExpressions;
using Leineweber.Feel.Messages;
using Leineweber.Feel.Runtime;
using static Leineweber.Feel.Functions.Library;

namespace Leineweber.Feel.Functions;

/// <summary>String functions with regular expressions of XPath 2.0 (DMN 1.5, 10.3.4.3).</summary>
internal static class PatternFunctions
{
    internal static IEnumerable<(string, Signature)> All =>
    [
        Define("matches(input: string, pattern: string, flags??: string): boolean", (e, a) => Use(e, a[1], a[2], regex => regex.IsMatch(Text(a[0])))),
        Define(
            "replace(input: string, pattern: string, replacement: string, flags??: string): string",
            (e, a) => Use(e, a[1], a[3], regex => Replace(e, regex, Text(a[0]), Text(a[2]), Flags(a[3])))),
        Define("split(string: string, delimiter: string): list<string>", (e, a) => Use(e, a[1], Value.Null, regex => Split(e, regex, Text(a[0])))),
    ];

    private static string Text(Value value) => ((TextValue)value).Text;

    private static string Flags(Value value) => (value as TextValue)?.Text ?? "";

    private static Value? Use(Evaluation e, Value pattern, Value flags, Func<Regex, Value?> apply)
    {
        if (PatternCache.Get(Text(pattern), Flags(flags), e.Limits.RegexTime) is not { } regex)
        {
            return e.Fail(Code.BadPattern, Text(pattern));
        }

        e.Step(50);
        try
        {
            return apply(regex);
        }
        catch (RegexMatchTimeoutException)
        {
            throw new LimitException(Code.PatternTime);
        }
    }

    private static IEnumerable<Match> Matches(Evaluation e, Regex regex, string text)
    {
        for (var match = regex.Match(text); match.Success; match = match.NextMatch())
        {
            e.Step();
            yield return match;
        }
    }

    /// <summary>In the replacement <c>$1</c> is a group, <c>\$</c> and <c>\\</c> are the characters; anything else with them is an error (XPath FORX0004).</summary>
    private static Value? Replace(Evaluation e, Regex regex, string text, string replacement, string flags)
    {
        // A pattern that matches the empty string has no clear replacement (FORX0003).
        if (regex.IsMatch(""))
        {
            return null;
        }

        var groups = regex.GetGroupNumbers().Max();
        var result = new StringBuilder();
        var at = 0;
        foreach (var match in Matches(e, regex, text))
        {
            result.Append(text, at, match.Index - at);
            at = match.Index + match.Length;
            if (flags.Contains('q', StringComparison.Ordinal))
            {
                result.Append(replacement);
            }
            else if (!Expand(result, match, replacement, groups))
            {
                return null;
            }

            if (result.Length > e.Limits.TextLength)
            {
                throw new LimitException(Code.TextLimit, e.Limits.TextLength);
            }
        }

        return e.Text(result.Append(text, at, text.Length - at).ToString());
    }

    private static bool Expand(StringBuilder result, Match match, string replacement, int groups)
    {
        for (var i = 0; i < replacement.Length; i++)
        {
            var c = replacement[i];
            if (c is not ('$' or '\\'))
            {
                result.Append(c);
                continue;
            }

            var next = ++i < replacement.Length ? replacement[i] : '\0';
            if (c == '\\')
            {
                if (next is not ('$' or '\\'))
                {
                    return false;
                }

                result.Append(next);
                continue;
            }

            if (!char.IsAsciiDigit(next))
            {
                return false;
            }

            // As many digits as still name a group.
            var group = next - '0';
            while (i + 1 < replacement.Length && char.IsAsciiDigit(replacement[i + 1]) && (group * 10) + (replacement[i + 1] - '0') <= groups)
            {
                group = (group * 10) + (replacement[++i] - '0');
            }

            result.Append(match.Groups[group].Value);
        }

        return true;
    }

    private static ListValue? Split(Evaluation e, Regex regex, string text)
    {
        var parts = new List<Value>();
        var at = 0;
        foreach (var match in Matches(e, regex, text))
        {
            if (match.Length > 0)
            {
                parts.Add(text[at..match.Index]);
                at = match.Index + match.Length;
            }
        }

        parts.Add(text[at..]);
        return e.List([.. parts]);
    }
}
