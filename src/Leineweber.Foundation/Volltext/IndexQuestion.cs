using Leineweber.Foundation.Volltext.Analysis;
using Lucene.Net.Index;
using Lucene.Net.Queries;
using Lucene.Net.Search;

namespace Leineweber.Foundation.Volltext;

/// <summary>Turns what someone typed into a query: each word may be met as it is, in another form, as part of a compound, by a word that means
/// the same, as a beginning, or nearly. Titles weigh more than keywords, those more than the teaser, that more than the body.</summary>
internal static class IndexQuestion
{
    private const int MostWords = 12;
    private const float Tie = 0.15f;

    /// <summary>The words that are looked for.</summary>
    public static IReadOnlyList<string> WordsOf(string text)
    {
        var all = GermanWords.Cut(text.Length > 400 ? text[..400] : text).Take(3 * MostWords).ToList();
        var telling = all.Where(word => !GermanWords.IsStop(word)).Take(MostWords).ToList();
        return telling.Count > 0 ? telling : [.. all.Take(MostWords)];
    }

    /// <summary>The query, or null where there is no word in the text.</summary>
    /// <param name="frage">The question.</param>
    /// <param name="vocabulary">The tenant's words.</param>
    /// <param name="all">True where every word must be met, false where half of them are enough.</param>
    public static Query? Build(VolltextFrage frage, Wortschatz vocabulary, bool all)
    {
        var words = WordsOf(frage.Text);
        if (words.Count == 0)
        {
            return null;
        }

        var query = new BooleanQuery(disableCoord: false);
        for (var i = 0; i < words.Count; i++)
        {
            query.Add(OneWord(words, i, vocabulary, frage.IsTyping && i == words.Count - 1), Occur.SHOULD);
        }

        query.MinimumNumberShouldMatch = all || words.Count == 1 ? words.Count : (words.Count + 1) / 2;
        var either = new DisjunctionMaxQuery(0.3f) { query };
        var phrase = string.Concat(words);
        either.Add(Weigh(new ConstantScoreQuery(new TermQuery(new Term(IndexDocument.Phrases, phrase))), 30));
        if (Distance(phrase) is > 0 and var edits)
        {
            either.Add(Weigh(Nearly(IndexDocument.Phrases, phrase, edits), 8));
        }

        return new Weighted(Filtered(either, frage.Filter));
    }

    private static Query OneWord(IReadOnlyList<string> words, int at, Wortschatz vocabulary, bool isTyping)
    {
        var word = words[at];
        var ways = new DisjunctionMaxQuery(Tie);
        AddForms(ways, word, 1);
        ways.Add(Weigh(new ConstantScoreQuery(new TermQuery(new Term(IndexDocument.Words, word))), 4));
        if (word.Length > 1)
        {
            ways.Add(Weigh(new ConstantScoreQuery(new TermQuery(new Term(IndexDocument.Beginnings, word.Length > 20 ? word[..20] : word))), isTyping ? 3 : 1.5f));
        }

        if (vocabulary.Split(word) is { Count: > 0 } parts)
        {
            ways.Add(All(parts, 0.7f));
        }

        foreach (var same in SameAs(words, at, vocabulary))
        {
            ways.Add(All(same.Split(' '), 0.75f));
        }

        if (Distance(word) is > 0 and var edits)
        {
            ways.Add(Weigh(Nearly(IndexDocument.Words, word, edits), 1.2f));
        }

        return ways;
    }

    private static void AddForms(DisjunctionMaxQuery ways, string word, float weight)
    {
        var stem = GermanWords.Stem(word);
        ways.Add(Weigh(new TermQuery(new Term(IndexDocument.Title, stem)), 3 * weight));
        ways.Add(Weigh(new TermQuery(new Term(IndexDocument.Keywords, stem)), 2 * weight));
        ways.Add(Weigh(new TermQuery(new Term(IndexDocument.Teaser, stem)), 0.8f * weight));
        ways.Add(Weigh(new TermQuery(new Term(IndexDocument.Body, stem)), 0.25f * weight));
    }

    private static Query All(IReadOnlyList<string> words, float weight)
    {
        var query = new BooleanQuery(disableCoord: true);
        foreach (var word in words.Where(word => words.Count == 1 || !GermanWords.IsStop(word)))
        {
            var ways = new DisjunctionMaxQuery(Tie);
            AddForms(ways, word, weight / Math.Max(1, words.Count - 0.5f));
            query.Add(ways, Occur.MUST);
        }

        return query;
    }

    /// <summary>What means the same as this word or as a phrase of up to three words that holds it.</summary>
    private static IEnumerable<string> SameAs(IReadOnlyList<string> words, int at, Wortschatz vocabulary) =>
        (from length in Enumerable.Range(1, 3)
         from start in Enumerable.Range(Math.Max(0, at - length + 1), length)
         where start <= at && start + length <= words.Count && start + length > at
         from same in vocabulary.Same(string.Join(' ', words.Skip(start).Take(length)))
         select same).Distinct().Take(8);

    private static Query Nearly(string field, string word, int edits) =>
        new FuzzyQuery(new Term(field, word), edits, prefixLength: 1, maxExpansions: 20, transpositions: true);

    // One slip in a short word, two in a long one; below that every word would be near every other.
    private static int Distance(string word) => word.Any(char.IsAsciiDigit) ? 0 : word.Length switch
    {
        < 4 => 0,
        < 8 => 1,
        < 50 => 2,
        _ => 0,
    };

    private static Query Weigh(Query query, float weight)
    {
        query.Boost = weight;
        return query;
    }

    private static Query Filtered(Query query, IReadOnlyDictionary<string, IReadOnlyCollection<string>> filters)
    {
        if (filters.Count == 0)
        {
            return query;
        }

        var every = new BooleanFilter();
        foreach (var (name, values) in filters)
        {
            every.Add(new TermsFilter([.. values.Select(value => new Term(IndexDocument.FilterPrefix + name, value))]), Occur.MUST);
        }

        return new FilteredQuery(query, every);
    }

    /// <summary>Multiplies the score with the document's weight.</summary>
    private sealed class Weighted(Query inner) : CustomScoreQuery(inner)
    {
        protected override CustomScoreProvider GetCustomScoreProvider(AtomicReaderContext context) => new Provider(context);

        private sealed class Provider(AtomicReaderContext context) : CustomScoreProvider(context)
        {
            private readonly FieldCache.Singles weights = FieldCache.DEFAULT.GetSingles(context.AtomicReader, IndexDocument.Weight, setDocsWithField: false);

            public override float CustomScore(int doc, float subQueryScore, float valSrcScore) => subQueryScore * weights.Get(doc);
        }
    }
}
