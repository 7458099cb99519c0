using Leineweber.Foundation;

namespace Leineweber.Verfahren.Worklist;

/// <summary>The Arbeitskorb as a table for spreadsheets.</summary>
internal static class Korbexport
{
    private static readonly string[] Head = ["Aktenzeichen", "Antragsnummer", "Leistung", "Person", "Stelle", "Eingegangen", "Stand", "Bearbeitung", "Frist", "Frist wofür"];

    /// <summary>Heading and rows.</summary>
    public static IEnumerable<IReadOnlyList<string>> Lines(IEnumerable<Bearbeitung> rows) => rows.Select(row => (IReadOnlyList<string>)
    [
        row.Aktenzeichen, row.AntragNummer, row.Leistung, row.Person, row.UnitNummer, Show.ShortDate(row.EingegangenAt), row.Stand.Word(),
        row.Bearbeiter ?? "", row.FristAm is { } day ? Show.ShortDate(day) : "", row.FristGrund ?? "",
    ]).Prepend(Head);
}
