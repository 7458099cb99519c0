using System.Text.Json.Nodes;

namespace Leineweber.Formulare;

/// <summary>A condition on answers given before. Of an absent answer every comparison is false; only <see cref="Nicht"/> turns that round.</summary>
internal abstract record Bedingung
{
    /// <summary>True where the answers meet it.</summary>
    public abstract bool IsMet(Blick answers);

    /// <summary>Ids of the questions and repeated pages it asks.</summary>
    public abstract IEnumerable<string> Refers { get; }
}

/// <summary>All of them.</summary>
internal sealed record Alle(IReadOnlyList<Bedingung> Parts) : Bedingung
{
    public override bool IsMet(Blick answers) => Parts.All(part => part.IsMet(answers));

    public override IEnumerable<string> Refers => Parts.SelectMany(part => part.Refers);
}

/// <summary>At least one of them.</summary>
internal sealed record Eine(IReadOnlyList<Bedingung> Parts) : Bedingung
{
    public override bool IsMet(Blick answers) => Parts.Any(part => part.IsMet(answers));

    public override IEnumerable<string> Refers => Parts.SelectMany(part => part.Refers);
}

/// <summary>Not that.</summary>
internal sealed record Nicht(Bedingung Part) : Bedingung
{
    public override bool IsMet(Blick answers) => !Part.IsMet(answers);

    public override IEnumerable<string> Refers => Part.Refers;
}

/// <summary>How an answer is compared.</summary>
internal enum Vergleichsart
{
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
    In,
    Contains,
    Answered,
}

/// <summary>Compares one answer with a value.</summary>
/// <param name="Field">Id of the question; with <paramref name="IsCount"/> the id of a repeated page.</param>
/// <param name="Art">How.</param>
/// <param name="Values">What with: texts, numbers (invariant) or true/false.</param>
/// <param name="IsCount">Compares the number of entries.</param>
internal sealed record Vergleich(string Field, Vergleichsart Art, IReadOnlyList<string> Values, bool IsCount = false) : Bedingung
{
    public override IEnumerable<string> Refers => [Field];

    public override bool IsMet(Blick answers)
    {
        if (IsCount)
        {
            return Compare(answers.Count(Field).ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        return answers.Find(Field) switch
        {
            null => false,
            _ when Art == Vergleichsart.Answered => true,
            JsonArray many => Art == Vergleichsart.Contains && many.Any(one => Values.Contains(Blick.Text(one))),
            var one => Compare(Blick.Text(one)),
        };
    }

    private bool Compare(string answer) => Art switch
    {
        Vergleichsart.Eq => answer == Values[0],
        Vergleichsart.Ne => answer != Values[0],
        Vergleichsart.In => Values.Contains(answer),
        Vergleichsart.Contains => false,
        Vergleichsart.Answered => true,
        _ => Order(answer, Values[0]) is { } order && Art switch
        {
            Vergleichsart.Lt => order < 0,
            Vergleichsart.Le => order <= 0,
            Vergleichsart.Gt => order > 0,
            _ => order >= 0,
        },
    };

    // Numbers by size; ISO dates by their text, which is the same order.
    private static int? Order(string left, string right) => (Number(left), Number(right)) switch
    {
        ({ } a, { } b) => a.CompareTo(b),
        (null, null) => string.CompareOrdinal(left, right),
        _ => null,
    };

    private static decimal? Number(string text) =>
        decimal.TryParse(text, System.Globalization.NumberStyles.AllowLeadingSign | System.Globalization.NumberStyles.AllowDecimalPoint,
            System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>Looks answers up: inside an entry of a repeated page first in the entry, then in the whole.</summary>
/// <param name="Answers">Answers by question; a repeated page's entries under the page's id.</param>
/// <param name="Item">The entry looked at, or null.</param>
internal readonly record struct Blick(JsonObject Answers, JsonObject? Item = null)
{
    public JsonNode? Find(string field) => Item?[field] ?? Answers[field];

    public int Count(string page) => (Answers[page] as JsonArray)?.Count ?? 0;

    /// <summary>A simple answer as text: dates as ISO, numbers invariant, yes/no as <c>true</c>/<c>false</c>.</summary>
    public static string Text(JsonNode? node) => node is JsonValue value
        ? value.TryGetValue<string>(out var text) ? text : value.ToJsonString()
        : "";
}
