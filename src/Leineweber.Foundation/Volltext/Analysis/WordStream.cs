using Lucene.Net.Analysis;
using Lucene.Net.Analysis.TokenAttributes;

namespace Leineweber.Foundation.Volltext.Analysis;

/// <summary>Hands words that are ready to the index.</summary>
internal sealed class WordStream : TokenStream
{
    private readonly IEnumerable<string> words;
    private readonly ICharTermAttribute term;
    private IEnumerator<string>? at;

    public WordStream(IEnumerable<string> words)
    {
        this.words = words;
        term = AddAttribute<ICharTermAttribute>();
    }

    public override bool IncrementToken()
    {
        at ??= words.GetEnumerator();
        ClearAttributes();
        if (!at.MoveNext())
        {
            return false;
        }

        term.SetEmpty().Append(at.Current);
        return true;
    }

    public override void Reset()
    {
        base.Reset();
        at = null;
    }

    protected override void Dispose(bool disposing)
    {
        at?.Dispose();
        base.Dispose(disposing);
    }
}
