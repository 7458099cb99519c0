using Leineweber.Feel.Messages;

namespace Leineweber.Feel.Syntax;

/// <summary>Unary tests: the cells of decision tables, allowed values, and what follows <c>in</c> (rules 7 to 17).</summary>
internal sealed partial class Parser
{
    private UnaryTests WholeTests(Symbol input)
    {
        var start = Current.Span;
        if (Is("-") && tokens[at + 1].Kind == TokenKind.End)
        {
            at++;
            return new UnaryTests(start, input, false, []);
        }

        var inner = new Scope(scope);
        inner.Declare(input);
        return Within(inner, () =>
        {
            if (Is("not") && tokens[at + 1].Is("(") && Try(() => NegatedTests(start, input)) is UnaryTests negated)
            {
                return negated;
            }

            var tests = TestList();
            return Tall(new UnaryTests(From(start), input, false, tests), [.. tests]);
        });
    }

    private UnaryTests NegatedTests(Span start, Symbol input)
    {
        Expect("not");
        Expect("(");
        var tests = TestList();
        Expect(")");
        if (Current.Kind != TokenKind.End)
        {
            throw Unexpected();
        }

        return Tall(new UnaryTests(From(start), input, true, tests), [.. tests]);
    }

    private List<Expr> TestList()
    {
        List<Expr> tests = [];
        do
        {
            tests.Add(Inside(Test));
        }
        while (Accept(","));
        return tests;
    }

    private Expr Test() => ComparisonOperator(Current) is null ? Expression() : ComparisonTest();

    private Comparison ComparisonTest()
    {
        var start = Current.Span;
        var op = ComparisonOperator(Current)!.Value;
        at++;
        var operand = Additive();
        return Tall(new Comparison(From(start), op, operand), operand);
    }

    private UnaryTests TestsAfterIn(Expr subject)
    {
        var start = Current.Span;
        var input = new Symbol("?", subject.Type);
        var inner = new Scope(scope);
        inner.Declare(input);
        return Within(inner, () =>
        {
            IReadOnlyList<Expr> tests = (Is("(") ? Try(() => BracketedTests(start, input)) as UnaryTests : null)?.Tests
                ?? [ComparisonOperator(Current) is null ? Additive() : ComparisonTest()];
            return Tall(new UnaryTests(From(start), input, false, tests), [.. tests]);
        });
    }

    /// <summary><c>in (a, &gt; 5, [1..2])</c>; a single bracketed expression is left to the rules of expressions.</summary>
    private UnaryTests BracketedTests(Span start, Symbol input)
    {
        Expect("(");
        var forbidden = filtersForbidden;
        filtersForbidden = false;
        var tests = TestList();
        filtersForbidden = forbidden;
        Expect(")");
        return Tall(new UnaryTests(From(start), input, false, tests), [.. tests]);
    }
}
