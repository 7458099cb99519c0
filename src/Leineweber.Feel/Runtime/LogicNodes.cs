using Leineweber.Feel.Messages;

namespace Leineweber.Feel.Runtime;

/// <summary>Three-valued conjunction: false decides, everything that is no boolean counts as unknown (DMN 1.5, Table 50).</summary>
internal sealed class AndNode(Span span, Node left, Node right) : Node(span)
{
    internal override Value Run(Evaluation e, Env? env)
    {
        var a = left.Run(e, env);
        if (ReferenceEquals(a, BooleanValue.False))
        {
            return a;
        }

        var b = right.Run(e, env);
        return ReferenceEquals(b, BooleanValue.False) ? b
            : ReferenceEquals(a, BooleanValue.True) && ReferenceEquals(b, BooleanValue.True) ? BooleanValue.True : Value.Null;
    }
}

/// <summary>Three-valued disjunction: true decides.</summary>
internal sealed class OrNode(Span span, Node left, Node right) : Node(span)
{
    internal override Value Run(Evaluation e, Env? env)
    {
        var a = left.Run(e, env);
        if (ReferenceEquals(a, BooleanValue.True))
        {
            return a;
        }

        var b = right.Run(e, env);
        return ReferenceEquals(b, BooleanValue.True) ? b
            : ReferenceEquals(a, BooleanValue.False) && ReferenceEquals(b, BooleanValue.False) ? BooleanValue.False : Value.Null;
    }
}

internal sealed class EqualNode(Span span, Node left, Node right, bool negated) : Node(span)
{
    internal override Value Run(Evaluation e, Env? env)
    {
        var (a, b) = (left.Run(e, env), right.Run(e, env));
        if (a is TextValue s && b is TextValue t)
        {
            return BooleanValue.Of(string.Equals(s.Text, t.Text, StringComparison.Ordinal) != negated);
        }

        return Equality.Test(e, a, b) is { } equal
            ? BooleanValue.Of(equal != negated)
            : e.Fail(Span, Code.NotComparable, a, b);
    }
}

/// <summary><c>&lt;</c>, <c>&lt;=</c>, <c>&gt;</c>, <c>&gt;=</c></summary>
internal sealed class OrderNode(Span span, Order order, Node left, Node right) : Node(span)
{
    internal override Value Run(Evaluation e, Env? env)
    {
        var (a, b) = (left.Run(e, env), right.Run(e, env));
        if (a is NumberValue x && b is NumberValue y)
        {
            return BooleanValue.Of(Ordering.Holds(order, NumberValue.Compare(x, y)));
        }

        return Ordering.Compare(a, b) is { } comparison
            ? BooleanValue.Of(Ordering.Holds(order, comparison))
            : e.Fail(Span, Code.NotComparable, a, b);
    }
}

/// <summary><c>x between a and b</c>: <c>x &gt;= a and x &lt;= b</c> (DMN 1.5, Table 55).</summary>
internal sealed class BetweenNode(Span span, Node subject, Node low, Node high) : Node(span)
{
    internal override Value Run(Evaluation e, Env? env)
    {
        var (x, a, b) = (subject.Run(e, env), low.Run(e, env), high.Run(e, env));
        return Ordering.Compare(x, a) is { } over && Ordering.Compare(x, b) is { } under
            ? BooleanValue.Of(over >= 0 && under <= 0)
            : e.Fail(Span, Code.NotComparable, x, x.IsNull || a.IsNull || b.IsNull ? Value.Null : a);
    }
}

/// <summary>Runs unary tests with <c>?</c> bound to the subject.</summary>
internal sealed class InNode(Span span, Node subject, TestsNode tests) : Node(span)
{
    internal override Value Run(Evaluation e, Env? env) => tests.Test(e, env, subject.Run(e, env));
}
