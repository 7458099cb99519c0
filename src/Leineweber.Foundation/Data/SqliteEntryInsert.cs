using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Leineweber.Foundation.Protokoll;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Leineweber.Foundation.Data;

/// <summary>Writes entries straight into SQLite, in the connection's transaction: the provider's parameters cost as much as all hashes of an entry.</summary>
internal sealed partial class SqliteEntryInsert : IDisposable
{
    private readonly sqlite3_stmt statement;
    private readonly sqlite3 database;
    private readonly nint handle;
    private readonly (int Start, int Length)[] texts = new (int, int)[ProtokollRows.Width];
    private byte[] bytes = new byte[4_096];
    private int length;

    public SqliteEntryInsert(SqliteConnection connection)
    {
        database = connection.Handle ?? throw new InvalidOperationException("The connection is closed.");
        Look(raw.sqlite3_prepare_v3(database, ProtokollRows.Insert(1, "?", 1), raw.SQLITE_PREPARE_PERSISTENT, out statement));
        handle = statement.DangerousGetHandle();
    }

    /// <summary>Writes one.</summary>
    /// <exception cref="SqliteException">It cannot be written.</exception>
    public unsafe void Insert(ProtokollRow row)
    {
        length = 0;
        Say(EntryColumn.At, row.At.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture));
        Say(EntryColumn.ActorKind, row.ActorKind.ToString());
        Say(EntryColumn.ActorId, row.ActorId);
        Say(EntryColumn.Action, row.Action);
        Say(EntryColumn.Subject, row.Subject);
        Say(EntryColumn.Content, row.Content!);
        Say(EntryColumn.Salt, row.Salt!);
        Say(EntryColumn.ContentHash, row.ContentHash);
        Say(EntryColumn.LeafHash, row.LeafHash);
        Say(EntryColumn.LinkHash, row.LinkHash);
        fixed (byte* start = bytes)
        {
            Look(raw.sqlite3_bind_int64(statement, 1, row.Seq));
            for (var column = (int)EntryColumn.At; column < ProtokollRows.Width; column++)
            {
                // The bytes stay where they are until the step is done, so SQLite need not copy them.
                Look(Bind(handle, column + 1, start + texts[column].Start, texts[column].Length, 0));
            }

            var result = raw.sqlite3_step(statement);
            raw.sqlite3_reset(statement);
            raw.sqlite3_clear_bindings(statement);
            Look(result == raw.SQLITE_DONE ? raw.SQLITE_OK : result);
        }
    }

    public void Dispose() => statement.Dispose();

    private void Say(EntryColumn column, string text)
    {
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (length + most > bytes.Length)
        {
            Array.Resize(ref bytes, Math.Max(bytes.Length * 2, length + most));
        }

        var written = Encoding.UTF8.GetBytes(text, bytes.AsSpan(length));
        texts[(int)column] = (length, written);
        length += written;
    }

    private void Look(int result)
    {
        if (result != raw.SQLITE_OK)
        {
            throw new SqliteException(raw.sqlite3_errmsg(database).utf8_to_string(), result & 0xff, raw.sqlite3_extended_errcode(database));
        }
    }

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_bind_text"), SuppressGCTransition]
    private static unsafe partial int Bind(nint statement, int parameter, byte* text, int length, nint destructor);
}
