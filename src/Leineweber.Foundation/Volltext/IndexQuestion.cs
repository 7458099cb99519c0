using Leineweber.Foundation.Volltext.Analysis;
using Lucene.Net.Index;
using Lucene.Net.Queries;
using Lucene.Net.Search;

namespace Leineweber.Foundation.Volltext;

/// <summary>Turns what someone typed into a query: each word may be met as it is, in another form, as part of a compound, by a word that means
/// the same, as a beginning, or, where nobody knows it, by the words nearest to it. Titles weigh more than keywords, those more than the
/// teaser, that more than the body; rare words weigh more than frequent ones.</summary>
internal sealed class IndexQuestion(VolltextFrage frage, Wortschatz vocabulary, KnownWords known)
{
    private const int MostWords = 12;
    private const float Tie = 0.15f;
    private readonly IReadOnlyList<string> words = WordsOf(frage.Text);

    /// <summary>The words that are looked for.</summary>
    public static IReadOnlyList<string> WordsOf(string text)
    {
        var all = GermanWords.Cut(text.Length > 400 ? text[..400] : text).Take(3 * MostWords).ToList();
        var telling = all.Where(word => !GermanWords.IsStop(word)).Take(MostWords).ToList();
        return telling.Count > 0 ? telling : [.. all.Take(MostWords)];
    }

    /// <summary>The query, or null where there is no word in the text.</summary>
    /// <param name="isLoose">True where one word that fits is enough; otherwise about half of them must.</param>
    public Query? Build(bool isLoose)
    {
        if (words.Count == 0)
        {
            return null;
        }

        var query = new BooleanQuery(disableCoord: false);
        for (var i = 0; i < words.Count; i++)
        {
            query.Add(OneWord(i, frage.IsTyping && i == words.Count - 1), Occur.SHOULD);
        }

        query.MinimumNumberShouldMatch = isLoose ? 1 : (words.Count + 1) / 2;
        var either = new DisjunctionMaxQuery(0.3f) { query };
        either.Add(Exactly(IndexDocument.Phrases, string.Concat(words), 4f));
        return new Weighted(Filtered(either, frage.Filter));
    }

    private DisjunctionMaxQuery OneWord(int at, bool isTyping)
    {
        var word = words[at];
        var ways = new DisjunctionMaxQuery(Tie);
        AddForms(ways, word, 1);
        ways.Add(Exactly(IndexDocument.Words, word, 1.5f));
        if (word.Length > 1)
        {
            ways.Add(Exactly(IndexDocument.Beginnings, word.Length > 20 ? word[..20] : word, isTyping ? 1.5f : 0.8f));
        }

        var parts = vocabulary.Split(word);
        if (parts.Count > 0)
        {
            ways.Add(All(parts, 0.7f));
        }

        foreach (var same in SameAs(at))
        {
            ways.Add(All(same.Split(' '), 0.75f));
        }

        if (KnownWords.Slips(word) > 0 && !known.IsKnown(word, vocabulary))
        {
            AddNearest(ways, word);
        }

        return ways;
    }

    private void AddNearest(DisjunctionMaxQuery ways, string word)
    {
        if (!known.IsSmall)
        {
            ways.Add(Weigh(new FuzzyQuery(new Term(IndexDocument.Words, word), KnownWords.Slips(word), prefixLength: 1, maxExpansions: 20, transpositions: true), 0.7f));
            return;
        }

        foreach (var (near, distance) in known.Near(word, 6))
        {
            var weight = distance == 1 ? 0.8f : 0.55f;
            AddForms(ways, near, weight);
            ways.Add(Exactly(IndexDocument.Words, near, 1.5f * weight));
            foreach (var same in vocabulary.Same(near).Take(4))
            {
                ways.Add(All(same.Split(' '), 0.6f * weight));
            }
        }
    }

    private static void AddForms(DisjunctionMaxQuery ways, string word, float weight)
    {
        var stem = GermanWords.Stem(word);
        ways.Add(Exactly(IndexDocument.Title, stem, 3 * weight));
        ways.Add(Exactly(IndexDocument.Keywords, stem, 2 * weight));
        ways.Add(Exactly(IndexDocument.Teaser, stem, 0.8f * weight));
        ways.Add(Exactly(IndexDocument.Body, stem, 0.25f * weight));
    }

    private static BooleanQuery All(IReadOnlyList<string> words, float weight)
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
    private IEnumerable<string> SameAs(int at) =>
        (from length in Enumerable.Range(1, 3)
         from start in Enumerable.Range(at - length + 1, length)
         where start >= 0 && start + length <= words.Count
         from same in vocabulary.Same(string.Join(' ', words.Skip(start).Take(length)))
         select same).Distinct().Take(8);

    private static Query Exactly(string field, string word, float weight) => Weigh(new TermQuery(new Term(field, word)), weight);

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
        foreach (var (name, values) in filters.Where(filter => filter.Value.Count > 0))
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
