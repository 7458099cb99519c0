using Leineweber.Feel.Messages;

namespace Leineweber.Feel.Syntax;

internal enum TokenKind
{
    /// <summary>An unbroken run of name characters; also every keyword.</summary>
    Name,
    Number,
    Text,
    Symbol,

    /// <summary>A character FEEL does not know; it can still be part of a declared name.</summary>
    Unknown,
    End,
}

/// <param name="Text">The characters as written; of a string its value.</param>
/// <param name="Spaced">Whether white space or a comment stands before it.</param>
internal readonly record struct Token(TokenKind Kind, string Text, Span Span, bool Spaced)
{
    internal bool Is(string text) => Kind is TokenKind.Symbol or TokenKind.Name && Text == text;
}
