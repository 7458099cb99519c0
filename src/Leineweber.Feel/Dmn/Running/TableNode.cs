using Leineweber.Feel.Messages;
using Leineweber.Feel.Runtime;
using Leineweber.Feel.Syntax;
using Leineweber.Feel.Types;

namespace Leineweber.Feel.Dmn.Running;

internal sealed record TableInput(string Title, Node Node, FeelType Type, TestsNode? Allowed)
{
    internal UnaryTests? ValuesSyntax { get; init; }
}

/// <param name="Priorities">The allowed values, the most important first.</param>
internal sealed record TableOutput(string Name, FeelType Type, Node? Default, TestsNode? Allowed, Value[] Priorities);

internal sealed record TableRule(string Id, int Index, TestsNode[] Conditions, Node[] Results)
{
    internal required UnaryTests[] Syntax { get; init; }
}

/// <summary>Evaluates a decision table: the inputs once, then the rules from the top.</summary>
internal sealed class TableNode(DecisionTable table, TableInput[] inputs, TableOutput[] outputs, TableRule[] rules) : Node(default)
{
    internal DecisionTable Table => table;

    internal IReadOnlyList<TableInput> Inputs => inputs;

    internal IReadOnlyList<TableRule> Rules => rules;

    /// <summary>Whether cases without a rule have a result all the same.</summary>
    internal bool HasDefault => outputs.Any(o => o.Default is not null);

    internal override Value Run(Evaluation e, Env? env)
    {
        var values = new Value[inputs.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = inputs[i].Node.Run(e, env);
            if (inputs[i].Allowed is { } allowed && !values[i].IsNull && !allowed.Passes(e, env, values[i]))
            {
                return e.Fail(Code.InputNotAllowed, inputs[i].Title, values[i]);
            }
        }

        var fired = Fired(e, env, values);
        var value = fired.Count == 0 ? NoRule(e, env) : new Hits(e, env, table, outputs).Result(fired);
        e.Recorder?.Table(e.Element, table, inputs, values, fired, value);
        return value;
    }

    private List<TableRule> Fired(Evaluation e, Env? env, Value[] values)
    {
        var fired = new List<TableRule>();
        e.Step(rules.Length / 4);
        foreach (var rule in rules)
        {
            if (Matches(e, env, rule, values))
            {
                fired.Add(rule);
                if (table.HitPolicy == HitPolicy.First)
                {
                    break;
                }
            }
        }

        return fired;
    }

    private static bool Matches(Evaluation e, Env? env, TableRule rule, Value[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (!rule.Conditions[i].IsIrrelevant && !rule.Conditions[i].Passes(e, env, values[i]))
            {
                return false;
            }
        }

        return true;
    }

    private Value NoRule(Evaluation e, Env? env)
    {
        if (outputs.All(o => o.Default is null))
        {
            return e.Fail(Code.NoRule);
        }

        var value = Hits.Shape(outputs, [.. outputs.Select(o => o.Default?.Run(e, env) ?? Value.Null)]);
        return table.HitPolicy is HitPolicy.RuleOrder or HitPolicy.OutputOrder || (table.HitPolicy == HitPolicy.Collect && table.Aggregation is null)
            ? value is ListValue ? value : new ListValue([value])
            : value;
    }
}
