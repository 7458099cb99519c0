using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Leineweber.Foundation;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Zahlungen;

/// <summary>A statement of account as the bank exports it: CAMT.053 (ISO 20022, all versions) or CSV. Read whole or not at all; debits are left out.</summary>
/// <param name="Format"><c>camt.053</c> or <c>csv</c>.</param>
/// <param name="Credits">The credits, in the order of the file.</param>
public sealed record Kontoauszug(string Format, IReadOnlyList<Kontoumsatz> Credits)
{
    /// <summary>Largest file, bytes (10 MB).</summary>
    public const int MostBytes = 10_000_000;

    /// <summary>Most credits of one file.</summary>
    public const int MostCredits = 50_000;

    private const int MostDepth = 64;
    private const int MostNames = 1000;
    private const int MostNodes = 1_000_000;

    /// <summary>Reads a file.</summary>
    /// <returns>The statement, or a refusal <c>auszug.unreadable</c> that names the place.</returns>
    public static Outcome<Kontoauszug> Read(byte[] file)
    {
        var text = Decode(file).TrimStart('\uFEFF', ' ', '\r', '\n', '\t');
        var read = text.StartsWith('<') ? Camt(text) : KontoauszugCsv.Read(text);
        return read.IsOk && read.Value.Credits.Count > MostCredits
            ? No(T("Die Datei enthält mehr als {0} Gutschriften. Bitte teilen Sie sie.", Show.Number(MostCredits)))
            : read;
    }

    internal static Refusal No(string message) => new("auszug.unreadable", message);

    /// <summary>UTF-8 where it is that; otherwise the encoding German banks used before.</summary>
    private static string Decode(byte[] file)
    {
        try
        {
            return new UTF8Encoding(false, true).GetString(file);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(file);
        }
    }

    private static Outcome<Kontoauszug> Camt(string text)
    {
        try
        {
            // No document type, no outside entities: a statement is data, whoever wrote it.
            var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MostBytes };
            if (!IsReasonable(text, settings))
            {
                return No(T("Das ist kein Kontoauszug im Format CAMT.053. Bitte laden Sie bei Ihrer Bank den Auszug als „CAMT.053 (XML)“ herunter."));
            }

            using var reader = XmlReader.Create(new StringReader(text), settings);
            var root = XDocument.Load(reader).Root!;
            var statements = Named(root, "BkToCstmrStmt").SelectMany(message => Named(message, "Stmt")).ToList();
            return statements.Count == 0
                ? No(T("Das ist kein Kontoauszug im Format CAMT.053. Bitte laden Sie bei Ihrer Bank den Auszug als „CAMT.053 (XML)“ herunter."))
                : new Kontoauszug("camt.053", [.. statements.SelectMany(statement => Named(statement, "Ntry")).Where(IsCredit).SelectMany(Entry)]);
        }
        catch (XmlException error)
        {
            return No(T("Die Datei ist kein lesbares CAMT.053 (Zeile {0}). Bitte laden Sie bei Ihrer Bank den Auszug noch einmal als „CAMT.053 (XML)“ herunter.", Math.Max(1, error.LineNumber)));
        }
        catch (Exception error) when (error is FormatException or OverflowException or ArgumentException)
        {
            return No(T("In der Datei ist ein Buchungstag oder ein Betrag nicht lesbar. Es wurde nichts übernommen. Bitte laden Sie bei Ihrer Bank den Auszug noch einmal herunter."));
        }
    }

    /// <summary>The format nests some ten levels deep and knows some hundred names. Elsewhere a tree is not built: it would take many times the file's size, and names once seen are kept as long as the program runs.</summary>
    private static bool IsReasonable(string text, XmlReaderSettings settings)
    {
        using var reader = XmlReader.Create(new StringReader(text), settings);
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var nodes = 0; reader.Read();)
        {
            nodes += reader.NodeType == XmlNodeType.Element ? 1 + reader.AttributeCount : 0;
            names.Add(reader.Name);
            for (var more = reader.MoveToFirstAttribute(); more; more = reader.MoveToNextAttribute())
            {
                names.Add(reader.Name);
            }

            if (reader.Depth > MostDepth || names.Count > MostNames || nodes > MostNodes)
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsCredit(XElement entry) => Value(entry, "CdtDbtInd") == "CRDT" && Value(entry, "RvslInd") is not "true"
        && (Value(entry, "Sts", "Cd") ?? Value(entry, "Sts")) is null or "BOOK";

    private static IEnumerable<Kontoumsatz> Entry(XElement entry)
    {
        var day = DateOnly.Parse((Value(entry, "BookgDt", "Dt") ?? Value(entry, "BookgDt", "DtTm") ?? Value(entry, "ValDt", "Dt") ?? throw new FormatException("BookgDt"))[..10], CultureInfo.InvariantCulture);
        var reference = Value(entry, "AcctSvcrRef") ?? Value(entry, "NtryRef");
        var parts = Named(entry, "NtryDtls").SelectMany(details => Named(details, "TxDtls")).ToList();
        if (parts.Count <= 1)
        {
            yield return One(day, Amount(entry), parts.FirstOrDefault() ?? entry, reference);
            yield break;
        }

        foreach (var (index, part) in parts.Index())
        {
            var amount = Named(part, "Amt").FirstOrDefault() is { } own ? Cents(own) : Cents(Deep(part, "AmtDtls", "TxAmt", "Amt") ?? throw new FormatException("TxDtls/Amt"));
            yield return One(day, amount, part, $"{reference}/{index}");
        }
    }

    private static Kontoumsatz One(DateOnly day, long cents, XElement part, string? reference)
    {
        var purpose = string.Join(' ', (Deep(part, "RmtInf") is { } info ? Named(info, "Ustrd").Select(line => line.Value) : [])
            .Concat([Value(part, "Refs", "EndToEndId") is { } id and not "NOTPROVIDED" ? id : ""]).Where(line => line.Length > 0));
        var payer = Value(part, "RltdPties", "Dbtr", "Nm") ?? Value(part, "RltdPties", "Dbtr", "Pty", "Nm");
        return new Kontoumsatz(day, cents, purpose, payer, Value(part, "RltdPties", "DbtrAcct", "Id", "IBAN"), Value(part, "Refs", "AcctSvcrRef") ?? reference);
    }

    private static long Amount(XElement entry) => Cents(Named(entry, "Amt").FirstOrDefault() ?? throw new FormatException("Amt"));

    private static long Cents(XElement amount)
    {
        if (amount.Attribute("Ccy")?.Value is not (null or "EUR"))
        {
            throw new FormatException("Amt/@Ccy");
        }

        return (long)(decimal.Parse(amount.Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) * 100m);
    }

    // By local name: every version of the format has its own namespace, the elements are the same.
    private static IEnumerable<XElement> Named(XElement parent, string name) => parent.Elements().Where(child => child.Name.LocalName == name);

    private static XElement? Deep(XElement parent, params ReadOnlySpan<string> path)
    {
        XElement? at = parent;
        foreach (var name in path)
        {
            at = at is null ? null : Named(at, name).FirstOrDefault();
        }

        return at;
    }

    private static string? Value(XElement parent, params ReadOnlySpan<string> path) => Deep(parent, path) is { HasElements: false } leaf && leaf.Value.Trim() is { Length: > 0 } text ? text : null;
}
