using Leineweber.Feel.Functions;
using Leineweber.Feel.Runtime;
using Leineweber.Feel.Syntax;

namespace Leineweber.Feel.Binding;

/// <summary>Computes constant parts once: <c>[1..10]</c>, <c>date("2026-01-01")</c>, <c>["a", "b"]</c>.</summary>
internal static class Folding
{
    private static readonly Limits Small = Limits.Default with { Steps = 1_000, ListSize = 1_000, TextLength = 10_000 };

    internal static Node Fold(Expr expr, Node node)
    {
        if (node is ConstantNode || !IsConstant(expr))
        {
            return node;
        }

        var scratch = new Evaluation(Small, TimeProvider.System);
        try
        {
            var value = node.Run(scratch, null);

            // What fails is left as it is: the message belongs to the evaluation.
            return scratch.Messages.Count == 0 ? new ConstantNode(node.Span, value) : node;
        }
        catch (LimitException)
        {
            return node;
        }
    }

    private static bool IsConstant(Expr expr) => expr.Height <= 12 && expr switch
    {
        ListExpr or RangeExpr or Comparison or Binary or Negation or Between => Syntax.Uses.Parts(expr).All(IsConstantPart),
        ContextExpr => false,
        Invocation { Callee: NameRef { Symbol.Constant: BuiltIn { IsPure: true }, Items.Count: 0 } } call => call.Arguments.All(IsConstantPart),
        _ => false,
    };

    private static bool IsConstantPart(Expr expr) => expr is Literal || IsConstant(expr);
}
