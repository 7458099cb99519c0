using System.Runtime.InteropServices;
using Leineweber.Foundation.Protokoll;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Leineweber.Foundation.Data;

/// <summary>
/// Entries straight from SQLite's memory, past the provider, which would make a string of each text, and past SQLite's locks: the provider's connections take
/// one twice for each column, which cost more than all hashes. Hence a connection of its own, for one thread at a time.
/// </summary>
internal sealed partial class SqliteEntryRows : EntryRows
{
    private readonly sqlite3_stmt statement = null!;
    private readonly sqlite3 database;
    private readonly nint handle;

    public SqliteEntryRows(string file)
    {
        var opened = raw.sqlite3_open_v2(file, out database, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_NOMUTEX, null);
        try
        {
            Look(opened);
            Look(SqlitePragmas.ForReading(database));
            Look(raw.sqlite3_prepare_v2(database, Sql("?1", "?2"), out statement));
        }
        catch
        {
            database.Dispose();
            throw;
        }

        handle = statement.DangerousGetHandle();
    }

    public override long Seq => Number(handle, (int)EntryColumn.Seq);

    public override void Begin(long first, long end)
    {
        Look(raw.sqlite3_bind_int64(statement, 1, first));
        Look(raw.sqlite3_bind_int64(statement, 2, end));
    }

    public override bool Next() => Step(handle) switch
    {
        raw.SQLITE_ROW => true,
        raw.SQLITE_DONE => false,
        var error => throw Failed(error),
    };

    public override bool WriteInstant(Span<byte> bytes) => TryText(EntryColumn.At, out var text) && EntryReader.WriteInstant(text, bytes);

    public override unsafe bool TryText(EntryColumn column, out ReadOnlySpan<byte> text)
    {
        // First the text, then its length, as SQLite wants it. All three only look at memory of a row that is there; a value may be asked so directly because no other thread uses the connection.
        var value = Value(handle, (int)column);
        var start = Text(value);
        text = start is null ? default : new ReadOnlySpan<byte>(start, Length(value));
        return start is not null;
    }

    public override void End() => raw.sqlite3_reset(statement);

    public override void Dispose()
    {
        statement.Dispose();
        database.Dispose();
    }

    private void Look(int result)
    {
        if (result != raw.SQLITE_OK)
        {
            throw Failed(result);
        }
    }

    private SqliteException Failed(int result) => new(raw.sqlite3_errmsg(database).utf8_to_string(), result & 0xff, raw.sqlite3_extended_errcode(database));

    // May wait for the disk, so the garbage collector must be able to go on meanwhile.
    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_step")]
    private static partial int Step(nint statement);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_column_value"), SuppressGCTransition]
    private static partial nint Value(nint statement, int column);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_value_text"), SuppressGCTransition]
    private static unsafe partial byte* Text(nint value);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_value_bytes"), SuppressGCTransition]
    private static partial int Length(nint value);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_column_int64"), SuppressGCTransition]
    private static partial long Number(nint statement, int column);
}
