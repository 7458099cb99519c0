using System.Globalization;
using System.Text;
using Leineweber.Foundation;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Zahlungen;

/// <summary>Reads statements as CSV the way German banks export them; columns are known by their names, whatever their order.</summary>
internal static class KontoauszugCsv
{
    private static readonly string[] Day = ["buchungstag", "buchungsdatum", "buchung", "datum", "booking date"];
    private static readonly string[] Amount = ["betrag", "betrag (eur)", "betrag in eur", "umsatz", "umsatz in eur", "betrag (€)", "amount"];
    private static readonly string[] Purpose = ["verwendungszweck", "vwz", "buchungstext/verwendungszweck", "purpose"];
    private static readonly string[] Payer = ["beguenstigter/zahlungspflichtiger", "zahlungspflichtiger", "zahlungspflichtige*r", "name zahlungsbeteiligter", "auftraggeber/empfänger", "auftraggeber", "name", "auftraggeber / begünstigter"];
    private static readonly string[] Account = ["kontonummer/iban", "iban zahlungsbeteiligter", "iban", "iban des auftraggebers", "kontonummer"];
    private static readonly string[] Reference = ["kundenreferenz (end-to-end)", "kundenreferenz", "referenz"];

    public static Outcome<Kontoauszug> Read(string text)
    {
        var separator = text.Split('\n', 30).MaxBy(line => line.Count(c => c == ';')) is { } most && most.Contains(';', StringComparison.Ordinal) ? ';' : ',';
        var rows = Rows(text, separator).ToList();
        var head = rows.FindIndex(row => Find(row.Cells, Day) >= 0 && Find(row.Cells, Amount) >= 0 && Find(row.Cells, Purpose) >= 0);
        if (head < 0)
        {
            return Kontoauszug.No(T("In dieser Datei fehlt eine Zeile mit den Spalten Buchungstag, Betrag und Verwendungszweck. Bitte laden Sie bei Ihrer Bank den Auszug als CSV oder, besser, als CAMT.053 herunter."));
        }

        var names = rows[head].Cells;
        var (day, amount, purpose, payer, account, reference) = (Find(names, Day), Find(names, Amount), Find(names, Purpose), Find(names, Payer), Find(names, Account), Find(names, Reference));
        var credits = new List<Kontoumsatz>();
        foreach (var (number, cells) in rows.Skip(head + 1).Where(row => row.Cells.Any(cell => cell.Length > 0)))
        {
            string Cell(int column) => column >= 0 && column < cells.Count ? cells[column].Trim() : "";
            if (Date(Cell(day)) is not { } on || Cents(Cell(amount)) is not { } cents)
            {
                return Kontoauszug.No(T("Zeile {0}: Datum „{1}“ oder Betrag „{2}“ ist nicht lesbar. Es wurde nichts übernommen.", number, Cell(day), Cell(amount)));
            }

            if (cents > 0)
            {
                credits.Add(new Kontoumsatz(on, cents, $"{Cell(purpose)} {Cell(reference)}".Trim(), Blank(Cell(payer)), Blank(Cell(account).Replace(" ", "", StringComparison.Ordinal)), null));
            }
        }

        return new Kontoauszug("csv", credits);
    }

    private static string? Blank(string text) => text.Length == 0 ? null : text;

    private static int Find(List<string> cells, string[] names)
    {
        foreach (var name in names)
        {
            var at = cells.FindIndex(cell => cell.Trim().Equals(name, StringComparison.OrdinalIgnoreCase));
            if (at >= 0)
            {
                return at;
            }
        }

        return -1;
    }

    private static DateOnly? Date(string text) =>
        DateOnly.TryParseExact(text, ["dd.MM.yyyy", "d.M.yyyy", "dd.MM.yy", "yyyy-MM-dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>"1.234,56", "1234.56", "-5,00 €"; the last of comma and point divides the cents.</summary>
    internal static long? Cents(string text)
    {
        var sign = text.TrimStart().StartsWith('-') || text.TrimEnd().EndsWith('-') ? -1 : 1;
        var number = new string([.. text.Where(c => char.IsAsciiDigit(c) || c is ',' or '.')]);
        var split = number.LastIndexOfAny([',', '.']);
        var hasCents = split >= 0 && number.Length - split is 2 or 3;
        var plain = hasCents ? new string([.. number[..split].Where(char.IsAsciiDigit)]) + "." + number[(split + 1)..] : new string([.. number.Where(char.IsAsciiDigit)]);
        return plain.Length is > 0 and <= 14 && decimal.TryParse(plain, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) ? (long)(amount * 100m) * sign : null;
    }

    /// <summary>Rows with their line number; quoted cells may hold separators, quotes and line feeds (RFC 4180).</summary>
    private static IEnumerable<(int Number, List<string> Cells)> Rows(string text, char separator)
    {
        var (cells, cell, quoted, line, start) = (new List<string>(), new StringBuilder(), false, 1, 1);
        for (var at = 0; at <= text.Length; at++)
        {
            var c = at < text.Length ? text[at] : '\n';
            line += c == '\n' ? 1 : 0;
            if (quoted && at < text.Length)
            {
                if (c == '"' && at + 1 < text.Length && text[at + 1] == '"')
                {
                    cell.Append(c);
                    at++;
                }
                else if (c == '"')
                {
                    quoted = false;
                }
                else
                {
                    cell.Append(c);
                }
            }
            else if (c == '"')
            {
                quoted = true;
            }
            else if (c == separator || c == '\n')
            {
                cells.Add(cell.ToString().Trim('\r'));
                cell.Clear();
                if (c == '\n')
                {
                    yield return (start, cells);
                    (cells, start) = ([], line);
                }
            }
            else
            {
                cell.Append(c);
            }
        }
    }
}
