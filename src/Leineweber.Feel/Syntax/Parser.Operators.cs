using Leineweber.Feel.Messages;

namespace Leineweber.Feel.Syntax;

/// <summary>Operators from the weakest to the strongest binding (rules 1 to 6).</summary>
internal sealed partial class Parser
{
    private Expr Expression() => Nested(Disjunction);

    private Expr Disjunction()
    {
        var left = Conjunction();
        while (Accept("or"))
        {
            left = Join(BinaryOperator.Or, left, Conjunction());
        }

        return left;
    }

    private Expr Conjunction()
    {
        var left = Comparative();
        while (Accept("and"))
        {
            left = Join(BinaryOperator.And, left, Comparative());
        }

        return left;
    }

    private Binary Join(BinaryOperator op, Expr left, Expr right) =>
        Tall(new Binary(left.Span.To(right.Span), op, left, right), left, right);

    private static BinaryOperator? ComparisonOperator(Token token) => token.Kind != TokenKind.Symbol ? null : token.Text switch
    {
        "=" => BinaryOperator.Equal,
        "!=" => BinaryOperator.NotEqual,
        "<" => BinaryOperator.Less,
        "<=" => BinaryOperator.LessOrEqual,
        ">" => BinaryOperator.Greater,
        ">=" => BinaryOperator.GreaterOrEqual,
        _ => null,
    };

    private Expr Comparative()
    {
        var left = Additive();
        while (true)
        {
            if (ComparisonOperator(Current) is { } op)
            {
                at++;
                left = Join(op, left, Additive());
            }
            else if (Accept("between"))
            {
                var low = Additive();
                Expect("and");
                var high = Additive();
                left = Tall(new Between(left.Span.To(high.Span), left, low, high), left, low, high);
            }
            else if (Accept("in"))
            {
                var tests = TestsAfterIn(left);
                left = Tall(new InExpr(From(left.Span), left, tests), left, tests);
            }
            else
            {
                return left;
            }
        }
    }

    private Expr Additive()
    {
        var left = Multiplicative();
        while (Is("+") || Is("-"))
        {
            var op = tokens[at++].Text == "+" ? BinaryOperator.Add : BinaryOperator.Subtract;
            left = Join(op, left, Multiplicative());
        }

        return left;
    }

    private Expr Multiplicative()
    {
        var left = Power();
        while (Is("*") || Is("/"))
        {
            var op = tokens[at++].Text == "*" ? BinaryOperator.Multiply : BinaryOperator.Divide;
            left = Join(op, left, Power());
        }

        return left;
    }

    private Expr Power()
    {
        var left = Unary();
        while (Accept("**"))
        {
            left = Join(BinaryOperator.Power, left, Unary());
        }

        return left;
    }

    private Expr Unary()
    {
        var start = Current.Span;
        if (!Accept("-"))
        {
            return Postfix(Primary());
        }

        return Nested(() =>
        {
            var operand = Unary();

            // -5 is a number, not an operation, so that constants stay constants.
            return operand is Literal { Value: NumberValue n } && operand.Span.Start > start.Start && n.Number.Sign > 0 && tokens[at - 2].Is("-")
                ? Tall(new Literal(From(start), new NumberValue(-n.Number)))
                : Tall(new Negation(From(start), operand), operand);
        });
    }

    private Expr Postfix(Expr expr)
    {
        while (true)
        {
            if (Is(".") && tokens[at + 1].Kind == TokenKind.Name)
            {
                at++;
                var member = MemberName(expr.Type);
                expr = Tall(new PathExpr(From(expr.Span), expr, member), expr);
            }
            else if (Is("[") && !filtersForbidden)
            {
                expr = Filter(expr);
            }
            else if (Is("("))
            {
                expr = Call(expr);
            }
            else if (Is("instance") && tokens[at + 1].Is("of"))
            {
                at += 2;
                var type = TypeExpression();
                expr = Tall(new InstanceOf(From(expr.Span), expr, type), expr);
            }
            else
            {
                return expr;
            }
        }
    }

    private FilterExpr Filter(Expr source)
    {
        Expect("[");
        var item = new Symbol("item", Typing.ItemOf(source.Type));
        var inner = new Scope(scope) { Item = item };
        inner.Declare(item);
        DeclareMembers(inner, item.Type);
        var condition = Within(inner, () => Inside(Expression));
        Expect("]");
        return Tall(new FilterExpr(From(source.Span), source, item, condition), source, condition);
    }

    private Invocation Call(Expr callee)
    {
        Expect("(");
        List<Expr> arguments = [];
        List<string>? names = NameBeforeColon() is null ? null : [];
        while (!Is(")"))
        {
            if (names is not null)
            {
                names.Add(NameBeforeColon() is { } name ? TakeName(name) : throw Fault(Code.MixedArguments, Current.Span));
                Expect(":");
            }

            arguments.Add(Inside(Expression));
            if (!Accept(","))
            {
                break;
            }

            if (Is(")"))
            {
                throw Unexpected();
            }
        }

        Expect(")");
        return Tall(new Invocation(From(callee.Span), callee, arguments, names), [callee, .. arguments]);
    }
}
