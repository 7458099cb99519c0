using Leineweber.Formulare.Felder;
using Leineweber.Foundation.Design;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Formulare.Fill;

/// <summary>A question as it is drawn: what was typed or stored, what is wrong with it, its files, free places.</summary>
internal sealed record Feldansicht(Feld Field, Eingaben Inputs, ModelStateDictionary Errors, Bearbeitung? Draft, string? Item, IReadOnlyDictionary<string, int> Free)
{
    /// <summary>The only question of its page: its label is the heading.</summary>
    public bool IsOnly { get; init; }

    /// <summary>True where the person asked for suggestions of streets.</summary>
    public bool LookUp { get; init; }

    public string Value => Inputs.Text(Field.Id);

    public string? Help => Field.Help?.ToString();

    public bool Optional => !Field.Required && Field.IsAsked;

    public IReadOnlyList<Anlage> Files => Field is DateiFeld file && Draft is not null ? Draft.FilesOf(file, Item) : [];

    public string Part(string name) => Inputs.Text($"{Field.Id}.{name}");

    public string? Error(string? part = null) =>
        Errors.TryGetValue(part is null ? Field.Id : $"{Field.Id}.{part}", out var entry) && entry.Errors.Count > 0 ? entry.Errors[0].ErrorMessage : null;

    public IEnumerable<string> Chosen => Inputs[Field.Id].OfType<string>();

    /// <summary>The options; full ones say so.</summary>
    public IEnumerable<Option> Options => ((AuswahlFeld)Field).Options.Select(option => new Option(option.Value, option.Label.ToString(), Hint(option)));

    /// <summary>Streets that may be meant, where the one typed is not in the register or the person asked.</summary>
    public IReadOnlyList<Strasse> Streets =>
        Field is AnschriftFeld { InCity: true } && Draft is not null && (LookUp || Error("strasse") is not null) ? Draft.Streets.Suggest(Part("strasse"), 8) : [];

    private string? Hint(Auswahl option)
    {
        var free = option.Kontingent is not null && Free.TryGetValue(option.Kontingent, out var count) ? count : (int?)null;
        var places = free switch
        {
            null => null,
            <= 0 => T("Ausgebucht – Sie kommen auf die Warteliste, wenn es eine gibt."),
            1 => T("Noch 1 Platz frei"),
            _ => T("Noch {0} Plätze frei", free),
        };
        return string.Join(' ', new[] { option.Help?.ToString(), places }.OfType<string>()) is { Length: > 0 } hint ? hint : null;
    }
}
