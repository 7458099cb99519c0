using System.Numerics;
using Leineweber.Feel.Binding;
using Leineweber.Feel.Dmn.Running;
using Leineweber.Feel.Runtime;
using Leineweber.Feel.Syntax;
using Leineweber.Feel.Types;

namespace Leineweber.Feel.Analysis;

/// <summary>One input column cut into regions in which every cell gives the same answer; each region is stood for by one value.</summary>
/// <remarks>The cells themselves are run on that value, so that the analysis cannot disagree with the evaluation.</remarks>
internal sealed class Column
{
    private Column(string title, bool isComplete, IReadOnlyList<(Value Example, BigInteger Rules)> regions)
    {
        Title = title;
        IsComplete = isComplete;
        Regions = regions;
    }

    internal string Title { get; }

    internal bool IsComplete { get; }

    /// <summary>An example of each region with the set of rules whose cell it passes, as bits. Regions with equal sets are one.</summary>
    internal IReadOnlyList<(Value Example, BigInteger Rules)> Regions { get; }

    internal static Column Of(TableInput input, IReadOnlyList<(UnaryTests Syntax, TestsNode Node)> cells)
    {
        var points = new List<Value>();
        var complete = cells.Select(c => Collect(c.Syntax, points)).ToList();
        if (input.ValuesSyntax is { } values)
        {
            Collect(values, points);
        }

        var kind = (input.Type.Structure as SimpleType)?.Kind ?? points.Select(p => (ValueKind?)p.Kind).FirstOrDefault();
        var evaluation = new Evaluation(Limits.Default with { Steps = long.MaxValue }, TimeProvider.System);
        var regions = new Dictionary<BigInteger, Value>();
        foreach (var example in Examples.Between(kind, points))
        {
            if (input.Allowed is { } allowed && !allowed.Passes(evaluation, null, example))
            {
                continue;
            }

            if (!Conformance.BelongsTo(example, input.Type))
            {
                continue;
            }

            var rules = BigInteger.Zero;
            for (var i = 0; i < cells.Count; i++)
            {
                rules |= complete[i] && cells[i].Node.Passes(evaluation, null, example) ? BigInteger.One << i : 0;
            }

            regions.TryAdd(rules, example);
        }

        return new Column(input.Title, complete.TrueForAll(c => c), [.. regions.Select(r => (r.Value, r.Key))]);
    }

    /// <summary>Adds the constants of a cell; false when the cell is more than constants.</summary>
    private static bool Collect(UnaryTests cell, List<Value> points) => cell.Tests.All(test => CollectTest(test, cell.Input, points));

    private static bool CollectTest(Expr test, Symbol input, List<Value> points)
    {
        if (test is Comparison comparison)
        {
            return CollectTest(comparison.Operand, input, points);
        }

        return !Uses.Symbol(test, input) && Binder.Bind(test) is ConstantNode constant && CollectValue(constant.Value, points);
    }

    private static bool CollectValue(Value value, List<Value> points)
    {
        switch (value)
        {
            case ListValue list:
                return list.All(item => CollectValue(item, points));
            case RangeValue range:
                return CollectValue(range.Start, points) && CollectValue(range.End, points);
            case NullValue:
                return true;
            case ContextValue or FunctionValue:
                return false;
            default:
                points.Add(value);
                return true;
        }
    }
}
