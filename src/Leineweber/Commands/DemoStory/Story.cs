using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Leineweber.Foundation.Seeding;
using Microsoft.Extensions.Primitives;

namespace Leineweber.Commands.DemoStory;

/// <summary>Something a person does in a case.</summary>
/// <param name="Ago">Working days before today.</param>
/// <param name="Does">Which step, as the file calls it.</param>
/// <param name="Who">User name of the member of staff; empty where the citizen acts.</param>
/// <param name="Text">Words to write, or empty.</param>
/// <param name="Template">Key of a letter template, or empty.</param>
/// <param name="Due">Working days from today until it is due; negative is past.</param>
/// <param name="Fields">What a letter needs beyond the application.</param>
internal sealed record StoryStep(int Ago, string Does, string Who, string Text, string Template, int Due, IReadOnlyDictionary<string, string> Fields);

/// <summary>An application and what became of it.</summary>
/// <param name="Who">Key of a person of the file, or the address of an account.</param>
/// <param name="Form">Key of the form.</param>
/// <param name="Ago">Working days before today on which it is filled in.</param>
/// <param name="StopsAt">Page at which the person leaves, or empty where they submit.</param>
/// <param name="Pays">False where the fee stays unpaid.</param>
/// <param name="Answers">What is answered, by question.</param>
/// <param name="Steps">What happens after it.</param>
internal sealed record StoryCase(string Who, string Form, int Ago, string StopsAt, bool Pays, JsonObject Answers, IReadOnlyList<StoryStep> Steps);

/// <summary>What happened in a demonstration city before its first start: <c>vorgeschichte.yaml</c>.</summary>
internal sealed partial class Story
{
    private readonly DateOnly today;
    private readonly JsonObject people;

    private Story(JsonObject root, DateOnly today)
    {
        this.today = today;
        people = root["personen"] as JsonObject ?? [];
        Cases = [.. (root["antraege"] as JsonArray ?? []).Select(node => Case(node!.AsObject()))];
    }

    public IReadOnlyList<StoryCase> Cases { get; }

    /// <summary>The day before everything, when the city's texts were written.</summary>
    public DateOnly FirstDay => Day(Cases.Select(one => one.Ago).DefaultIfEmpty(0).Max() + 1);

    /// <summary>Reads a city's file; null where it has none.</summary>
    public static Story? Read(string folder, DateOnly today) =>
        Path.Combine(folder, "vorgeschichte.yaml") is var file && File.Exists(file) && YamlFile.Read(file) is JsonObject root ? new Story(root, today) : null;

    /// <summary>True where the person applies without an account.</summary>
    public bool IsGuest(StoryCase one) => people.ContainsKey(one.Who);

    /// <summary>Monday to Friday, counted back from today; a negative number counts forward.</summary>
    public DateOnly Day(int workingDaysAgo)
    {
        var day = today;
        for (var left = Math.Abs(workingDaysAgo); left > 0;)
        {
            day = day.AddDays(workingDaysAgo < 0 ? 1 : -1);
            left -= IsFree(day) ? 0 : 1;
        }

        return day;
    }

    /// <summary>What a person types into a page's fields: the case's answers before those of the person.</summary>
    /// <param name="one">The case.</param>
    /// <param name="entry">An entry of a repeated page, or null.</param>
    /// <param name="on">Day on which it is typed.</param>
    public IEnumerable<KeyValuePair<string, StringValues>> Typed(StoryCase one, JsonObject? entry, DateOnly on)
    {
        var answers = new Dictionary<string, JsonNode?>();
        foreach (var (name, value) in (people[one.Who] as JsonObject ?? []).Concat(one.Answers).Concat(entry ?? []))
        {
            answers[name] = value;
        }

        return answers.SelectMany(pair => Typed(pair.Key, pair.Value, on));
    }

    private static IEnumerable<KeyValuePair<string, StringValues>> Typed(string name, JsonNode? value, DateOnly on)
    {
        if (value is JsonArray list)
        {
            return list.All(item => item is JsonValue) ? [new(name, list.Select(item => item!.ToString()).ToArray())] : [];
        }

        var text = value?.ToString() ?? "";
        if (Address().Match(text) is { Success: true } address)
        {
            return new[] { "strasse", "hausnummer", "plz", "ort" }.Select((part, place) => new KeyValuePair<string, StringValues>($"{name}.{part}", address.Groups[place + 1].Value));
        }

        return [new(name, Relative().Match(text) is { Success: true } days
            ? on.AddDays(int.Parse(days.Groups[1].Value, CultureInfo.InvariantCulture)).ToString("dd.MM.yyyy", CultureInfo.InvariantCulture)
            : text)];
    }

    private static StoryCase Case(JsonObject node) => new(
        Text(node, "wer"), Text(node, "formular"), Number(node, "vor"), Text(node, "bricht_ab"), node["zahlt"]?.GetValue<bool>() ?? true,
        node["antworten"] as JsonObject ?? [], [.. (node["schritte"] as JsonArray ?? []).Select(step => Step(step!.AsObject()))]);

    private static StoryStep Step(JsonObject node) => new(
        Number(node, "vor"), Text(node, "tut"), Text(node, "wer"), Text(node, "text"), Text(node, "vorlage"), Number(node, "frist"),
        (node["felder"] as JsonObject ?? []).ToDictionary(pair => pair.Key, pair => pair.Value?.ToString() ?? ""));

    private static string Text(JsonObject node, string name) => node[name]?.ToString() ?? "";

    private static int Number(JsonObject node, string name) => (int)(node[name]?.GetValue<long>() ?? 0);

    private static bool IsFree(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    [GeneratedRegex(@"^(.+) (\d+\w?), (\d{5}) (.+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Address();

    [GeneratedRegex(@"^heute\+(\d+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Relative();
}
