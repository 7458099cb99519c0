using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Formulare.Felder;

/// <summary>A postal address; with <see cref="InCity"/> the street must be one of the city's, looked up in its register.</summary>
internal sealed partial record AnschriftFeld : Feld
{
    public bool InCity { get; init; }

    public override string Type => "address";

    public override int Seconds => 30;

    public override string FirstInput => Id + ".strasse";

    public override Lesung Read(Eingaben posted)
    {
        var parts = new JsonObject();
        foreach (var (part, longest) in Parts)
        {
            var (text, problem) = Zeichensatz.Clean(posted.Text($"{Id}.{part}"), lines: false);
            if (problem is not null)
            {
                return Lesung.Bad(problem);
            }

            if (text.Length > longest)
            {
                return Lesung.Bad(T("Bitte kürzen Sie Ihre Antwort auf höchstens {0} Zeichen. Im Moment sind es {1}.", longest, text.Length));
            }

            if (text.Length > 0)
            {
                parts[part] = text;
            }
        }

        return parts.Count == 0 ? Lesung.Nothing : new Lesung(parts);
    }

    public override bool Fits(JsonNode value) => value is JsonObject parts && parts.Count > 0
        && parts.All(part => Parts.Any(known => known.Name == part.Key) && part.Value.Text() is { Length: > 0 });

    /// <summary>The input that a problem is about, and the problem.</summary>
    public (string Input, string Message)? Find(JsonNode value, Strassenverzeichnis strassen)
    {
        string Part(string name) => value[name].Text() ?? "";
        return Part("strasse").Length == 0 ? ("strasse", T("Bitte geben Sie die Straße ein."))
            : !House().IsMatch(Part("hausnummer")) ? ("hausnummer", T("Bitte geben Sie die Hausnummer ein, zum Beispiel 12 oder 12a."))
            : !Postcode().IsMatch(Part("plz")) ? ("plz", T("Bitte geben Sie die Postleitzahl mit fünf Ziffern ein."))
            : Part("ort").Length == 0 ? ("ort", T("Bitte geben Sie den Ort ein."))
            : InCity && strassen.Problem(Part("strasse"), Part("plz")) is { } problem ? (problem.Input, problem.Message)
            : null;
    }

    public override string? Check(JsonNode value, Pruefstand at) => Find(value, at.Strassen)?.Message;

    public override string Show(JsonNode value) => string.Join('\n', Lines(value));

    /// <summary>The address as lines of a letter.</summary>
    public static IReadOnlyList<string> Lines(JsonNode value)
    {
        string Part(string name) => value[name].Text() ?? "";
        return [.. new[] { $"{Part("strasse")} {Part("hausnummer")}".Trim(), Part("zusatz"), $"{Part("plz")} {Part("ort")}".Trim() }.Where(line => line.Length > 0)];
    }

    public override Eingaben Fill(JsonNode value) =>
        Eingaben.From(Parts.Select(part => KeyValuePair.Create($"{Id}.{part.Name}", new Microsoft.Extensions.Primitives.StringValues(value[part.Name].Text() ?? ""))));

    public override string Missing => Error?.ToString() ?? T("Bitte geben Sie Straße, Hausnummer, Postleitzahl und Ort ein.");

    private static readonly (string Name, int Longest)[] Parts = [("strasse", 80), ("hausnummer", 12), ("zusatz", 80), ("plz", 5), ("ort", 60)];

    [GeneratedRegex(@"^[0-9]{1,4}\s?[a-zA-Z]?(?:\s?[-/–]\s?[0-9]{1,4}\s?[a-zA-Z]?)?(?:\s?[0-9]/[0-9])?$")]
    private static partial Regex House();

    [GeneratedRegex("^[0-9]{5}$")]
    private static partial Regex Postcode();
}
