using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Leineweber.Feel.Dmn;

/// <summary>The stored form of explanations.</summary>
internal static class ExplanationJson
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static string Write(Explanation explanation) => new JsonObject
    {
        ["model"] = explanation.Model,
        ["decision"] = explanation.Decision,
        ["inputs"] = explanation.Inputs.ToString(),
        ["steps"] = new JsonArray([.. explanation.Steps.Select(Step)]),
        ["result"] = explanation.Result.ToString(),
    }.ToJsonString(Options);

    private static JsonObject Step(DecisionStep step) => new()
    {
        ["id"] = step.Id,
        ["name"] = step.Name,
        ["inputs"] = Values(step.Inputs),
        ["tables"] = new JsonArray([.. step.Tables.Select(Table)]),
        ["result"] = step.Result.ToString(),
    };

    private static JsonObject Table(TableStep table) => new()
    {
        ["table"] = table.Table,
        ["inputs"] = Values(table.Inputs),
        ["rules"] = new JsonArray([.. table.Rules.Select(r => (JsonNode)r)]),
        ["rows"] = new JsonArray([.. table.Rows.Select(r => (JsonNode)r)]),
        ["result"] = table.Result.ToString(),
    };

    // An array of pairs, because two columns may have the same title.
    private static JsonArray Values(IEnumerable<KeyValuePair<string, Value>> values) =>
        new([.. values.Select(v => new JsonArray(v.Key, v.Value.ToString()))]);

    internal static Explanation? Read(string json)
    {
        try
        {
            var root = JsonNode.Parse(json)!;
            return Value(root["inputs"]) is not ContextValue inputs ? null : new Explanation(
                Text(root["model"]), Text(root["decision"]), inputs, [.. root["steps"]!.AsArray().Select(s => ReadStep(s!))], Value(root["result"]));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NullReferenceException or FormatException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    private static DecisionStep ReadStep(JsonNode step) => new(
        Text(step["id"]), Text(step["name"]), ReadValues(step["inputs"]!), [.. step["tables"]!.AsArray().Select(t => ReadTable(t!))], Value(step["result"]));

    private static TableStep ReadTable(JsonNode table) => new(
        Text(table["table"]),
        ReadValues(table["inputs"]!),
        [.. table["rules"]!.AsArray().Select(Text)],
        [.. table["rows"]!.AsArray().Select(r => r!.GetValue<int>())],
        Value(table["result"]));

    private static List<KeyValuePair<string, Value>> ReadValues(JsonNode values) =>
        [.. values.AsArray().Select(pair => KeyValuePair.Create(Text(pair![0]), Value(pair[1])))];

    private static string Text(JsonNode? node) => node!.GetValue<string>();

    private static Value Value(JsonNode? node) => FeelExpression.Parse(Text(node)).Evaluate([]).Value;
}
