using System.Text.Json;
using Leineweber.Foundation.Volltext.Analysis;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Search.Similarities;

namespace Leineweber.Foundation.Volltext;

/// <summary>One state of an index, open for reading. Closed when it was replaced and the last question to it is answered.</summary>
internal sealed class IndexSnapshot
{
    private static readonly Scoring Similarity = new();
    private readonly DirectoryReader reader;
    private readonly IndexSearcher searcher;
    private readonly Lazy<KnownWords> known;

    public IndexSnapshot(DirectoryReader reader, long stand, Wortschatz vocabulary)
    {
        this.reader = reader;
        Stand = stand;
        Vocabulary = vocabulary;
        searcher = new IndexSearcher(reader) { Similarity = Similarity };
        known = new Lazy<KnownWords>(ReadWords);
    }

    /// <summary>Number of the last change this state holds.</summary>
    public long Stand { get; }

    public Wortschatz Vocabulary { get; }

    public int Count => reader.NumDocs;

    public bool TryUse() => reader.TryIncRef();

    public void Leave() => reader.DecRef();

    public VolltextAntwort Search(VolltextFrage frage)
    {
        var question = new IndexQuestion(frage, Vocabulary, known.Value);
        var antwort = Ask(frage, question.Build(isLoose: false));
        if (antwort.Total == 0)
        {
            antwort = Ask(frage, question.Build(isLoose: true));
        }

        return antwort with { DidYouMean = frage.IsTyping ? null : known.Value.Better(frage.Text, Vocabulary) };
    }

    private VolltextAntwort Ask(VolltextFrage frage, Query? query)
    {
        if (query is null || frage.Filter.Values.Any(values => values.Count == 0))
        {
            return new VolltextAntwort(0, [], null);
        }

        var wanted = Math.Clamp(frage.Skip, 0, 10_000) + Math.Clamp(frage.Most, 1, 1_000);
        var found = searcher.Search(query, wanted);
        // What fits much worse than the best only hides it.
        var limit = found.ScoreDocs.Length > 0 ? found.ScoreDocs[0].Score * 0.2f : 0;
        var fitting = found.ScoreDocs.TakeWhile(hit => hit.Score >= limit).ToList();
        var total = fitting.Count < found.ScoreDocs.Length ? fitting.Count : found.TotalHits;
        return new VolltextAntwort(total, [.. fitting.Skip(frage.Skip).Select(Read)], null);
    }

    private VolltextTreffer Read(ScoreDoc hit)
    {
        var document = searcher.Doc(hit.Doc);
        return new VolltextTreffer(document.Get(IndexDocument.Id), hit.Score, JsonSerializer.Deserialize<Dictionary<string, string>>(document.Get(IndexDocument.Shown))!);
    }

    private KnownWords ReadWords()
    {
        var words = new KnownWords();
        if (MultiFields.GetTerms(reader, IndexDocument.Proposals) is { } terms)
        {
            var all = terms.GetEnumerator();
            while (all.MoveNext())
            {
                var text = all.Term.Utf8ToString();
                var at = text.IndexOf(IndexDocument.Separator);
                words.Add(text[..at], text[(at + 1)..], all.DocFreq);
            }
        }

        return words;
    }

    /// <summary>BM25 that forgives long texts, and lets documents with all words go before those with some.</summary>
    private sealed class Scoring() : BM25Similarity(1.0f, 0.4f)
    {
        public override float Coord(int overlap, int maxOverlap) => 0.4f + (0.6f * overlap / maxOverlap);
    }
}
