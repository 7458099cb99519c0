using Leineweber.Feel.Messages;
using Leineweber.Feel.Numbers;
using Leineweber.Feel.Temporal;
using Leineweber.Feel.Types;

namespace Leineweber.Feel.Syntax;

/// <summary>Literals, brackets and the expressions that begin with a keyword.</summary>
internal sealed partial class Parser
{
    private Expr Primary()
    {
        var token = Current;
        return token.Kind switch
        {
            TokenKind.Number => Number(),
            TokenKind.Text => Constant(token.Text),
            TokenKind.Symbol => token.Text switch
            {
                "(" => Nested(Parenthesis),
                "[" => Nested(ListOrRange),
                "]" => Nested(OpenRange),
                "{" => Nested(Context),
                "@" => AtLiteral(),
                _ => throw Unexpected(),
            },
            TokenKind.Name => NameMatch() is { Length: > 1 } ? Name() : Keyword(),
            TokenKind.Unknown => NameMatch() is not null ? Name() : throw Unexpected(),
            _ => throw Unexpected(),
        };
    }

    private Expr Keyword() => Current.Text switch
    {
        "true" => Constant(true),
        "false" => Constant(false),
        "null" => Constant(Value.Null),
        "if" => Nested(If),
        "for" => Nested(For),
        "some" or "every" => Nested(Quantifier),
        "function" when tokens[at + 1].Is("(") => Nested(Function),
        "not" when tokens[at + 1].Is("(") => Name(),
        "then" or "else" or "return" or "satisfies" or "in" or "and" or "or" or "between" or "instance" => throw Unexpected(),
        _ => Name(),
    };

    private Literal Constant(Value value)
    {
        var token = tokens[at++];
        return Tall(new Literal(token.Span, value));
    }

    private Literal Number()
    {
        var token = Current;
        return Decimal34.Parse(token.Text) is { } number
            ? Constant(new NumberValue(number))
            : throw Fault(Code.NumberTooLarge, token.Span, token.Text);
    }

    private Literal AtLiteral()
    {
        var start = Expect("@").Span;
        var text = Current;
        if (text.Kind != TokenKind.Text)
        {
            throw Unexpected();
        }

        at++;
        return TemporalReader.Any(text.Text) is { } value
            ? Tall(new Literal(From(start), value))
            : throw Fault(Code.NoDate, text.Span, text.Text);
    }

    private Expr Parenthesis()
    {
        var start = Expect("(").Span;
        var forbidden = filtersForbidden;
        filtersForbidden = false;
        if (ComparisonOperator(Current) is not null)
        {
            var comparison = ComparisonTest();
            Expect(")");
            filtersForbidden = forbidden;
            return comparison with { Span = From(start) };
        }

        var inner = Inside(Expression);
        filtersForbidden = forbidden;
        if (Is(".."))
        {
            return RangeFrom(start, false, inner);
        }

        Expect(")");
        return inner;
    }

    private Expr OpenRange()
    {
        var start = Expect("]").Span;
        return RangeFrom(start, false, Additive());
    }

    private Expr ListOrRange()
    {
        var start = Expect("[").Span;
        List<Expr> items = [];
        while (!Is("]"))
        {
            items.Add(Inside(ListItem));
            if (items.Count == 1 && Is(".."))
            {
                return RangeFrom(start, true, items[0]);
            }

            if (!Accept(","))
            {
                break;
            }

            if (Is("]"))
            {
                throw Unexpected();
            }
        }

        Expect("]");
        return Tall(new ListExpr(From(start), items), [.. items]);
    }

    // A list used as a test may hold tests: x in [<5, >10].
    private Expr ListItem() => ComparisonOperator(Current) is null ? Expression() : ComparisonTest();

    /// <summary>The rest of a range, from the dots. In <c>[1..10[</c> the last bracket looks like a filter: if that reading fails, it closes the range.</summary>
    private Expr RangeFrom(Span start, bool startIncluded, Expr low)
    {
        Expect("..");
        var range = filtersForbidden ? null : Try(() => RangeEnd(start, startIncluded, low));
        if (range is not null)
        {
            return range;
        }

        var forbidden = filtersForbidden;
        filtersForbidden = true;
        try
        {
            return RangeEnd(start, startIncluded, low);
        }
        finally
        {
            filtersForbidden = forbidden;
        }
    }

    private RangeExpr RangeEnd(Span start, bool startIncluded, Expr low)
    {
        var high = Additive();
        if (!Is("]") && !Is(")") && !Is("["))
        {
            throw Fault(Code.Expected, Current.Span, "]", Describe(Current));
        }

        var included = tokens[at++].Text == "]";
        return Tall(new RangeExpr(From(start), startIncluded, low, high, included), low, high);
    }

    private Expr Context()
    {
        var start = Expect("{").Span;
        var inner = new Scope(scope);
        List<(Symbol, Expr)> entries = [];
        while (!Is("}"))
        {
            var key = Current.Kind == TokenKind.Text ? tokens[at++].Text
                : NameBeforeColon() is { } length ? TakeName(length) : throw Fault(Code.NoKey, Current.Span, Describe(Current));
            Expect(":");
            var value = Within(inner, () => Inside(Expression));
            var symbol = new Symbol(key, value.Type);
            around.AddMember(key);
            entries.Add((symbol, value));
            inner.Declare(symbol);
            if (!Accept(","))
            {
                break;
            }

            if (Is("}"))
            {
                throw Unexpected();
            }
        }

        Expect("}");
        if (entries.Select(e => e.Item1.Name).Distinct(StringComparer.Ordinal).Count() < entries.Count)
        {
            messages.Add(new Message(Code.DuplicateKey, From(start)));
            return new Broken(From(start));
        }

        return Tall(new ContextExpr(From(start), entries), [.. entries.Select(e => e.Item2)]);
    }

    private Expr If()
    {
        var start = Expect("if").Span;
        var condition = Expression();
        Expect("then");
        var then = Expression();
        Expect("else");
        var otherwise = Expression();
        return Tall(new IfExpr(From(start), condition, then, otherwise), condition, then, otherwise);
    }

    private Expr For()
    {
        var start = Expect("for").Span;
        var inner = new Scope(scope);
        var iterators = Iterators(inner, true);
        Expect("return");
        var partial = inner.Declare(new Symbol("partial", new ListType(FeelType.Any)));
        var body = Within(inner, Expression);
        return Tall(new ForExpr(From(start), iterators, partial, body), [body, .. Domains(iterators)]);
    }

    private Expr Quantifier()
    {
        var start = Current.Span;
        var every = tokens[at++].Text == "every";
        var inner = new Scope(scope);
        var iterators = Iterators(inner, true);
        Expect("satisfies");
        var condition = Within(inner, Expression);
        return Tall(new Quantified(From(start), every, iterators, condition), [condition, .. Domains(iterators)]);
    }

    private static IEnumerable<Expr> Domains(List<Iterator> iterators) =>
        iterators.SelectMany(i => i.To is null ? new[] { i.Domain } : [i.Domain, i.To]);

    /// <summary>Each domain sees the variables before it.</summary>
    private List<Iterator> Iterators(Scope inner, bool counts)
    {
        List<Iterator> iterators = [];
        do
        {
            var name = TakeNameUntil("in");
            Expect("in");
            var (domain, to) = Within(inner, () =>
            {
                var from = Expression();
                return (from, counts && Accept("..") ? Expression() : null);
            });
            var type = to is not null ? domain.Type : Typing.IterationOf(domain.Type);
            iterators.Add(new Iterator(inner.Declare(new Symbol(name, type)), domain, to));
        }
        while (Accept(","));
        return iterators;
    }

    private Expr Function()
    {
        var start = Expect("function").Span;
        Expect("(");
        var inner = new Scope(scope);
        List<Symbol> parameters = [];
        while (!Is(")"))
        {
            var name = TakeNameUntil(":", ",", ")");
            var type = Accept(":") ? TypeExpression() : FeelType.Any;
            parameters.Add(inner.Declare(new Symbol(name, type)));
            if (!Accept(","))
            {
                break;
            }
        }

        Expect(")");
        var external = Accept("external");
        var body = Within(inner, Expression);
        return Tall(new FunctionExpr(From(start), parameters, body, external), body);
    }
}
