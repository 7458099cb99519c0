using Leineweber.Foundation;

namespace Leineweber.Zahlungen.Manage;

/// <summary>The treasury's list as a table for spreadsheets.</summary>
internal static class Kassenexport
{
    private static readonly string[] Head = ["Kassenzeichen", "Wofür", "Betrag", "Datum", "Stand", "Bemerkung"];

    /// <summary>Heading and rows.</summary>
    public static IEnumerable<IReadOnlyList<string>> Lines(IEnumerable<Zahlungszeile> rows) => rows.Select(row => (IReadOnlyList<string>)
    [
        row.Kassenzeichen, row.Zweck, (row.Cents / 100m).ToString("0.00", System.Globalization.CultureInfo.GetCultureInfo("de-DE")), Show.ShortDate(row.At), row.Stand, row.Note,
    ]).Prepend(Head);
}
