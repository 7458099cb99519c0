using System.Text.Json.Nodes;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Formulare.Felder;

/// <summary>A choice of one, of many (<c>choices</c>), or yes/no (<c>yesno</c>).</summary>
internal sealed record AuswahlFeld : Feld
{
    public required IReadOnlyList<Auswahl> Options { get; init; }

    public bool IsMany { get; init; }

    /// <summary>Yes or no, kept as true or false.</summary>
    public bool IsYesNo { get; init; }

    /// <summary>Fewest and most, for a choice of many.</summary>
    public int Min { get; init; }

    public int Max { get; init; } = 200;

    public override string Type => IsYesNo ? "yesno" : IsMany ? "choices" : "choice";

    public override int Seconds => 10;

    /// <summary>The options of yes/no.</summary>
    public static readonly IReadOnlyList<Auswahl> YesNo = [new("true", new Wort("Ja", "Yes")), new("false", new Wort("Nein", "No"))];

    public override Lesung Read(Eingaben posted)
    {
        var chosen = posted[Id].OfType<string>().Where(value => value.Length > 0).Distinct().ToList();
        if (chosen.Count == 0)
        {
            return Lesung.Nothing;
        }

        if (chosen.Any(value => Options.All(option => option.Value != value)) || (!IsMany && chosen.Count > 1))
        {
            return Lesung.Bad(T("Bitte wählen Sie eine der angezeigten Antworten."));
        }

        return new Lesung(IsMany
            ? new JsonArray([.. Options.Where(option => chosen.Contains(option.Value)).Select(option => (JsonNode)option.Value)])
            : IsYesNo ? JsonValue.Create(chosen[0] == "true") : JsonValue.Create(chosen[0]));
    }

    public override bool Fits(JsonNode value) => IsMany
        ? value is JsonArray { Count: > 0 } many && many.All(one => IsOption(one.Text())) && many.Select(one => one.Text()).Distinct().Count() == many.Count
        : IsYesNo ? value.Flag() is not null : IsOption(value.Text());

    public override string? Check(JsonNode value, Pruefstand at) => (value as JsonArray)?.Count switch
    {
        { } count when count < Min => Say(T("Bitte wählen Sie mindestens {0} Antworten aus.", Min)),
        { } count when count > Max => Say(T("Bitte wählen Sie höchstens {0} Antworten aus.", Max)),
        _ => null,
    };

    public override string Show(JsonNode value) => string.Join('\n', Chosen(value).Select(option => option.Label.ToString()));

    public override Eingaben Fill(JsonNode value) => Eingaben.From([new(Id, Chosen(value).Select(option => option.Value).ToArray())]);

    public override string Missing => Error?.ToString() ?? (IsYesNo ? T("Bitte wählen Sie Ja oder Nein: {0}", Label) : T("Bitte wählen Sie eine Antwort aus: {0}", Label));

    /// <summary>The chosen options in the order of the form.</summary>
    public IEnumerable<Auswahl> Chosen(JsonNode value) => value is JsonArray many
        ? Options.Where(option => many.Any(one => one.Text() == option.Value))
        : Options.Where(option => option.Value == Blick.Text(value));

    private bool IsOption(string? value) => Options.Any(option => option.Value == value);
}

/// <summary>One option of a choice.</summary>
/// <param name="Value">Stable value.</param>
/// <param name="Label">What people read.</param>
/// <param name="Help">A sentence under it.</param>
/// <param name="Kontingent">Id of the limited places it takes one of, or null.</param>
internal sealed record Auswahl(string Value, Wort Label, Wort? Help = null, string? Kontingent = null);
