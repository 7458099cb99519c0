using System.Text;
using Leineweber.Foundation;

namespace Leineweber.Verfahren.Worklist;

/// <summary>Writes the list as CSV that a spreadsheet opens without running anything.</summary>
internal static class Korbexport
{
    private static readonly string[] Head = ["Aktenzeichen", "Antragsnummer", "Leistung", "Person", "Stelle", "Eingegangen", "Stand", "Bearbeitung", "Frist", "Frist wofür"];

    /// <summary>The list.</summary>
    public static byte[] Csv(IEnumerable<Bearbeitung> rows) => Csv(rows.Select(row => (IReadOnlyList<string>)
    [
        row.Aktenzeichen, row.AntragNummer, row.Leistung, row.Person, row.UnitNummer, Show.ShortDate(row.EingegangenAt), row.Stand.Word(),
        row.Bearbeiter ?? "", row.FristAm is { } day ? Show.ShortDate(day) : "", row.FristGrund ?? "",
    ]).Prepend(Head));

    /// <summary>UTF-8 with byte order mark, semicolons, every cell quoted: what German spreadsheets read as it is.</summary>
    public static byte[] Csv(IEnumerable<IReadOnlyList<string>> lines)
    {
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            Line(text, line);
        }

        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];
    }

    /// <summary>A cell: quoted, and never the beginning of a formula (OWASP: CSV injection).</summary>
    internal static string Cell(string value)
    {
        var isFormula = value.Length > 0 && (value[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠');
        return $"\"{(isFormula ? "'" : "")}{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static void Line(StringBuilder text, IReadOnlyList<string> cells) => text.AppendJoin(';', cells.Select(Cell)).Append("\r\n");
}
