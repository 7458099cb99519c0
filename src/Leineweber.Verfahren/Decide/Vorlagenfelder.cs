using System.Text.RegularExpressions;
using Leineweber.Foundation;
using Leineweber.Formulare;

namespace Leineweber.Verfahren.Decide;

/// <summary>Fills the places of a letter template from the application.</summary>
internal static partial class Vorlagenfelder
{
    /// <summary>Stands where the application gave nothing; a letter that still holds it cannot be issued.</summary>
    public const string Gap = "[bitte ergänzen:";

    /// <summary>The values a template may name: the fixed ones and every answer by the id of its question.</summary>
    public static IReadOnlyDictionary<string, string> Values(Antragsinhalt antrag, Bearbeitung row, string stelle)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var answer in antrag.Groups.SelectMany(group => group.Answers).Where(answer => answer.Value.Length > 0))
        {
            values.TryAdd(answer.FieldId, answer.Value);
        }

        values["person"] = row.Person;
        values["antragsnummer"] = row.AntragNummer;
        values["aktenzeichen"] = row.Aktenzeichen;
        values["leistung"] = row.Leistung;
        values["eingang"] = Show.Date(row.EingegangenAt);
        values["stelle"] = stelle;
        if (antrag.FeeCents > 0)
        {
            values["gebuehr"] = Show.Money(antrag.FeeCents);
        }

        return values;
    }

    /// <summary>The text with its places filled; what is missing stays visible.</summary>
    public static string Fill(string text, IReadOnlyDictionary<string, string> values) => Place().Replace(text, place =>
        values.TryGetValue(place.Groups[1].Value, out var value) ? value.ReplaceLineEndings(", ") : $"{Gap} {place.Groups[1].Value}]");

    [GeneratedRegex(@"\{\{\s*([\w.\-]+)\s*\}\}", RegexOptions.CultureInvariant)]
    private static partial Regex Place();
}
