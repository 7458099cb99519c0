using Leineweber.Feel.Messages;
using Leineweber.Feel.Runtime;
using Leineweber.Feel.Syntax;
using Leineweber.Feel.Types;

namespace Leineweber.Feel.Dmn.Running;

/// <summary>Compiles decision tables (DMN 1.5, chapter 8).</summary>
internal sealed class TableCompiler(BoxCompiler boxes, TypeTable types)
{
    internal (TableNode Node, FeelType Type) Compile(DecisionTable table, Scope scope, IReadOnlyList<Symbol> bound)
    {
        var inputs = table.Inputs.Select(i => Input(i, scope, bound)).ToArray();
        var outputs = table.Outputs.Select(o => Output(o, scope, bound)).ToArray();
        var rules = table.Rules.Select((r, i) => Rule(table, r, i, inputs, outputs, scope, bound)).ToArray();
        var one = outputs.Length == 1
            ? outputs[0].Type
            : new ContextType([.. outputs.Select(o => KeyValuePair.Create(o.Name, o.Type))]);
        var several = table.HitPolicy is HitPolicy.Collect or HitPolicy.RuleOrder or HitPolicy.OutputOrder && table.Aggregation is null;
        return (new TableNode(table, inputs, outputs, rules), several ? new ListType(one) : table.Aggregation is null ? one : FeelType.Any);
    }

    private TableInput Input(InputClause clause, Scope scope, IReadOnlyList<Symbol> bound)
    {
        var (node, type) = clause.Expression is { } text ? boxes.Text(text, scope, bound) : (new ConstantNode(default, Value.Null), FeelType.Any);
        var declared = types.Find(clause.Expression?.TypeRef, clause);
        type = ReferenceEquals(declared, FeelType.Any) ? type : declared;
        var values = Values(clause.Values, type) is { } allowed ? boxes.Tests(allowed, type, scope, bound) : default;
        return new TableInput(clause.Title, CoercionNode.Wrap(node, declared), type, values.Node) { ValuesSyntax = values.Syntax };
    }

    private TableOutput Output(OutputClause clause, Scope scope, IReadOnlyList<Symbol> bound)
    {
        var type = types.Find(clause.TypeRef, clause);
        var fallback = clause.Default is { } text && !string.IsNullOrWhiteSpace(text.Text) ? boxes.Text(text, scope, bound).Node : null;
        var allowed = Values(clause.Values, type) is { } values ? boxes.Tests(values, type, scope, bound) : default;
        return new TableOutput(clause.Name ?? clause.Label ?? "", type, fallback, allowed.Node, Priorities(allowed.Syntax));
    }

    /// <summary>The values that a column is made for: its own, else those of its type (DMN 1.5, 8.3.2 and 8.3.3).</summary>
    private static TestsBox? Values(TestsBox? own, FeelType type) =>
        own is not null && !string.IsNullOrWhiteSpace(own.Text) ? own
        : type is ItemType { AllowedText: { } text } && !string.IsNullOrWhiteSpace(text) ? new TestsBox { Text = text } : null;

    /// <summary>The values in their order of importance.</summary>
    private static Value[] Priorities(UnaryTests? tests) =>
        tests is null ? [] : [.. tests.Tests.Select(t => Feel.Binding.Binder.Bind(t) is ConstantNode c ? c.Value : Value.Null)];

    private TableRule Rule(
        DecisionTable table, Rule rule, int index, TableInput[] inputs, TableOutput[] outputs, Scope scope, IReadOnlyList<Symbol> bound)
    {
        if (rule.Conditions.Count != inputs.Length || rule.Results.Count != outputs.Length)
        {
            boxes.Report(
                new Message(Code.RowWidth, default, rule.Conditions.Count + rule.Results.Count, inputs.Length + outputs.Length),
                rule.Id is null ? table : rule);
        }

        var conditions = inputs.Select((input, i) => boxes.Tests(i < rule.Conditions.Count ? rule.Conditions[i] : Empty, input.Type, scope, bound)).ToArray();
        var results = outputs.Select((output, i) => Result(i < rule.Results.Count ? rule.Results[i] : Nothing, output, scope, bound));
        return new TableRule(rule.Id ?? $"{index + 1}", index, [.. conditions.Select(c => c.Node)], [.. results])
        {
            Syntax = [.. conditions.Select(c => c.Syntax)],
        };
    }

    private Node Result(LiteralBox box, TableOutput output, Scope scope, IReadOnlyList<Symbol> bound) =>
        CoercionNode.Wrap(boxes.Text(box, scope, bound).Node, output.Type);

    private static readonly TestsBox Empty = new() { Text = "-" };

    private static readonly LiteralBox Nothing = new() { Text = "" };
}
