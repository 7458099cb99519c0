namespace Leineweber.Feel.Syntax;

/// <summary>Walks syntax trees.</summary>
internal static class Uses
{
    /// <summary>Whether the tree names the symbol.</summary>
    internal static bool Symbol(Expr expr, Symbol symbol) => All(expr).Any(e => e is NameRef name && (name.Symbol == symbol || name.Items.Contains(symbol)));

    /// <summary>The tree's nodes, parents first.</summary>
    internal static IEnumerable<Expr> All(Expr root)
    {
        var stack = new Stack<Expr>([root]);
        while (stack.TryPop(out var expr))
        {
            yield return expr;
            foreach (var part in Parts(expr).Reverse())
            {
                stack.Push(part);
            }
        }
    }

    internal static IEnumerable<Expr> Parts(Expr expr) => expr switch
    {
        PathExpr path => [path.Source],
        Binary binary => [binary.Left, binary.Right],
        Negation negation => [negation.Operand],
        Between between => [between.Subject, between.Low, between.High],
        InExpr test => [test.Subject, test.Tests],
        InstanceOf instance => [instance.Subject],
        IfExpr choice => [choice.Condition, choice.Then, choice.Else],
        ForExpr loop => [.. Domains(loop.Iterators), loop.Body],
        Quantified quantified => [.. Domains(quantified.Iterators), quantified.Condition],
        FilterExpr filter => [filter.Source, filter.Condition],
        Invocation call => [call.Callee, .. call.Arguments],
        ListExpr list => list.Items,
        ContextExpr context => context.Entries.Select(entry => entry.Value),
        RangeExpr range => [range.Start, range.End],
        Comparison comparison => [comparison.Operand],
        FunctionExpr { External: false } function => [function.Body],
        UnaryTests tests => tests.Tests,
        _ => [],
    };

    private static IEnumerable<Expr> Domains(IReadOnlyList<Iterator> iterators) =>
        iterators.SelectMany(i => i.To is null ? (Expr[])[i.Domain] : [i.Domain, i.To]);
}
