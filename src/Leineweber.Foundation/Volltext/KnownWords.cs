using Leineweber.Foundation.Volltext.Analysis;

namespace Leineweber.Foundation.Volltext;

/// <summary>The words an index holds in titles and keywords: tells slips from words, and what was probably meant (Damerau–Levenshtein,
/// then the most frequent).</summary>
internal sealed class KnownWords
{
    /// <summary>Beyond this many words a slip is looked for by the index itself.</summary>
    public const int Most = 60_000;

    private readonly Dictionary<string, (string Written, int Count)> words = new(StringComparer.Ordinal);
    private readonly HashSet<string> stems = new(StringComparer.Ordinal);
    private ILookup<int, string>? byLength;
    private string[]? sorted;

    public bool IsSmall => words.Count <= Most;

    public void Add(string folded, string written, int count)
    {
        var isKnown = words.TryGetValue(folded, out var known);
        words[folded] = (isKnown && known.Count >= count ? known.Written : written, count + known.Count);
        stems.Add(GermanWords.Stem(folded));
    }

    /// <summary>True where the word occurs: as it is, in another form, as a beginning, as a compound or as a synonym.</summary>
    public bool IsKnown(string word, Wortschatz vocabulary) =>
        word.Length < 4 || words.ContainsKey(word) || stems.Contains(GermanWords.Stem(word)) || vocabulary.Same(word).Count > 0
        || IsBeginning(word)
        // Two words by chance are no compound where a word of the house is one slip away: "gewerbe schien" is the Gewerbeschein.
        || (vocabulary.Split(word).Count > 0 && Near(word, 1) is not [(_, 1)]);

    /// <summary>The known words nearest to an unknown one, best first.</summary>
    public IReadOnlyList<(string Word, int Distance)> Near(string word, int most)
    {
        var allowed = Slips(word);
        if (allowed == 0 || !IsSmall)
        {
            return [];
        }

        byLength ??= words.Keys.ToLookup(known => known.Length);
        var near = new List<(string Word, int Distance)>();
        for (var length = word.Length - allowed; length <= word.Length + allowed; length++)
        {
            foreach (var known in byLength[length])
            {
                if (Distance(word, known, allowed) is var distance && distance <= allowed)
                {
                    near.Add((known, distance));
                }
            }
        }

        return [.. near.OrderBy(pair => pair.Distance).ThenByDescending(pair => words[pair.Word].Count).ThenBy(pair => pair.Word, StringComparer.Ordinal).Take(most)];
    }

    /// <summary>The text with known words in place of unknown ones; null where all are known or nothing is near.</summary>
    public string? Better(string text, Wortschatz vocabulary)
    {
        var asked = IndexQuestion.WordsOf(text);
        if (asked.Count is 0 or > 6)
        {
            return null;
        }

        var changed = false;
        var better = new List<string>();
        foreach (var word in asked)
        {
            var near = IsKnown(word, vocabulary) ? null : Near(word, 1) is [var (best, _)] ? words[best].Written : null;
            changed |= near is not null;
            better.Add(near ?? Written(text, word));
        }

        return changed ? string.Join(' ', better) : null;
    }

    /// <summary>One slip in a short word, two in a long one; below that every word would be near every other.</summary>
    public static int Slips(string word) => word.Any(char.IsAsciiDigit) ? 0 : word.Length switch
    {
        < 4 => 0,
        < 8 => 1,
        < 50 => 2,
        _ => 0,
    };

    /// <summary>How many slips lie between two words: letters left out, put in, mistaken, or two neighbours swapped.</summary>
    /// <returns>The number, or <paramref name="most"/> + 1 where there are more.</returns>
    internal static int Distance(string a, string b, int most)
    {
        Span<int> before = stackalloc int[b.Length + 1];
        Span<int> last = stackalloc int[b.Length + 1];
        Span<int> now = stackalloc int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
        {
            last[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            now[0] = i;
            var least = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                var steps = Math.Min(Math.Min(now[j - 1], last[j]) + 1, last[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    steps = Math.Min(steps, before[j - 2] + 1);
                }

                now[j] = steps;
                least = Math.Min(least, steps);
            }

            if (least > most)
            {
                return most + 1;
            }

            var spare = before;
            before = last;
            last = now;
            now = spare;
        }

        return Math.Min(last[b.Length], most + 1);
    }

    private bool IsBeginning(string word)
    {
        sorted ??= [.. words.Keys.Order(StringComparer.Ordinal)];
        var at = Array.BinarySearch(sorted, word, StringComparer.Ordinal);
        at = at < 0 ? ~at : at;
        return at < sorted.Length && sorted[at].StartsWith(word, StringComparison.Ordinal);
    }

    private static string Written(string text, string folded) =>
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(part => GermanWords.Fold(part) == folded) ?? folded;
}
