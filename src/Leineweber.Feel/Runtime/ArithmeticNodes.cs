using Leineweber.Feel.Messages;
using Leineweber.Feel.Syntax;

namespace Leineweber.Feel.Runtime;

internal sealed class ArithmeticNode(Span span, BinaryOperator op, Node left, Node right) : Node(span)
{
    internal override Value Run(Evaluation e, Env? env)
    {
        var (a, b) = (left.Run(e, env), right.Run(e, env));
        return Compute(e, a, b) is { IsNull: false } result ? result : Explain(e, a, b);
    }

    private Value? Compute(Evaluation e, Value a, Value b)
    {
        return op switch
        {
            BinaryOperator.Add => Arithmetic.Add(e, a, b),
            BinaryOperator.Subtract => Arithmetic.Subtract(a, b),
            BinaryOperator.Multiply => Arithmetic.Multiply(a, b),
            BinaryOperator.Divide => Arithmetic.Divide(a, b),
            _ => Arithmetic.Power(a, b),
        };
    }

    private Value Explain(Evaluation e, Value a, Value b)
    {
        if (a is not NumberValue || b is not NumberValue y)
        {
            return e.Fail(Span, Code.NotCalculable, a, b);
        }

        return e.Fail(Span, op == BinaryOperator.Divide && y.Number.IsZero ? Code.DivisionByZero : Code.NumberRange);
    }
}

internal sealed class NegationNode(Span span, Node operand) : Node(span)
{
    internal override Value Run(Evaluation e, Env? env)
    {
        var value = operand.Run(e, env);
        return Arithmetic.Negate(value) ?? e.Fail(Span, Code.NotCalculable, value, "-");
    }
}
