using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Leineweber.Formulare.Import;

namespace Leineweber.Formulare;

/// <summary>Keeps read forms in memory, known by the hash of their content, which never changes; the same form of 200 cities is kept once.</summary>
public sealed class Modellspeicher
{
    private const int Most = 2000;
    private readonly ConcurrentDictionary<string, Formularmodell> models = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Guid, Formularmodell> versions = new();

    /// <summary>The form of a version that was read before, or null.</summary>
    internal Formularmodell? Known(Guid versionId) => versions.GetValueOrDefault(versionId);

    /// <summary>The form of a version.</summary>
    /// <exception cref="InvalidDataException">The stored content is not a form this program can read.</exception>
    internal Formularmodell Of(FormularVersion version)
    {
        if (versions.Count > Most)
        {
            versions.Clear();
        }

        return versions[version.Id] = ByHash(version);
    }

    private Formularmodell ByHash(FormularVersion version)
    {
        if (models.TryGetValue(version.Hash, out var known))
        {
            return known;
        }

        var (form, notes) = FormularReader.Read(version.Content);
        if (form is null)
        {
            throw new InvalidDataException($"Form version {version.Id} cannot be read: {string.Join("; ", notes.Where(note => !note.IsHint).Select(note => $"{note.Path}: {note.Message}"))}");
        }

        if (models.Count > Most)
        {
            models.Clear();
        }

        return models.GetOrAdd(version.Hash, form);
    }

    /// <summary>The form of this hash where it is in memory, else null.</summary>
    internal Formularmodell? Known(string hash) => models.GetValueOrDefault(hash);

    /// <summary>The content in canonical form: names sorted, no blanks, without <c>$schema</c>.</summary>
    internal static string Canonical(string json)
    {
        var root = JsonNode.Parse(json)!.AsObject();
        root.Remove("$schema");
        return Sorted(root)!.ToJsonString(Json);
    }

    /// <summary>SHA-256 of a text in UTF-8, hex.</summary>
    internal static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>JSON with umlauts as they are.</summary>
    internal static readonly JsonSerializerOptions Json = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => KeyValuePair.Create(pair.Key, Sorted(pair.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Sorted)]),
        _ => node?.DeepClone(),
    };
}
