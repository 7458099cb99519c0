using System.Text.Json;
using Leineweber.Feel.Numbers;
using Leineweber.Feel.Temporal;

namespace Leineweber.Feel;

/// <summary>FEEL values from JSON: objects become contexts, and strings of the form <c>@"…"</c> dates, times and durations.</summary>
public static class JsonValues
{
    /// <summary>Reads a JSON text; <c>null</c> (C#) when it is none.</summary>
    public static Value? Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return From(document.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static Value From(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => new ContextValue(json.EnumerateObject().Select(p => KeyValuePair.Create(p.Name, From(p.Value)))),
        JsonValueKind.Array => new ListValue(json.EnumerateArray().Select(From)),
        JsonValueKind.String => Text(json.GetString()!),
        JsonValueKind.Number => NumberValue.Of(Decimal34.Parse(json.GetRawText())),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => Value.Null,
    };

    private static Value Text(string text) =>
        text.Length > 3 && text.StartsWith("@\"", StringComparison.Ordinal) && text.EndsWith('"') && TemporalReader.Any(text[2..^1]) is { } value
            ? value
            : text;
}
