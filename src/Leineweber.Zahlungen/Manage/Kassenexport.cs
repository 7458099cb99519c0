using System.Text;
using Leineweber.Foundation;

namespace Leineweber.Zahlungen.Manage;

/// <summary>Writes the treasury's list as CSV that a spreadsheet opens without running anything.</summary>
internal static class Kassenexport
{
    private static readonly string[] Head = ["Kassenzeichen", "Wofür", "Betrag", "Datum", "Stand", "Bemerkung"];

    /// <summary>UTF-8 with byte order mark, semicolons, every cell quoted: what German spreadsheets read as it is.</summary>
    public static byte[] Csv(IEnumerable<Zahlungszeile> rows)
    {
        var text = new StringBuilder();
        Line(text, Head);
        foreach (var row in rows)
        {
            Line(text, [row.Kassenzeichen, row.Zweck, (row.Cents / 100m).ToString("0.00", System.Globalization.CultureInfo.GetCultureInfo("de-DE")), Show.ShortDate(row.At), row.Stand, row.Note]);
        }

        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];
    }

    /// <summary>A cell: quoted, and never the beginning of a formula (OWASP: CSV injection), also where blanks stand before it.</summary>
    internal static string Cell(string value)
    {
        var first = value.TrimStart() is { Length: > 0 } text ? text[0] : ' ';
        var isFormula = first is '=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠' || (value.Length > 0 && value[0] is '\t' or '\r' or '\n');
        return $"\"{(isFormula ? "'" : "")}{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static void Line(StringBuilder text, IReadOnlyList<string> cells) => text.AppendJoin(';', cells.Select(Cell)).Append("\r\n");
}
