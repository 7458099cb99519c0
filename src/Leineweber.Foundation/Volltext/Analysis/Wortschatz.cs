using System.Collections.Frozen;

namespace Leineweber.Foundation.Volltext.Analysis;

/// <summary>What a tenant's search knows of its language beyond rules: the parts long words are made of, and words that mean the same.</summary>
public sealed class Wortschatz
{
    private const int ShortestPart = 3;
    private static readonly string[] Joints = ["", "s", "es", "n", "en", "er", "e"];
    private readonly FrozenSet<string> parts;
    private readonly FrozenSet<string> stems;
    private readonly FrozenDictionary<string, string[]> synonyms;

    /// <summary>Builds a vocabulary.</summary>
    /// <param name="parts">Words that occur inside compounds, e.g. <c>ausweis</c>.</param>
    /// <param name="synonyms">Groups of words and short phrases that mean the same; the first of a group is the office's own.</param>
    public Wortschatz(IEnumerable<string> parts, IEnumerable<IReadOnlyList<string>> synonyms)
    {
        this.parts = parts.Select(GermanWords.Fold).Where(part => part.Length >= ShortestPart).ToFrozenSet(StringComparer.Ordinal);
        stems = this.parts.Select(GermanWords.Stem).Where(part => part.Length > ShortestPart).ToFrozenSet(StringComparer.Ordinal);
        var meanings = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var group in synonyms)
        {
            var phrases = group.Select(Key).Where(phrase => phrase.Length > 0).Distinct().ToList();
            foreach (var phrase in phrases)
            {
                var others = meanings.TryGetValue(phrase, out var known) ? known : meanings[phrase] = new HashSet<string>(StringComparer.Ordinal);
                others.UnionWith(phrases.Where(other => other != phrase));
            }
        }

        this.synonyms = meanings.ToFrozenDictionary(pair => pair.Key, pair => pair.Value.ToArray(), StringComparer.Ordinal);
    }

    /// <summary>A vocabulary that knows nothing.</summary>
    public static Wortschatz Empty { get; } = new([], []);

    /// <summary>The parts of a compound in their order, or nothing where it is none: <c>anwohnerparken</c> → <c>anwohner</c>, <c>parken</c>.</summary>
    /// <param name="word">A folded word.</param>
    public IReadOnlyList<string> Split(string word)
    {
        if (word.Length < 2 * ShortestPart || parts.Count == 0)
        {
            return [];
        }

        // best[i]: fewest parts that make up the first i letters.
        var best = new (int Count, int From, int End)[word.Length + 1];
        Array.Fill(best, (int.MaxValue, 0, 0));
        best[0] = (0, 0, 0);
        for (var from = 0; from < word.Length; from++)
        {
            if (best[from].Count > 3) // no way here, or too many parts to be a word
            {
                continue;
            }

            for (var end = from + ShortestPart; end <= word.Length; end++)
            {
                // The whole word as one part is no split.
                if (end - from == word.Length || !Knows(word[from..end], end == word.Length))
                {
                    continue;
                }

                foreach (var joint in Joints)
                {
                    var next = end + joint.Length;
                    if (next <= word.Length && (joint.Length == 0 || (next < word.Length && word.AsSpan(end, joint.Length).SequenceEqual(joint))) && best[from].Count + 1 < best[next].Count)
                    {
                        best[next] = (best[from].Count + 1, from, end);
                    }
                }
            }
        }

        var found = new List<string>();
        if (best[word.Length].Count is > 1 and < int.MaxValue)
        {
            for (var at = word.Length; at > 0; at = best[at].From)
            {
                found.Insert(0, word[best[at].From..best[at].End]);
            }
        }

        return found;
    }

    /// <summary>What means the same as a phrase of one to three folded words; each answer is again one or more folded words.</summary>
    public IReadOnlyList<string> Same(string phrase) => synonyms.GetValueOrDefault(phrase, []);

    private bool Knows(string part, bool isLast) => parts.Contains(part) || (isLast && part.Length > 4 && stems.Contains(GermanWords.Stem(part)));

    private static string Key(string phrase) => string.Join(' ', GermanWords.Cut(phrase));
}
