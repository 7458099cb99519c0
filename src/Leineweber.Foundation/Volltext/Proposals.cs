using Leineweber.Foundation.Volltext.Analysis;

namespace Leineweber.Foundation.Volltext;

/// <summary>The words an index knows, for "did you mean": nearest by slips of the finger (Damerau–Levenshtein), then the most frequent.</summary>
internal sealed class Proposals
{
    private readonly Dictionary<string, (string Written, int Count)> words = new(StringComparer.Ordinal);

    public void Add(string folded, string written, int count)
    {
        if (!words.TryGetValue(folded, out var known) || known.Count < count)
        {
            words[folded] = (written, count + known.Count);
        }
    }

    /// <summary>The text with known words in place of unknown ones; null where all are known or nothing is near.</summary>
    public string? For(string text, Wortschatz vocabulary)
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
            var near = IsKnown(word, vocabulary) ? null : Nearest(word);
            changed |= near is not null;
            better.Add(near ?? Written(text, word));
        }

        return changed ? string.Join(' ', better) : null;
    }

    private static string Written(string text, string folded) =>
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(part => GermanWords.Fold(part) == folded) ?? folded;

    private bool IsKnown(string word, Wortschatz vocabulary) =>
        word.Length < 4 || words.ContainsKey(word) || vocabulary.Same(word).Count > 0 || vocabulary.Split(word).Count > 0
        || words.Keys.Any(known => known.StartsWith(word, StringComparison.Ordinal) || GermanWords.Stem(known) == GermanWords.Stem(word));

    private string? Nearest(string word)
    {
        var most = word.Length < 6 ? 1 : 2;
        var best = (Distance: most + 1, Count: 0, Written: (string?)null);
        foreach (var (known, (written, count)) in words)
        {
            if (Math.Abs(known.Length - word.Length) <= most && Distance(word, known, most) is var distance && distance <= most
                && (distance < best.Distance || (distance == best.Distance && count > best.Count)))
            {
                best = (distance, count, written);
            }
        }

        return best.Written;
    }

    /// <summary>How many slips lie between two words: letters left out, put in, mistaken, or two neighbours swapped.</summary>
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

        return last[b.Length];
    }
}
