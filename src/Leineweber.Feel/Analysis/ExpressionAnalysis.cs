using Leineweber.Feel.Binding;
using Leineweber.Feel.Messages;
using Leineweber.Feel.Runtime;
using Leineweber.Feel.Syntax;
using Leineweber.Feel.Types;

namespace Leineweber.Feel.Analysis;

/// <summary>What can be said about an expression without values.</summary>
/// <param name="Type">The type of the result, Any when not known.</param>
/// <param name="Inputs">The variables it reads, in the order of their first use.</param>
/// <param name="Functions">The functions built in that it calls.</param>
/// <param name="Messages">Mistakes, then warnings: conditions that are always the same, comparisons that can never hold.</param>
public sealed record ExpressionAnalysis(
    FeelType Type, IReadOnlyList<string> Inputs, IReadOnlyList<string> Functions, IReadOnlyList<Message> Messages)
{
    public static ExpressionAnalysis Of(FeelExpression expression)
    {
        var nodes = Uses.All(expression.Syntax).ToList();
        var names = nodes.OfType<NameRef>().ToList();
        return new ExpressionAnalysis(
            expression.Type,
            [.. names.Where(n => n.Symbol is { Input: >= 0 }).Select(n => n.Name).Distinct()],
            [.. names.Where(n => n.Symbol is { Constant: Feel.Functions.BuiltIn }).Select(n => n.Name).Distinct()],
            [.. expression.Messages, .. Warnings(nodes, expression.Syntax)]);
    }

    private static IEnumerable<Message> Warnings(List<Expr> nodes, Expr root)
    {
        foreach (var condition in nodes.SelectMany(Conditions).Append(root).Distinct(ReferenceEqualityComparer.Instance).Cast<Expr>())
        {
            if (condition is not Literal && Constant(condition) is BooleanValue always)
            {
                yield return new Message(Code.ConstantCondition, condition.Span, always);
            }
        }

        foreach (var comparison in nodes.OfType<Binary>())
        {
            if (comparison.Operator is BinaryOperator.Equal or BinaryOperator.NotEqual && NeverEqual(comparison.Left.Type, comparison.Right.Type))
            {
                yield return new Message(Code.TypesNeverEqual, comparison.Span, comparison.Left.Type, comparison.Right.Type);
            }
        }
    }

    private static IEnumerable<Expr> Conditions(Expr expr) => expr switch
    {
        IfExpr choice => [choice.Condition],
        Quantified quantified => [quantified.Condition],
        FilterExpr { Condition: Binary or InExpr or Between } filter => [filter.Condition],
        Binary { Operator: BinaryOperator.And or BinaryOperator.Or } binary => [binary.Left, binary.Right],
        _ => [],
    };

    /// <summary>The value of an expression without variables; <c>null</c> where it has some.</summary>
    internal static Value? Constant(Expr expr)
    {
        if (Uses.All(expr).Any(e => e is NameRef { Symbol: null or { Constant: null } } or Broken))
        {
            return null;
        }

        var evaluation = new Evaluation(Limits.Default with { Steps = 10_000 }, TimeProvider.System);
        var value = evaluation.Guard(() => Binder.Bind(expr).Run(evaluation, null));
        return evaluation.Messages.Count == 0 ? value : null;
    }

    private static bool NeverEqual(FeelType a, FeelType b) =>
        a.Structure is SimpleType { Kind: { } x } && b.Structure is SimpleType { Kind: { } y } && x != y
        && x != ValueKind.Null && y != ValueKind.Null
        && !(x is ValueKind.Date or ValueKind.DateTime && y is ValueKind.Date or ValueKind.DateTime);
}
