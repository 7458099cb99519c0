using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;

namespace Leineweber.Foundation.Seeding;

/// <summary>Reads YAML data files as JSON, so that one way of reading data serves both.</summary>
public static class YamlFile
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidDataException">It is not YAML; the message names file and place.</exception>
    public static JsonNode? Read(string path)
    {
        using var reader = new StreamReader(path);
        try
        {
            var stream = new YamlStream();
            stream.Load(reader);
            return stream.Documents.Count == 0 ? null : ToJson(stream.Documents[0].RootNode);
        }
        catch (YamlDotNet.Core.YamlException error)
        {
            throw new InvalidDataException($"{path}, Zeile {error.Start.Line}: {error.Message}", error);
        }
    }

    private static JsonNode? ToJson(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(pair => KeyValuePair.Create(((YamlScalarNode)pair.Key).Value!, ToJson(pair.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(ToJson)]),
        YamlScalarNode { Style: YamlDotNet.Core.ScalarStyle.Plain } plain => Plain(plain.Value),
        YamlScalarNode text => JsonValue.Create(text.Value),
        _ => null,
    };

    private static JsonNode? Plain(string? value) => value switch
    {
        null or "" or "~" or "null" => null,
        "true" => JsonValue.Create(true),
        "false" => JsonValue.Create(false),
        _ when value.Length < 16 && (value == "0" || value[0] != '0') && long.TryParse(value, System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out var number)
            => JsonValue.Create(number),
        _ => JsonValue.Create(value),
    };
}
