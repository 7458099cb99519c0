using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SQLitePCL;

namespace Leineweber.Foundation.Data;

/// <summary>Sets what SQLite needs on every connection to be durable and to let reads run beside the writer.</summary>
internal sealed class SqlitePragmas : DbConnectionInterceptor
{
    public static readonly SqlitePragmas Instance = new();
    private const int NoCheckpointOnClose = 1006;
    private const int Lookaside = 1001;
    private const string Reading = "PRAGMA busy_timeout=10000; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-8000; PRAGMA wal_autocheckpoint=0;";

    /// <summary>For a reader: waits for others, touches nothing on the disk, so that reading goes on when the disk is full.</summary>
    public static void ForReading(DbConnection connection) => Execute(connection, Reading);

    /// <summary>The same for a connection past the provider.</summary>
    /// <returns>SQLite's result.</returns>
    public static int ForReading(sqlite3 database)
    {
        raw.sqlite3_db_config(database, NoCheckpointOnClose, 1, out _);
        return raw.sqlite3_exec(database, Reading);
    }

    /// <summary>For the writer.</summary>
    /// <remarks>WAL with NORMAL acknowledges commits it has not synced; FULL syncs each one.</remarks>
    public static void ForWriting(DbConnection connection) =>
        Execute(connection, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=10000; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-8000; PRAGMA wal_autocheckpoint=0;");

    /// <summary>For one that only holds the write-ahead log open: it has read the head of the file and keeps nothing of it.</summary>
    public static void ForKeeping(SqliteConnection connection)
    {
        // Memory set aside for statements, of which this one has none.
        raw.sqlite3_db_config(connection.Handle, Lookaside, IntPtr.Zero, 0, 0);
        Execute(connection, "PRAGMA user_version; PRAGMA shrink_memory;");
    }

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => ForReading(connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        ForReading(connection);
        return Task.CompletedTask;
    }

    /// <summary>A reading context keeps its connection until it ends itself: each opening sets the pragmas and EF's functions anew, which costs more than most queries.</summary>
    public override InterceptionResult ConnectionClosing(DbConnection connection, ConnectionEventData eventData, InterceptionResult result) => InterceptionResult.Suppress();

    /// <inheritdoc cref="ConnectionClosing"/>
    public override ValueTask<InterceptionResult> ConnectionClosingAsync(DbConnection connection, ConnectionEventData eventData, InterceptionResult result) =>
        ValueTask.FromResult(InterceptionResult.Suppress());

    /// <summary>Leaves copying the log into the database to <see cref="SqliteLog"/>: SQLite does it by itself without telling whether the disk failed, also when the last one closes.</summary>
    private static void Execute(DbConnection connection, string pragmas)
    {
        raw.sqlite3_db_config(((SqliteConnection)connection).Handle, NoCheckpointOnClose, 1, out _);
        using var command = connection.CreateCommand();
        command.CommandText = pragmas;
        command.ExecuteNonQuery();
    }
}
