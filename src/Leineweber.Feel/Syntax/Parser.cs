using System.Runtime.CompilerServices;
using Leineweber.Feel.Messages;
using Leineweber.Feel.Types;

namespace Leineweber.Feel.Syntax;

/// <summary>Parses FEEL (DMN 1.5, 10.3.1.2) by recursive descent and resolves names on the way, because only the scope tells where a name ends.</summary>
/// <remarks>
/// A mistake inside brackets is reported and skipped to the next comma or bracket, so that one text can have many messages.
/// Depth and work are bounded: a hostile text gets a message, never a stack overflow.
/// </remarks>
internal sealed partial class Parser
{
    private const int MaxDepth = 120;
    private const int MaxHeight = 1_500;
    private const int MaxWork = 400_000;
    private const int MaxMessages = 20;

    private readonly List<Token> tokens;
    private readonly Surroundings around;
    private readonly List<Message> messages;
    private Scope scope;
    private int at;
    private int depth;
    private int work;
    private int trying;
    private bool filtersForbidden;

    private Parser(List<Token> tokens, Surroundings around, List<Message> messages)
    {
        this.tokens = tokens;
        this.around = around;
        this.messages = messages;
        scope = around.Scope;
    }

    private Token Current => tokens[at];

    internal static Expr ParseExpression(string source, Surroundings around, List<Message> messages) =>
        Run(source, around, messages, parser => parser.Expression());

    /// <summary>Parses unary tests (rules 7 to 17); <paramref name="input"/> is what <c>?</c> stands for.</summary>
    internal static UnaryTests ParseTests(string source, FeelType input, Surroundings around, List<Message> messages)
    {
        var symbol = new Symbol("?", input);
        return Run(source, around, messages, parser => parser.WholeTests(symbol)) as UnaryTests
            ?? new UnaryTests(new Span(0, source.Length), symbol, false, [new Broken(new Span(0, source.Length))]);
    }

    private static Expr Run(string source, Surroundings around, List<Message> messages, Func<Parser, Expr> parse)
    {
        if (source.Length > Limits.MaxSource)
        {
            messages.Add(new Message(Code.TooLong, default, Limits.MaxSource));
            return new Broken(default);
        }

        var parser = new Parser(Lexer.Tokenize(source, messages), around, messages);
        try
        {
            var expr = parse(parser);
            if (parser.Current.Kind != TokenKind.End)
            {
                throw parser.Unexpected();
            }

            return expr;
        }
        catch (SyntaxException e)
        {
            parser.Report(e);
            return new Broken(new Span(0, source.Length));
        }
    }

    private void Report(SyntaxException e)
    {
        if (messages.Count < MaxMessages)
        {
            messages.Add(e.Trouble);
        }
    }

    private bool Is(string text) => Current.Is(text);

    private bool Accept(string text)
    {
        if (!Is(text))
        {
            return false;
        }

        at++;
        return true;
    }

    private Token Expect(string text) => Is(text) ? tokens[at++] : throw Fault(Code.Expected, Current.Span, text, Describe(Current));

    private SyntaxException Unexpected() => Current.Kind == TokenKind.End
        ? Fault(Code.UnexpectedEnd, Current.Span)
        : Fault(Code.Unexpected, Current.Span, Current.Text);

    private static string Describe(Token token) => token.Kind == TokenKind.End ? "∎" : token.Text;

    private static SyntaxException Fault(Code code, Span span, params object?[] arguments) => new(new Message(code, span, arguments));

    private Span From(Span start) => start.To(at > 0 ? tokens[at - 1].Span : start);

    /// <summary>Counts the nesting of what it parses.</summary>
    private Expr Nested(Func<Expr> parse)
    {
        if (++depth > MaxDepth || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            depth--;
            throw Fault(Code.TooDeep, Current.Span);
        }

        try
        {
            return parse();
        }
        finally
        {
            depth--;
        }
    }

    /// <summary>Parses within brackets: there filters are allowed again, and a fault is mended at the next comma or bracket.</summary>
    private Expr Inside(Func<Expr> parse)
    {
        var (forbidden, outer, level) = (filtersForbidden, scope, depth);
        filtersForbidden = false;
        var start = Current.Span;
        try
        {
            return parse();
        }
        catch (SyntaxException e) when (trying == 0 && messages.Count < MaxMessages && e.Trouble.Code is not (Code.TooDeep or Code.TooLong))
        {
            Report(e);
            scope = outer;
            depth = level;
            SkipToSeparator();
            return new Broken(From(start));
        }
        finally
        {
            filtersForbidden = forbidden;
        }
    }

    private void SkipToSeparator()
    {
        for (var open = 0; Current.Kind != TokenKind.End; at++)
        {
            if (Current.Kind == TokenKind.Symbol && Current.Text is "(" or "[" or "{")
            {
                open++;
            }
            else if (Current.Kind == TokenKind.Symbol && Current.Text is ")" or "]" or "}" && --open < 0)
            {
                return;
            }
            else if (open == 0 && Is(","))
            {
                return;
            }
        }
    }

    /// <summary>Parses ahead; on a fault everything is as before and the answer is <c>null</c>.</summary>
    private Expr? Try(Func<Expr> parse)
    {
        var (place, outer, level, count, forbidden) = (at, scope, depth, messages.Count, filtersForbidden);
        trying++;
        try
        {
            return parse();
        }
        catch (SyntaxException e) when (e.Trouble.Code is not (Code.TooDeep or Code.TooLong))
        {
            (at, scope, depth, filtersForbidden) = (place, outer, level, forbidden);
            messages.RemoveRange(count, messages.Count - count);
            return null;
        }
        finally
        {
            trying--;
        }
    }

    private T Within<T>(Scope inner, Func<T> parse)
    {
        var outer = scope;
        scope = inner;
        try
        {
            return parse();
        }
        finally
        {
            scope = outer;
        }
    }

    private T Tall<T>(T expr, params ReadOnlySpan<Expr> parts)
        where T : Expr
    {
        var height = 0;
        foreach (var part in parts)
        {
            height = Math.Max(height, part.Height);
        }

        if (++work > MaxWork)
        {
            throw Fault(Code.TooLong, expr.Span, MaxWork);
        }

        return height < MaxHeight
            ? expr with { Height = height + 1, Type = Typing.Of(expr) }
            : throw Fault(Code.TooDeep, expr.Span);
    }
}

internal sealed class SyntaxException(Message trouble) : Exception
{
    internal Message Trouble { get; } = trouble;
}
