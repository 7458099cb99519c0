using Leineweber.Foundation.Protokoll;
using Microsoft.Data.Sqlite;

namespace Leineweber.Foundation.Data;

/// <summary>
/// Appends for the one writer of SQLite: rows are written with each use case, the tree's growing edge once for all use cases of a transaction. The edge stays in
/// memory from one transaction to the next, and is read anew where another process wrote in between.
/// </summary>
internal sealed class SqliteProtokoll(SqliteConnection connection) : IDisposable
{
    private SqliteEntryInsert? insert;
    private SqliteTransaction? transaction;
    private Known? known;
    private Protokollkette? growing;
    private int version;

    /// <summary>What the last transaction left in the database.</summary>
    private sealed record Known(int Version, Protokollkette Chain);

    /// <summary>The end as it is now, for <see cref="Back"/>.</summary>
    public Protokollkette? Mark => growing;

    /// <summary>A transaction begins.</summary>
    public void Begin(SqliteTransaction begun) => (transaction, growing) = (begun, null);

    public void Append(Write write)
    {
        var chain = (growing ?? Read()).Copy();
        // Only now: before the first migration there is no table to write to.
        insert ??= new SqliteEntryInsert(connection);
        foreach (var row in chain.Next(write.Now, write.Actor, [.. write.Entries], ProtokollWords.Of(write.Actor, write.Entries)))
        {
            insert.Insert(row);
        }

        growing = chain;
    }

    /// <summary>The use case since the mark was rolled back, and its entries with it.</summary>
    public void Back(Protokollkette? mark) => growing = mark;

    /// <summary>Writes the edge, before the transaction commits.</summary>
    public void Save()
    {
        if (growing is null)
        {
            return;
        }

        using var save = connection.CreateCommand();
        save.Transaction = transaction;
        save.CommandText = "INSERT INTO protokoll_stand (id, size, tree, version) VALUES (1, @size, @tree, @version) "
            + "ON CONFLICT (id) DO UPDATE SET size = excluded.size, tree = excluded.tree, version = excluded.version";
        ProtokollRows.Parameter(save, "@size", growing.Size);
        ProtokollRows.Parameter(save, "@tree", growing.Tree);
        ProtokollRows.Parameter(save, "@version", version + 1);
        save.ExecuteNonQuery();
    }

    /// <summary>The transaction is durable.</summary>
    public void Committed()
    {
        if (growing is not null)
        {
            known = new Known(version + 1, growing);
        }
    }

    public void Dispose() => insert?.Dispose();

    /// <summary>The end as the database has it. The transaction holds the write lock, so nobody changes it until the commit.</summary>
    private Protokollkette Read()
    {
        using var read = connection.CreateCommand();
        read.Transaction = transaction;
        read.CommandText = "SELECT version, size, tree, (SELECT root_hash FROM protokoll_eintrag WHERE seq = protokoll_stand.size - 1) FROM protokoll_stand WHERE id = 1";
        using var row = read.ExecuteReader();
        if (!row.Read())
        {
            version = 0;
            return Protokollkette.From(null, null);
        }

        version = row.GetInt32(0);
        return known?.Version == version && known.Chain.Size == row.GetInt64(1)
            ? known.Chain
            : Protokollkette.From(row.GetString(2), row.IsDBNull(3) ? null : row.GetString(3));
    }
}
