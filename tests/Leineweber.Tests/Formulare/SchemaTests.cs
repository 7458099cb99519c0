using System.Text.Json;
using System.Text.RegularExpressions;

namespace Leineweber.Tests.Formulare;

/// <summary>The published schema says the same as the import: judged by a small reader of JSON Schema 2020-12, apart from the program's own.</summary>
public sealed class SchemaTests(City city) : IClassFixture<City>
{
    private static readonly JsonElement Schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "docs", "formular-schema", "formular-1.json"))).RootElement;

    [Theory, MemberData(nameof(ImportTests.Files), MemberType = typeof(ImportTests))]
    public void Every_demo_form_fits_the_published_schema(string file) =>
        Assert.Empty(Judge(JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "demo", file))).RootElement, Schema, "$"));

    [Theory]
    [InlineData("\"type\": \"yesno\"", "\"type\": \"jein\"")]
    [InlineData("\"cents\": 3000", "\"cents\": \"30 Euro\"")]
    [InlineData("\"key\": \"bewohnerparkausweis\"", "\"key\": \"Bewohner Parkausweis\"")]
    [InlineData("\"op\": \"eq\"", "\"op\": \"gleich\"")]
    [InlineData("\"fourEyes\": true", "\"vierAugen\": true")]
    [InlineData("\"min\": \"today\"", "\"min\": \"heute\"")]
    public void What_the_import_refuses_does_not_fit_the_schema_either(string right, string wrong)
    {
        var json = File.ReadAllText(Path.Combine(Repository.Root, "demo", "bielefeld", "formulare", "bewohnerparkausweis.json")).Replace(right, wrong, StringComparison.Ordinal);
        Assert.Contains(wrong, json, StringComparison.Ordinal);
        Assert.NotEmpty(Judge(JsonDocument.Parse(json).RootElement, Schema, "$"));
        Assert.Null(Leineweber.Formulare.Import.FormularReader.Read(json).Form);
    }

    [Fact]
    public async Task The_schema_is_served()
    {
        var page = await city.Visitor().Open("/schema/formular-1.json");
        Assert.Equal("application/schema+json", page.Answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(File.ReadAllText(Path.Combine(Repository.Root, "docs", "formular-schema", "formular-1.json")), page.Body);
    }

    private static List<string> Judge(JsonElement value, JsonElement schema, string path)
    {
        var wrong = new List<string>();
        foreach (var rule in schema.EnumerateObject())
        {
            wrong.AddRange(rule.Name switch
            {
                "$ref" => Judge(value, Schema.GetProperty("$defs").GetProperty(rule.Value.GetString()!["#/$defs/".Length..]), path),
                "type" => Says(path, "type", IsOfType(value, rule.Value)),
                "const" => Says(path, "const", JsonElement.DeepEquals(value, rule.Value)),
                "enum" => Says(path, "enum", rule.Value.EnumerateArray().Any(one => JsonElement.DeepEquals(value, one))),
                "pattern" => Says(path, "pattern", value.ValueKind != JsonValueKind.String || Regex.IsMatch(value.GetString()!, rule.Value.GetString()!)),
                "minLength" => Says(path, "minLength", value.ValueKind != JsonValueKind.String || value.GetString()!.Length >= rule.Value.GetInt32()),
                "maxLength" => Says(path, "maxLength", value.ValueKind != JsonValueKind.String || value.GetString()!.Length <= rule.Value.GetInt32()),
                "minimum" => Says(path, "minimum", value.ValueKind != JsonValueKind.Number || value.GetDecimal() >= rule.Value.GetDecimal()),
                "maximum" => Says(path, "maximum", value.ValueKind != JsonValueKind.Number || value.GetDecimal() <= rule.Value.GetDecimal()),
                "minItems" => Says(path, "minItems", value.ValueKind != JsonValueKind.Array || value.GetArrayLength() >= rule.Value.GetInt32()),
                "maxItems" => Says(path, "maxItems", value.ValueKind != JsonValueKind.Array || value.GetArrayLength() <= rule.Value.GetInt32()),
                "items" when value.ValueKind == JsonValueKind.Array => value.EnumerateArray().SelectMany((one, index) => Judge(one, rule.Value, $"{path}[{index}]")),
                "required" when value.ValueKind == JsonValueKind.Object => rule.Value.EnumerateArray().Where(name => !value.TryGetProperty(name.GetString()!, out _)).Select(name => $"{path}: {name} is missing"),
                "properties" when value.ValueKind == JsonValueKind.Object => value.EnumerateObject().Where(one => rule.Value.TryGetProperty(one.Name, out _)).SelectMany(one => Judge(one.Value, rule.Value.GetProperty(one.Name), $"{path}.{one.Name}")),
                "additionalProperties" when value.ValueKind == JsonValueKind.Object => value.EnumerateObject().Where(one => !schema.GetProperty("properties").TryGetProperty(one.Name, out _)).Select(one => $"{path}: {one.Name} is not known"),
                "oneOf" => Says(path, "oneOf", rule.Value.EnumerateArray().Count(one => Judge(value, one, path).Count == 0) == 1),
                "anyOf" => Says(path, "anyOf", rule.Value.EnumerateArray().Any(one => Judge(value, one, path).Count == 0)),
                "not" => Says(path, "not", Judge(value, rule.Value, path).Count > 0),
                "items" or "required" or "properties" or "additionalProperties" or "$schema" or "$id" or "$defs" or "title" or "description" or "default" => [],
                var other => throw new NotSupportedException($"The schema uses {other}."),
            });
        }

        return wrong;
    }

    private static bool IsOfType(JsonElement value, JsonElement type) => type.ValueKind == JsonValueKind.Array
        ? type.EnumerateArray().Any(one => IsOfType(value, one))
        : type.GetString() switch
        {
            "object" => value.ValueKind == JsonValueKind.Object,
            "array" => value.ValueKind == JsonValueKind.Array,
            "string" => value.ValueKind == JsonValueKind.String,
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
            _ => value.ValueKind == JsonValueKind.Number,
        };

    private static IEnumerable<string> Says(string path, string rule, bool fits) => fits ? [] : [$"{path}: {rule}"];
}
