using System.Text.Json;
using Leineweber.Foundation.Volltext.Analysis;
using Lucene.Net.Documents;
using Lucene.Net.Index;

namespace Leineweber.Foundation.Volltext;

/// <summary>How a document lies in the index: which fields there are and what stands in them.</summary>
internal static class IndexDocument
{
    public const string Id = "id";
    public const string Title = "t";
    public const string Keywords = "k";
    public const string Teaser = "s";
    public const string Body = "b";

    /// <summary>Words of title and keywords as they are, for exact and nearly exact words.</summary>
    public const string Words = "x";

    /// <summary>Beginnings of those words, for someone who is still typing.</summary>
    public const string Beginnings = "p";

    /// <summary>Whole titles and keywords without blanks.</summary>
    public const string Phrases = "w";

    /// <summary>Folded word, separator, word as written: what "did you mean" may propose.</summary>
    public const string Proposals = "v";

    public const string Weight = "g";
    public const string Shown = "j";
    public const string FilterPrefix = "f.";
    public const char Separator = '\u001F';

    /// <summary>Raise when what is written here changes.</summary>
    public const int Format = 2;

    private const int LongestBeginning = 20;

    private static readonly FieldType Postings = Freeze(new FieldType { IsIndexed = true, IsTokenized = true, OmitNorms = false, IndexOptions = IndexOptions.DOCS_AND_FREQS });
    private static readonly FieldType Plain = Freeze(new FieldType { IsIndexed = true, IsTokenized = true, OmitNorms = true, IndexOptions = IndexOptions.DOCS_ONLY });

    public static Document Of(VolltextDokument dokument, Wortschatz vocabulary)
    {
        var named = dokument.Title.Concat(dokument.Keywords).ToList();
        var words = named.SelectMany(GermanWords.Cut).Where(word => !GermanWords.IsStop(word)).Distinct().ToList();
        var document = new Document
        {
            new StringField(Id, dokument.Id, Field.Store.YES),
            Analyzed(Title, dokument.Title, vocabulary),
            Analyzed(Keywords, dokument.Keywords, vocabulary),
            Analyzed(Teaser, dokument.Teaser, vocabulary),
            Analyzed(Body, dokument.Body, vocabulary),
            new Field(Words, new WordStream(words), Plain),
            new Field(Beginnings, new WordStream(words.SelectMany(word => vocabulary.Split(word).Append(word)).SelectMany(BeginningsOf).Distinct()), Plain),
            new Field(Phrases, new WordStream(named.Select(Phrase).Where(phrase => phrase.Length is > 0 and < 120).Distinct()), Plain),
            new Field(Proposals, new WordStream(ProposalsOf(named).Distinct()), Plain),
            new SingleDocValuesField(Weight, dokument.Weight),
            new StoredField(Shown, JsonSerializer.Serialize(dokument.Shown)),
        };
        foreach (var (name, values) in dokument.Filter)
        {
            foreach (var value in values)
            {
                document.Add(new StringField(FilterPrefix + name, value, Field.Store.NO));
            }
        }

        return document;
    }

    /// <summary>All words of a text in one, so that "Anwohner Parkausweis" meets "Anwohnerparkausweis".</summary>
    public static string Phrase(string text) => string.Concat(GermanWords.Cut(text).Where(word => !GermanWords.IsStop(word)));

    private static Field Analyzed(string name, IReadOnlyList<string> texts, Wortschatz vocabulary) =>
        new(name, new WordStream(texts.SelectMany(GermanWords.Cut).SelectMany(word => Forms(word, vocabulary))), Postings);

    private static IEnumerable<string> Forms(string word, Wortschatz vocabulary) =>
        vocabulary.Split(word).Select(GermanWords.Stem).Append(GermanWords.Stem(word)).Distinct();

    private static IEnumerable<string> BeginningsOf(string word) =>
        Enumerable.Range(2, Math.Max(0, Math.Min(word.Length, LongestBeginning) - 1)).Select(length => word[..length]);

    private static IEnumerable<string> ProposalsOf(IEnumerable<string> texts) =>
        from text in texts
        from written in text.Split([' ', '/', '(', ')', ',', ':', ';', '„', '“', '"', '.', '!', '?'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        let folded = GermanWords.Fold(written)
        where folded.Length is > 3 and < 40 && folded.All(char.IsLetter)
        select folded + Separator + written;

    private static FieldType Freeze(FieldType type)
    {
        type.Freeze();
        return type;
    }
}
