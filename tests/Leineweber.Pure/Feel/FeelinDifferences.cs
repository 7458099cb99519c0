using System.Text.Json;
using System.Text.RegularExpressions;
using Leineweber.Feel;
using Leineweber.Feel.Numbers;

namespace Leineweber.Pure.Feel;

/// <summary>Compares our values with those of feelin, and sorts differences into kinds.</summary>
internal static partial class FeelinDifferences
{
    /// <summary>The kinds that the file explains: its second-level headings.</summary>
    internal static HashSet<string> Explained(string file) =>
        [.. File.ReadLines(file).Where(l => l.StartsWith("## ", StringComparison.Ordinal)).Select(l => l[3..].Trim())];

    internal static bool Same(Value ours, JsonElement answer) => answer.TryGetProperty("v", out var theirs) && Equal(ours, theirs);

    private static bool Equal(Value ours, JsonElement theirs) => ours switch
    {
        NullValue => theirs.ValueKind == JsonValueKind.Null,
        BooleanValue b => theirs.ValueKind == (b.Truth ? JsonValueKind.True : JsonValueKind.False),
        NumberValue n => theirs.ValueKind == JsonValueKind.Number && Near(n.Number, theirs.GetDouble()),
        TextValue t => theirs.ValueKind == JsonValueKind.String && theirs.GetString() == t.Text,
        ListValue list => theirs.ValueKind == JsonValueKind.Array && list.Count == theirs.GetArrayLength()
            && list.Zip(theirs.EnumerateArray()).All(p => Equal(p.First, p.Second)),
        ContextValue context => theirs.ValueKind == JsonValueKind.Object && theirs.TryGetProperty("ctx", out var entries)
            && context.Entries.All(e => entries.TryGetProperty(e.Key, out var other) && Equal(e.Value, other)),
        FunctionValue => theirs.ValueKind == JsonValueKind.Object && theirs.TryGetProperty("fn", out _),
        RangeValue => theirs.ValueKind == JsonValueKind.Object && theirs.TryGetProperty("range", out _),
        _ => theirs.ValueKind == JsonValueKind.Object && theirs.TryGetProperty("@", out var iso) && ours.ToString() == SampleDate(iso.GetString()!),
    };

    // feelin computes in binary floating point.
    private static bool Near(Decimal34 ours, double theirs) => Math.Abs(ours.ToDouble() - theirs) <= 1e-9 * Math.Max(1, Math.Abs(theirs));

    private static string SampleDate(string iso) => FeelExpression.Parse($"@\"{iso}\"").Evaluate([]).Value.ToString();

    /// <summary>The kind of a difference, by its heading in the file; <c>null</c> when it is of none.</summary>
    internal static string? KindOf(string expression, Value ours, JsonElement answer) => 0 switch
    {
        _ when ScaledDuration().IsMatch(expression) && IsNull(answer) => "duration times number",
        _ when DateWithHours().IsMatch(expression) && ours is DateValue => "date plus days and time duration",
        _ when Ranges().Matches(expression).Any(Descends) => "descending range",
        _ when ElseWithOperator().IsMatch(expression) => "else branch reaches to the end",
        _ when expression.Contains(" satisfies ", StringComparison.Ordinal) && ours.IsNull => "unknown in a quantified expression",
        _ => null,
    };

    private static bool IsNull(JsonElement answer) => answer.TryGetProperty("v", out var value) && value.ValueKind == JsonValueKind.Null;

    private static bool Descends(Match range) => Sample.Evaluate($"{range.Groups["low"].Value} > {range.Groups["high"].Value}") is BooleanValue { Truth: true };

    [GeneratedRegex(@"^duration\([^)]*\) [*/] ")]
    private static partial Regex ScaledDuration();

    [GeneratedRegex(@"^date\([^)]*\) [+-] duration\(""PT36H""\)$")]
    private static partial Regex DateWithHours();

    [GeneratedRegex(@"(between (?<low>[\w.-]+) and (?<high>[\w.-]+))|([\[(](?<low>-?[\w]+(\.\d+)?)\.\.(?<high>-?[\w]+(\.\d+)?)[\])])")]
    private static partial Regex Ranges();

    [GeneratedRegex(@"if if .* else .* (=|!=|<|<=|>|>=|in|between) ")]
    private static partial Regex ElseWithOperator();
}
