using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Leineweber.Foundation.Data;

/// <summary>Plain statements of SQLite's one writer, prepared once for as long as its connection lives: the provider prepares each one anew, which costs more than running it.</summary>
internal sealed class SqliteStatements(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, sqlite3_stmt> prepared = new(StringComparer.Ordinal);
    private byte[] bytes = new byte[8_192];

    /// <summary>Runs one, in the connection's transaction.</summary>
    /// <returns>The first column of its first row; null where it gave no row.</returns>
    /// <exception cref="SqliteException">It cannot be run.</exception>
    public long? Run(string sql, params ReadOnlySpan<object?> values)
    {
        var statement = Prepare(sql);
        for (var place = 1; place <= values.Length; place++)
        {
            Look(Bind(statement, place, values[place - 1]));
        }

        var result = raw.sqlite3_step(statement);
        long? first = result == raw.SQLITE_ROW ? raw.sqlite3_column_int64(statement, 0) : null;
        raw.sqlite3_reset(statement);
        raw.sqlite3_clear_bindings(statement);
        Look(result is raw.SQLITE_ROW or raw.SQLITE_DONE ? raw.SQLITE_OK : result);
        return first;
    }

    public void Dispose()
    {
        foreach (var statement in prepared.Values)
        {
            statement.Dispose();
        }

        prepared.Clear();
    }

    private sqlite3_stmt Prepare(string sql)
    {
        if (prepared.TryGetValue(sql, out var known))
        {
            return known;
        }

        Look(raw.sqlite3_prepare_v3(connection.Handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out var statement));
        for (var place = 1; place <= raw.sqlite3_bind_parameter_count(statement); place++)
        {
            // SQLite counts names as they come, PostgreSQL by their number: only in order is it the same.
            if (raw.sqlite3_bind_parameter_name(statement, place).utf8_to_string() != string.Create(CultureInfo.InvariantCulture, $"${place}"))
            {
                statement.Dispose();
                throw new ArgumentException($"The parameters of this statement are not in order: {sql}", nameof(sql));
            }
        }

        return prepared[sql] = statement;
    }

    /// <remarks>Ids and instants as EF writes them: the program reads them by the same rule.</remarks>
    private int Bind(sqlite3_stmt statement, int place, object? value) => value switch
    {
        null => raw.sqlite3_bind_null(statement, place),
        string text => raw.sqlite3_bind_text(statement, place, Utf8(text)),
        int number => raw.sqlite3_bind_int64(statement, place, number),
        long number => raw.sqlite3_bind_int64(statement, place, number),
        Guid id => raw.sqlite3_bind_text(statement, place, Utf8(id.ToString().ToUpperInvariant())),
        DateTime at => raw.sqlite3_bind_text(statement, place, Utf8(at.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture))),
        _ => throw new ArgumentException($"A plain statement cannot take a {value.GetType().Name}.", nameof(value)),
    };

    private ReadOnlySpan<byte> Utf8(string text)
    {
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (most > bytes.Length)
        {
            bytes = new byte[most];
        }

        return bytes.AsSpan(0, Encoding.UTF8.GetBytes(text, bytes));
    }

    private void Look(int result)
    {
        if (result != raw.SQLITE_OK)
        {
            throw new SqliteException(raw.sqlite3_errmsg(connection.Handle).utf8_to_string(), result & 0xff, raw.sqlite3_extended_errcode(connection.Handle));
        }
    }
}
