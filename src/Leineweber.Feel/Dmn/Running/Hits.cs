using Leineweber.Feel.Functions;
using Leineweber.Feel.Messages;
using Leineweber.Feel.Runtime;

namespace Leineweber.Feel.Dmn.Running;

/// <summary>Makes one result of the rules that match, by the hit policy (DMN 1.5, 8.2.10).</summary>
internal sealed class Hits(Evaluation e, Env? env, DecisionTable table, TableOutput[] outputs)
{
    internal Value Result(List<TableRule> fired) => table.HitPolicy switch
    {
        HitPolicy.Unique when fired.Count > 1 => e.Fail(Code.SeveralRules, Names(fired)),
        HitPolicy.Any => Agreed(fired),
        HitPolicy.Priority => Shape(outputs, Ordered(fired)[0]),
        HitPolicy.OutputOrder => new ListValue(Ordered(fired).Select(row => Shape(outputs, row))),
        HitPolicy.RuleOrder => All(fired),
        HitPolicy.Collect => table.Aggregation is { } aggregation ? Aggregate(aggregation, fired) : All(fired),
        _ => Shape(outputs, Row(fired[0])),
    };

    private static string Names(List<TableRule> fired) => string.Join(", ", fired.Select(r => r.Index + 1));

    /// <summary>One output is its value, several make a context.</summary>
    internal static Value Shape(TableOutput[] outputs, Value[] row) => outputs.Length == 1
        ? row[0]
        : new ContextValue(outputs.Select((o, i) => KeyValuePair.Create(o.Name, row[i])));

    private Value[] Row(TableRule rule)
    {
        var row = new Value[outputs.Length];
        for (var i = 0; i < row.Length; i++)
        {
            row[i] = rule.Results[i].Run(e, env);
            if (outputs[i].Allowed is { } allowed && !row[i].IsNull && !allowed.Passes(e, env, row[i]))
            {
                row[i] = e.Fail(Code.OutputNotAllowed, outputs[i].Name, row[i]);
            }
        }

        return row;
    }

    private ListValue All(List<TableRule> fired) => e.List([.. fired.Select(rule => Shape(outputs, Row(rule)))]);

    private Value Agreed(List<TableRule> fired)
    {
        var values = fired.Select(rule => Shape(outputs, Row(rule))).ToList();
        return values.TrueForAll(v => Equality.AreEqual(e, v, values[0])) ? values[0] : e.Fail(Code.RulesDisagree, Names(fired));
    }

    /// <summary>By the order of the output values: the first column first, then the next.</summary>
    private List<Value[]> Ordered(List<TableRule> fired)
    {
        var rows = fired.Select(Row).ToList();
        IOrderedEnumerable<Value[]> ordered = rows.OrderBy(row => Priority(row, 0));
        for (var i = 1; i < outputs.Length; i++)
        {
            var column = i;
            ordered = ordered.ThenBy(row => Priority(row, column));
        }

        return [.. ordered];
    }

    private int Priority(Value[] row, int column)
    {
        var priorities = outputs[column].Priorities;
        var place = Array.FindIndex(priorities, p => Equality.AreEqual(e, p, row[column]));
        return place < 0 ? priorities.Length : place;
    }

    private Value Aggregate(Aggregation aggregation, List<TableRule> fired)
    {
        var values = All(fired);
        var name = aggregation switch
        {
            Aggregation.Sum => "sum",
            Aggregation.Min => "min",
            Aggregation.Max => "max",
            _ => "count",
        };
        if (outputs.Length == 1)
        {
            return Library.Find(name)!.Invoke(e, [values]);
        }

        // Several outputs are aggregated column by column.
        return new ContextValue(outputs.Select(o => KeyValuePair.Create(
            o.Name, Library.Find(name)!.Invoke(e, [Members.Get(e, default, values, o.Name)]))));
    }
}
