using System.Text.Json.Nodes;
using Microsoft.Extensions.Primitives;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Formulare.Felder;

/// <summary>One question. Its id is stable over all versions of the form. One file per kind, with a partial of the same name.</summary>
internal abstract record Feld
{
    public required string Id { get; init; }

    public required Wort Label { get; init; }

    public Wort? Help { get; init; }

    /// <summary>The form's own words for "that is not right", where the general ones do not help enough.</summary>
    public Wort? Error { get; init; }

    public bool Required { get; init; } = true;

    public Bedingung? When { get; init; }

    /// <summary>Value of the HTML attribute, e.g. <c>given-name</c>.</summary>
    public string? Autocomplete { get; init; }

    /// <summary>Where the first value comes from, e.g. <c>konto.vorname</c>.</summary>
    public string? Prefill { get; init; }

    /// <summary>Name of the kind in the format.</summary>
    public abstract string Type { get; }

    /// <summary>True where it takes an answer at all.</summary>
    public virtual bool IsAsked => true;

    /// <summary>The input that the error summary jumps to.</summary>
    public virtual string FirstInput => Id;

    /// <summary>Seconds a person needs for it, to count a form's minutes.</summary>
    public virtual int Seconds => 12;

    /// <summary>Reads what was posted: a value, nothing, or a message. Never throws on bad input.</summary>
    public abstract Lesung Read(Eingaben posted);

    /// <summary>True where the stored value has the right shape; anything else counts as absent.</summary>
    public abstract bool Fits(JsonNode value);

    /// <summary>Checks a well-formed value; a message in the reader's language, or null where it is right.</summary>
    public virtual string? Check(JsonNode value, Pruefstand at) => null;

    /// <summary>The value as people read it, in the reader's language; lines separated by line feeds.</summary>
    public abstract string Show(JsonNode value);

    /// <summary>The value as the page's inputs.</summary>
    public abstract Eingaben Fill(JsonNode value);

    /// <summary>What is missing, in the reader's language.</summary>
    public virtual string Missing => Error?.ToString() ?? T("Bitte beantworten Sie: {0}", Label);

    /// <summary>The form's own message, or the general one.</summary>
    protected string Say(string general) => Error?.ToString() ?? general;
}

/// <summary>What reading an input gave.</summary>
/// <param name="Value">The value, or null where nothing was entered.</param>
/// <param name="Problem">What is not right with the input, in the reader's language.</param>
internal readonly record struct Lesung(JsonNode? Value, string? Problem = null)
{
    public static Lesung Nothing => default;

    public static Lesung Bad(string problem) => new(null, problem);
}

/// <summary>What a check may look at besides the value.</summary>
/// <param name="Today">Today in the city.</param>
/// <param name="Answers">Answers given before.</param>
/// <param name="Strassen">The city's streets.</param>
internal sealed record Pruefstand(DateOnly Today, Blick Answers, Strassenverzeichnis Strassen);

/// <summary>Posted inputs of a page; what is not there is empty.</summary>
internal sealed class Eingaben
{
    private readonly Dictionary<string, StringValues> inputs = new(StringComparer.Ordinal);

    public static readonly Eingaben Empty = new();

    /// <summary>All values posted under a name.</summary>
    public StringValues this[string name]
    {
        get => inputs.GetValueOrDefault(name);
        init => inputs[name] = value;
    }

    public IEnumerable<KeyValuePair<string, StringValues>> All => inputs;

    /// <summary>The first value, trimmed; empty where there is none.</summary>
    public string Text(string name) => inputs.GetValueOrDefault(name).FirstOrDefault()?.Trim() ?? "";

    /// <summary>True where the value is among those posted.</summary>
    public bool Has(string name, string value) => inputs.GetValueOrDefault(name).Contains(value);

    public static Eingaben From(IEnumerable<KeyValuePair<string, StringValues>> posted)
    {
        var inputs = new Eingaben();
        foreach (var (name, value) in posted)
        {
            inputs.inputs[name] = value;
        }

        return inputs;
    }

    public static Eingaben Of(params ReadOnlySpan<(string Name, string Value)> posted)
    {
        var inputs = new Eingaben();
        foreach (var (name, value) in posted)
        {
            inputs.inputs[name] = value;
        }

        return inputs;
    }
}

/// <summary>Ways to read values.</summary>
internal static class JsonWert
{
    public static string? Text(this JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    public static long? Number(this JsonNode? node) => node is JsonValue value && value.TryGetValue<long>(out var number) ? number : null;

    public static bool? Flag(this JsonNode? node) => node is JsonValue value && value.TryGetValue<bool>(out var flag) ? flag : null;
}
