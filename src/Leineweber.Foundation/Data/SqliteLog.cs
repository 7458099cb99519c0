using System.Collections.Concurrent;
using Leineweber.Foundation.Ablage;
using Microsoft.Data.Sqlite;

namespace Leineweber.Foundation.Data;

/// <summary>
/// Copies SQLite's write-ahead log into the database and looks at whether that reached the disk. SQLite would do it by itself, and tell nobody
/// when a sync failed (docs/adr/0041).
/// </summary>
/// <param name="file">Path of the database.</param>
internal sealed class SqliteLog(string file)
{
    private const int PagesBetween = 1000;

    // Copying makes the next ones wait for a sync of the database file. Pages that were changed several times meanwhile are copied once.
    private const int PagesWhileOthersWait = 4000;
    private const int PagesToRetry = 100;
    private const int PagesWritten = 9;
    private const int SyncFailed = 1034;
    private const int FolderSyncFailed = 1290;

    /// <summary>Databases of which a part was copied, and lost by a later sync, that SQLite takes for done. Only a new process copies all of the log again.</summary>
    private static readonly ConcurrentDictionary<string, byte> Doubtful = new();
    private int pages;
    private bool isDurable;
    private bool isPartlyCopied;

    /// <summary>True where the log is only added to until the program is started anew.</summary>
    public bool NeedsRestart => Doubtful.ContainsKey(file);

    /// <summary>True where SQLite was told that something did not reach the disk.</summary>
    public static bool IsSyncFailure(Exception error) => error is SqliteException { SqliteExtendedErrorCode: SyncFailed or FolderSyncFailed };

    /// <summary>Before the first connection: lets the log be read from the disk rather than from memory.</summary>
    /// <exception cref="IOException">The disk failed.</exception>
    public void Forget()
    {
        if (File.Exists(file + "-wal"))
        {
            DurableFile.SyncAndForget(file + "-wal");
        }
    }

    /// <summary>
    /// Before anything is acknowledged in a database that was just opened: all that was found in the log is written into the database and
    /// synced. A log that an earlier process could not sync may be readable and yet not on the disk; what is appended to it would be lost with it.
    /// </summary>
    /// <exception cref="IOException">Somebody else reads without end, or only a restart helps.</exception>
    /// <exception cref="SqliteException">The disk failed.</exception>
    public void MakeDurable(SqliteConnection connection)
    {
        if (isDurable)
        {
            return;
        }

        if (NeedsRestart)
        {
            throw new IOException($"{file} could not be synced; nothing is written into it until the program is started anew.");
        }

        isDurable = Copy(connection, "TRUNCATE") ? true : throw new IOException($"The write-ahead log of {file} is in use and could not be made durable.");
    }

    /// <summary>After a commit: copies the log once it has grown by some 4 MB, or 16 MB where others wait for their turn.</summary>
    /// <param name="connection">The writer's.</param>
    /// <param name="othersWait">True where the next change is there already.</param>
    /// <exception cref="SqliteException">The disk failed. What was committed is safe in the log.</exception>
    public void Committed(SqliteConnection connection, bool othersWait)
    {
        SQLitePCL.raw.sqlite3_db_status(connection.Handle, PagesWritten, out var written, out _, 1);
        pages += written;
        if (pages < (othersWait ? PagesWhileOthersWait : PagesBetween) || NeedsRestart)
        {
            return;
        }

        // Where it fails, or a reader still needs a part of the log, soon again.
        pages = PagesBetween - PagesToRetry;
        if (Copy(connection, "PASSIVE"))
        {
            pages = 0;
        }
    }

    /// <summary>At the end: leaves a database that is whole without its log.</summary>
    /// <exception cref="SqliteException">The disk failed; the log stays.</exception>
    public void Close(SqliteConnection connection)
    {
        if (isDurable && !NeedsRestart)
        {
            using var patience = connection.CreateCommand();
            patience.CommandText = "PRAGMA busy_timeout=500";
            patience.ExecuteNonQuery();
            Copy(connection, "TRUNCATE");
        }
    }

    /// <returns>True where all of the log was copied and synced.</returns>
    private bool Copy(SqliteConnection connection, string mode)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA wal_checkpoint({mode})";
        try
        {
            using var row = command.ExecuteReader();
            row.Read();
            var (busy, inLog, copied) = (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2));
            // A part is copied without a sync, and counts as copied.
            isPartlyCopied = inLog != copied;
            return busy == 0 && inLog == copied;
        }
        catch (SqliteException error) when (isPartlyCopied && IsSyncFailure(error))
        {
            Doubtful.TryAdd(file, 0);
            throw;
        }
    }
}
