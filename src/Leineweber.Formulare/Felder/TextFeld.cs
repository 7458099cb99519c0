using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Formulare.Felder;

/// <summary>One line of text, or several (<c>longtext</c>).</summary>
internal sealed record TextFeld : Feld
{
    public const int LongestLine = 300;
    public const int LongestText = 5000;

    public bool IsLong { get; init; }

    public int MinLength { get; init; }

    public int MaxLength { get; init; } = 120;

    /// <summary>What the whole text must match; runs without backtracking.</summary>
    public Regex? Pattern { get; init; }

    /// <summary>True where letters are kept as capitals, e.g. number plates.</summary>
    public bool Capitals { get; init; }

    /// <summary>Width: xs, s, m or l.</summary>
    public string? Width { get; init; }

    public override string Type => IsLong ? "longtext" : "text";

    public override int Seconds => IsLong ? 40 : 12;

    public override Lesung Read(Eingaben posted)
    {
        var (text, problem) = Zeichensatz.Clean(posted.Text(Id), IsLong);
        if (problem is not null)
        {
            return Lesung.Bad(problem);
        }

        return text.Length == 0 ? Lesung.Nothing : new Lesung(JsonValue.Create(Capitals ? text.ToUpperInvariant() : text));
    }

    public override bool Fits(JsonNode value) => value.Text() is { Length: > 0 };

    public override string? Check(JsonNode value, Pruefstand at)
    {
        var text = value.Text()!;
        return text.Length > MaxLength
            ? T("Bitte kürzen Sie Ihre Antwort auf höchstens {0} Zeichen. Im Moment sind es {1}.", MaxLength, text.Length)
            : text.Length < MinLength
                ? Say(T("Bitte schreiben Sie mindestens {0} Zeichen.", MinLength))
                : Pattern?.IsMatch(text) == false ? Say(T("Bitte prüfen Sie Ihre Eingabe bei „{0}“.", Label)) : null;
    }

    public override string Show(JsonNode value) => value.Text() ?? "";

    public override Eingaben Fill(JsonNode value) => Eingaben.Of((Id, value.Text() ?? ""));

    public override string Missing => Error?.ToString() ?? T("Bitte füllen Sie „{0}“ aus.", Label);
}
