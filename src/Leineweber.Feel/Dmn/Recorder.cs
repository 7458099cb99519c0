using Leineweber.Feel.Dmn.Running;

namespace Leineweber.Feel.Dmn;

/// <summary>Notes down what happens in the evaluation of a model.</summary>
internal sealed class Recorder
{
    private readonly List<TableStep> tables = [];

    internal List<DecisionStep> Steps { get; } = [];

    internal void Table(string? element, DecisionTable table, TableInput[] inputs, Value[] values, List<TableRule> fired, Value result) =>
        tables.Add(new TableStep(
            table.Id ?? element ?? "",
            [.. inputs.Select((input, i) => KeyValuePair.Create(input.Title, values[i]))],
            [.. fired.Select(rule => rule.Id)],
            [.. fired.Select(rule => rule.Index + 1)],
            result));

    internal void Decided(DrgElement element, IEnumerable<Plan> requires, Value[] slots, Value result)
    {
        Steps.Add(new DecisionStep(
            element.Id ?? "",
            element.Name,
            [.. requires.Select(r => KeyValuePair.Create(r.Element.VariableName, slots[r.Slot]))],
            [.. tables],
            result));
        tables.Clear();
    }
}
