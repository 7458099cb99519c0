using System.Globalization;
using System.Text;
using Leineweber.Feel.Messages;

namespace Leineweber.Feel.Syntax;

/// <summary>Cuts a text into tokens (DMN 1.5, 10.3.1.2, rules 25 to 39 and 63 to 66). Knows no keywords and no scope: the parser does.</summary>
internal sealed class Lexer
{
    private static readonly string[] LongSymbols = ["**", "..", "<=", ">=", "!=", "->"];

    private readonly string source;
    private readonly List<Token> tokens = [];
    private readonly List<Message> messages;
    private int at;

    private Lexer(string source, List<Message> messages)
    {
        this.source = source;
        this.messages = messages;
    }

    internal static List<Token> Tokenize(string source, List<Message> messages)
    {
        var lexer = new Lexer(source, messages);
        lexer.Run();
        return lexer.tokens;
    }

    /// <summary>The texts of the tokens of a declared name, for matching.</summary>
    internal static string[] NameParts(string name) => [.. Tokenize(name, []).Where(t => t.Kind != TokenKind.End).Select(t => t.Text)];

    private void Run()
    {
        while (true)
        {
            var spaced = SkipSpace();
            var start = at;
            if (at >= source.Length)
            {
                tokens.Add(new Token(TokenKind.End, "", new Span(source.Length, 0), spaced));
                return;
            }

            var (kind, text) = Next();
            tokens.Add(new Token(kind, text, new Span(start, at - start), spaced));
        }
    }

    private (TokenKind Kind, string Text) Next()
    {
        var start = at;
        var c = source[at];
        if (c == '"')
        {
            return (TokenKind.Text, ReadText());
        }

        if (char.IsAsciiDigit(c) || (c == '.' && at + 1 < source.Length && char.IsAsciiDigit(source[at + 1]) && !AfterDot()))
        {
            ReadNumber();
            return (TokenKind.Number, source[start..at]);
        }

        if (IsNameStart(CharAt(at)))
        {
            while (at < source.Length && IsNamePart(CharAt(at)))
            {
                at += char.IsSurrogatePair(source, at) ? 2 : 1;
            }

            return (TokenKind.Name, source[start..at]);
        }

        foreach (var symbol in LongSymbols)
        {
            if (string.CompareOrdinal(source, at, symbol, 0, 2) == 0)
            {
                at += 2;
                return (TokenKind.Symbol, symbol);
            }
        }

        at += char.IsSurrogatePair(source, at) ? 2 : 1;
        var known = "+-*/=<>()[]{},:.@'".Contains(c, StringComparison.Ordinal);
        return (known ? TokenKind.Symbol : TokenKind.Unknown, source[start..at]);
    }

    // "a..5" must not read ".5".
    private bool AfterDot() => at > 0 && source[at - 1] == '.';

    private void ReadNumber()
    {
        SkipDigits();
        if (at + 1 < source.Length && source[at] == '.' && char.IsAsciiDigit(source[at + 1]))
        {
            at++;
            SkipDigits();
        }

        // An exponent needs digits: in "2e" the e begins a name.
        var exponent = at;
        if (at < source.Length && source[at] is 'e' or 'E')
        {
            at++;
            at += at < source.Length && source[at] is '+' or '-' ? 1 : 0;
            var digits = at;
            SkipDigits();
            if (at == digits)
            {
                at = exponent;
            }
        }
    }

    private void SkipDigits()
    {
        while (at < source.Length && char.IsAsciiDigit(source[at]))
        {
            at++;
        }
    }

    private string ReadText()
    {
        var start = at++;
        var text = new StringBuilder();
        while (at < source.Length && source[at] != '"')
        {
            if (source[at] == '\\' && at + 1 < source.Length)
            {
                ReadEscape(text);
            }
            else
            {
                text.Append(source[at++]);
            }
        }

        if (at >= source.Length)
        {
            messages.Add(new Message(Code.UnclosedText, new Span(start, at - start)));
        }

        at = Math.Min(at + 1, source.Length);
        return text.ToString();
    }

    private void ReadEscape(StringBuilder text)
    {
        var c = source[at + 1];
        var digits = c switch { 'u' => 4, 'U' => 6, _ => 0 };
        if (digits > 0 && at + 2 + digits <= source.Length
            && int.TryParse(source.AsSpan(at + 2, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            && code <= 0x10ffff)
        {
            // \uD83D\uDC0E spells one character as a surrogate pair.
            text.Append(digits == 4 || code is >= 0xd800 and <= 0xdfff ? ((char)code).ToString() : char.ConvertFromUtf32(code));
            at += 2 + digits;
            return;
        }

        var plain = c switch { 'n' => '\n', 'r' => '\r', 't' => '\t', '"' => '"', '\'' => '\'', '\\' => '\\', _ => '\0' };
        if (plain == '\0')
        {
            // Not an escape of FEEL: the backslash stands for itself, which regular expressions rely on.
            text.Append('\\').Append(c);
        }
        else
        {
            text.Append(plain);
        }

        at += 2;
    }

    private bool SkipSpace()
    {
        var start = at;
        while (at < source.Length)
        {
            if (IsSpace(source[at]))
            {
                at++;
            }
            else if (string.CompareOrdinal(source, at, "//", 0, 2) == 0)
            {
                var end = source.IndexOfAny(['\n', '\r'], at);
                at = end < 0 ? source.Length : end;
            }
            else if (string.CompareOrdinal(source, at, "/*", 0, 2) == 0)
            {
                var end = source.IndexOf("*/", at + 2, StringComparison.Ordinal);
                if (end < 0)
                {
                    messages.Add(new Message(Code.UnclosedComment, new Span(at, 2)));
                }

                at = end < 0 ? source.Length : end + 2;
            }
            else
            {
                break;
            }
        }

        return at > start;
    }

    /// <summary>White space and vertical space of rules 61 and 62.</summary>
    private static bool IsSpace(char c) => char.IsWhiteSpace(c) || c is '\u180e' or '\u200b' or '\ufeff';

    private int CharAt(int index) => char.IsSurrogatePair(source, index) ? char.ConvertToUtf32(source, index) : source[index];

    /// <summary>Rule 28: what a name may begin with.</summary>
    private static bool IsNameStart(int c) => c < 0x80
        ? c is '?' or '_' || char.IsAsciiLetter((char)c)
        : c is (>= 0xc0 and <= 0xd6) or (>= 0xd8 and <= 0xf6) or (>= 0xf8 and <= 0x2ff) or (>= 0x370 and <= 0x37d) or (>= 0x37f and <= 0x1fff)
            or 0x200c or 0x200d or (>= 0x2070 and <= 0x218f) or (>= 0x2c00 and <= 0x2fef) or (>= 0x3001 and <= 0xd7ff)
            or (>= 0xf900 and <= 0xfdcf) or (>= 0xfdf0 and <= 0xfffd and not 0xfeff) or (>= 0x10000 and <= 0xeffff)
            && !(c < 0x10000 && IsSpace((char)c));

    /// <summary>Rule 29: what a name may go on with, besides the symbols of rule 30, which are tokens of their own.</summary>
    private static bool IsNamePart(int c) =>
        IsNameStart(c) || (c < 0x80 && char.IsAsciiDigit((char)c)) || c is 0xb7 or (>= 0x300 and <= 0x36f) or 0x203f or 0x2040;
}
