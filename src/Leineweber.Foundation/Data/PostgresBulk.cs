using System.Globalization;
using System.Text;
using Npgsql;

namespace Leineweber.Foundation.Data;

/// <summary>Writes packed rows with COPY, as text: the server makes of it what each column holds.</summary>
internal static class PostgresBulk
{
    public static void Insert(NpgsqlConnection connection, BulkRows rows)
    {
        var columns = string.Join(", ", rows.Columns.Select(column => $"\"{column}\""));
        using var copy = connection.BeginTextImport($"COPY {rows.Table} ({columns}) FROM STDIN");
        var line = new StringBuilder();
        for (var reader = rows.Read(); !reader.IsAtEnd;)
        {
            line.Clear();
            for (var place = 0; place < rows.Columns.Count; place++)
            {
                reader.Next();
                Append(place == 0 ? line : line.Append('\t'), ref reader);
            }

            copy.Write(line.Append('\n'));
        }
    }

    private static void Append(StringBuilder line, ref BulkReader value)
    {
        switch (value.Kind)
        {
            case BulkKind.Null: line.Append("\\N"); break;
            case BulkKind.Number: line.Append(value.Number); break;
            case BulkKind.Truth: line.Append(value.Number == 1 ? 't' : 'f'); break;
            case BulkKind.Id: line.Append(value.Id); break;
            case BulkKind.Instant: line.Append(CultureInfo.InvariantCulture, $"{value.Instant:yyyy-MM-dd HH:mm:ss.ffffff}+00"); break;
            case BulkKind.Day: line.Append(CultureInfo.InvariantCulture, $"{value.Day:yyyy-MM-dd}"); break;
            default:
                foreach (var c in Encoding.UTF8.GetString(value.Text))
                {
                    _ = c switch { '\\' => line.Append("\\\\"), '\t' => line.Append("\\t"), '\n' => line.Append("\\n"), '\r' => line.Append("\\r"), _ => line.Append(c) };
                }

                break;
        }
    }
}
