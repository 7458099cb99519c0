using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Leineweber.Feel.Functions;

/// <summary>Compiled patterns, so that a pattern in a loop is translated once. Bounded, because patterns may come from strangers.</summary>
internal static class PatternCache
{
    private const int Capacity = 500;
    private const int MaxPattern = 10_000;

    private static readonly ConcurrentDictionary<(string, string, TimeSpan), Regex?> Known = new();

    /// <summary>The pattern; <c>null</c> when pattern or flags are not correct.</summary>
    internal static Regex? Get(string pattern, string flags, TimeSpan time)
    {
        if (pattern.Length > MaxPattern)
        {
            return null;
        }

        if (Known.TryGetValue((pattern, flags, time), out var known))
        {
            return known;
        }

        if (Known.Count >= Capacity)
        {
            Known.Clear();
        }

        return Known[(pattern, flags, time)] = Compile(pattern, flags, time);
    }

    private static Regex? Compile(string pattern, string flags, TimeSpan time)
    {
        if (flags.Any(f => !"smixq".Contains(f, StringComparison.Ordinal)))
        {
            return null;
        }

        var options = RegexOptions.CultureInvariant
            | (flags.Contains('i', StringComparison.Ordinal) ? RegexOptions.IgnoreCase : 0)
            | (flags.Contains('s', StringComparison.Ordinal) ? RegexOptions.Singleline : 0)
            | (flags.Contains('m', StringComparison.Ordinal) ? RegexOptions.Multiline : 0);
        try
        {
            var translated = flags.Contains('q', StringComparison.Ordinal)
                ? Regex.Escape(pattern)
                : PatternTranslator.Translate(pattern, flags);
            return translated is null ? null : Linear(translated, options, time) ?? new Regex(translated, options, time);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Patterns without back references run in time linear in the text; the rest have a time limit.</summary>
    private static Regex? Linear(string pattern, RegexOptions options, TimeSpan time)
    {
        try
        {
            return new Regex(pattern, options | RegexOptions.NonBacktracking, time);
        }
        catch (NotSupportedException)
        {
            return null;
        }
    }
}
