using Leineweber.Foundation;

namespace Leineweber.Formulare;

/// <summary>A text of a form in German and, where translated, English; prints in the reader's language.</summary>
internal sealed record Wort(string De, string? En = null)
{
    /// <summary>The text in the reader's language; German where there is no English.</summary>
    public override string ToString() => Sprache.IsEnglish && En is { Length: > 0 } ? En : De;
}
