namespace Leineweber.Feel.Dmn;

/// <summary>Why a decision came out as it did: enough to show to the person concerned, to store with the case, and to replay later.</summary>
/// <param name="Model">The namespace of the model.</param>
/// <param name="Decision">The name of the decision or decision service.</param>
/// <param name="Inputs">All values given.</param>
/// <param name="Steps">The decisions taken on the way, in order.</param>
/// <param name="Result">The outcome.</param>
public sealed record Explanation(string Model, string Decision, ContextValue Inputs, IReadOnlyList<DecisionStep> Steps, Value Result)
{
    /// <summary>As JSON; values are written as FEEL.</summary>
    public string ToJson() => ExplanationJson.Write(this);

    /// <summary>Reads what <see cref="ToJson"/> wrote; <c>null</c> for any other text.</summary>
    public static Explanation? FromJson(string json) => ExplanationJson.Read(json);

    /// <summary>Whether the model still gives the same result from the same inputs, by the same rules.</summary>
    public bool Replays(CompiledModel model, Limits? limits = null, TimeProvider? clock = null) =>
        model.Evaluate(Decision, Inputs, limits, clock).Explanation is { } again && again.ToJson() == ToJson();
}

/// <summary>One decision on the way.</summary>
/// <param name="Id">The id of the element.</param>
/// <param name="Inputs">The values it read, by name.</param>
/// <param name="Tables">The decision tables that ran in it.</param>
public sealed record DecisionStep(
    string Id, string Name, IReadOnlyList<KeyValuePair<string, Value>> Inputs, IReadOnlyList<TableStep> Tables, Value Result);

/// <summary>One decision table that ran.</summary>
/// <param name="Table">The id of the table, else of the element around it.</param>
/// <param name="Inputs">The columns with the values used.</param>
/// <param name="Rules">The ids of the rules that matched (their row numbers where they have no id).</param>
/// <param name="Rows">The row numbers of these rules, from 1.</param>
public sealed record TableStep(
    string Table, IReadOnlyList<KeyValuePair<string, Value>> Inputs, IReadOnlyList<string> Rules, IReadOnlyList<int> Rows, Value Result);
