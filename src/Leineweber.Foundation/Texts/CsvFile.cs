using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Mvc;

namespace Leineweber.Foundation;

/// <summary>Tables for spreadsheets: the one place that writes CSV, so that no export can forget what a cell may not be.</summary>
public static class CsvFile
{
    /// <summary>An answer with the table: UTF-8 with byte order mark, semicolons, every cell quoted, which is what German spreadsheets read as it is.</summary>
    /// <param name="name">Name of the file.</param>
    /// <param name="lines">The rows, the heading first.</param>
    public static FileContentResult Of(string name, IEnumerable<IReadOnlyList<string>> lines)
    {
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            text.AppendJoin(';', line.Select(Cell)).Append("\r\n");
        }

        return new FileContentResult([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())], "text/csv; charset=utf-8") { FileDownloadName = name };
    }

    /// <summary>A cell: quoted, on one line, and never the beginning of a formula (OWASP: CSV injection), also where blanks or invisible letters stand before it.</summary>
    public static string Cell(string value)
    {
        var line = string.Concat(value.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c));
        var first = line.FirstOrDefault(c => !char.IsWhiteSpace(c) && char.GetUnicodeCategory(c) != UnicodeCategory.Format);
        // A reader may take a tab or a line break at the beginning for the end of the cell before.
        var isFormula = first is '=' or '+' or '-' or '@' or '|' or '＝' or '＋' or '－' or '＠' || (value.Length > 0 && value[0] is '\t' or '\r' or '\n');
        return $"\"{(isFormula ? "'" : "")}{line.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
