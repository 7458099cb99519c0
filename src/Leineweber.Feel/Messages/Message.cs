using System.Globalization;

namespace Leineweber.Feel.Messages;

public enum Language
{
    German,
    English,
}

/// <summary>An error makes the result null; a warning leaves it.</summary>
public enum Severity
{
    Error,
    Warning,
}

/// <summary>A stretch of the source text, in characters from its beginning.</summary>
public readonly record struct Span(int Start, int Length)
{
    public int End => Start + Length;

    internal Span To(Span last) => new(Start, Math.Max(last.End - Start, 0));
}

/// <summary>What is wrong, where, and in words that a clerk understands.</summary>
/// <param name="Code">What kind of trouble.</param>
/// <param name="Span">The place within the expression.</param>
/// <param name="Arguments">The words to fill in.</param>
public sealed record Message(Code Code, Span Span, params IReadOnlyList<object?> Arguments)
{
    /// <summary>The element of a DMN model that holds the expression (its id, else its name); <c>null</c> for a bare expression.</summary>
    public string? Element { get; init; }

    public Severity Severity => Catalog.SeverityOf(Code);

    public string Text(Language language) =>
        string.Format(CultureInfo.InvariantCulture, Catalog.Text(Code, language), [.. Arguments]);

    /// <summary>The sentence with its place: <c>Zeichen 5: …</c></summary>
    public string TextWithPlace(Language language) => string.Create(
        CultureInfo.InvariantCulture, $"{(language == Language.German ? "Zeichen" : "Character")} {Span.Start + 1}: {Text(language)}");

    public override string ToString() => TextWithPlace(Language.English);
}
