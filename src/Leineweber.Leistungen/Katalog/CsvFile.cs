using System.Text;

namespace Leineweber.Leistungen.Katalog;

/// <summary>Reads comma-separated values (RFC 4180) with a head line, UTF-8, and knows the line of each record.</summary>
internal static class CsvFile
{
    /// <summary>The records of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="needed">Columns that must be there.</param>
    /// <exception cref="InvalidDataException">It is no such file; the message names file and line.</exception>
    public static IReadOnlyList<CsvRecord> Read(string path, params string[] needed)
    {
        string text;
        try
        {
            text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(File.ReadAllBytes(path)).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException error)
        {
            throw new InvalidDataException($"{Path.GetFileName(path)}: kein UTF-8 (Byte {error.Index}).", error);
        }

        var rows = Rows(text, Path.GetFileName(path)).ToList();
        if (rows.Count == 0)
        {
            throw new InvalidDataException($"{Path.GetFileName(path)}: die Datei ist leer.");
        }

        var head = rows[0].Fields.Index().ToDictionary(pair => pair.Item, pair => pair.Index, StringComparer.Ordinal);
        return needed.FirstOrDefault(column => !head.ContainsKey(column)) is { } missing
            ? throw new InvalidDataException($"{Path.GetFileName(path)}, Zeile 1: die Spalte '{missing}' fehlt.")
            : [.. rows.Skip(1).Select(row => new CsvRecord(row.Line, row.Fields, head))];
    }

    private static IEnumerable<(int Line, List<string> Fields)> Rows(string text, string name)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        var (line, start, quoted, at) = (1, 1, false, 0);
        for (; at < text.Length; at++)
        {
            var c = text[at];
            line += c == '\n' ? 1 : 0;
            if (quoted)
            {
                var isEnd = c == '"' && !(at + 1 < text.Length && text[at + 1] == '"');
                at += c == '"' && !isEnd ? 1 : 0;
                quoted = !isEnd;
                _ = isEnd ? field : field.Append(c);
            }
            else if (c == '"' && field.Length == 0)
            {
                quoted = true;
            }
            else if (c is ',' or '\n')
            {
                fields.Add(field.ToString().TrimEnd('\r'));
                field.Clear();
                if (c == '\n')
                {
                    if (fields is not [""])
                    {
                        yield return (start, fields);
                    }

                    fields = [];
                    start = line;
                }
            }
            else
            {
                field.Append(c);
            }
        }

        if (quoted)
        {
            throw new InvalidDataException($"{name}, Zeile {start}: ein Anführungszeichen wird nicht geschlossen.");
        }

        if (field.Length > 0 || fields.Count > 0)
        {
            fields.Add(field.ToString().TrimEnd('\r'));
            yield return (start, fields);
        }
    }
}

/// <summary>One record.</summary>
/// <param name="Line">Line in the file, from 1.</param>
/// <param name="Fields">Its fields.</param>
/// <param name="Head">Column names.</param>
internal sealed record CsvRecord(int Line, IReadOnlyList<string> Fields, IReadOnlyDictionary<string, int> Head)
{
    /// <summary>True where it has as many fields as the head line.</summary>
    public bool IsWhole => Fields.Count == Head.Count;

    /// <summary>A field by its column, trimmed; empty where it is missing.</summary>
    public string this[string column] => Head.TryGetValue(column, out var at) && at < Fields.Count ? Fields[at].Trim() : "";
}
