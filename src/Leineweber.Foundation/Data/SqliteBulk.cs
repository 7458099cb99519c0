using System.Buffers.Text;
using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Leineweber.Foundation.Data;

/// <summary>Writes packed rows with one prepared statement of SQLite itself: values go in as they lie there, without an object for each.</summary>
internal static class SqliteBulk
{
    /// <summary>Lets a connection that writes very much keep the pages it works on, and copy them into the database file more seldom.</summary>
    public static void Prepare(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA cache_size=-524288; PRAGMA wal_autocheckpoint=65536;";
        command.ExecuteNonQuery();
    }

    public static void Insert(SqliteConnection connection, BulkRows rows)
    {
        var columns = string.Join(", ", rows.Columns.Select(column => $"\"{column}\""));
        var places = string.Join(", ", Enumerable.Repeat("?", rows.Columns.Count));
        Check(connection, raw.sqlite3_prepare_v2(connection.Handle, $"INSERT INTO {rows.Table} ({columns}) VALUES ({places})", out var statement));
        using (statement)
        {
            Span<byte> text = stackalloc byte[40];
            for (var reader = rows.Read(); !reader.IsAtEnd;)
            {
                for (var place = 1; place <= rows.Columns.Count; place++)
                {
                    reader.Next();
                    Check(connection, Bind(statement, place, ref reader, text));
                }

                if (raw.sqlite3_step(statement) != raw.SQLITE_DONE)
                {
                    Check(connection, raw.sqlite3_errcode(connection.Handle));
                }

                raw.sqlite3_reset(statement);
            }
        }
    }

    /// <remarks>Ids, instants and days as EF writes them: the program reads them by the same rule.</remarks>
    private static int Bind(sqlite3_stmt statement, int place, ref BulkReader value, scoped Span<byte> text)
    {
        int size;
        switch (value.Kind)
        {
            case BulkKind.Null: return raw.sqlite3_bind_null(statement, place);
            case BulkKind.Text: return raw.sqlite3_bind_text(statement, place, value.Text);
            case BulkKind.Number or BulkKind.Truth: return raw.sqlite3_bind_int64(statement, place, value.Number);
            case BulkKind.Instant: value.Instant.TryFormat(text, out size, "yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture); break;
            case BulkKind.Day: value.Day.TryFormat(text, out size, "yyyy-MM-dd", CultureInfo.InvariantCulture); break;
            default:
                Utf8Formatter.TryFormat(value.Id, text, out size);
                System.Text.Ascii.ToUpperInPlace(text[..size], out _);
                break;
        }

        return raw.sqlite3_bind_text(statement, place, text[..size]);
    }

    private static void Check(SqliteConnection connection, int code)
    {
        if (code != raw.SQLITE_OK)
        {
            throw new SqliteException(raw.sqlite3_errmsg(connection.Handle).utf8_to_string(), code);
        }
    }
}
