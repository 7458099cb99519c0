using Leineweber.Foundation.Protokoll;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Leineweber.Foundation.Data;

/// <summary>
/// Appends where every use case has a transaction of its own: they queue for the tree's growing edge, from here to the commit. They wait at an advisory lock, which is handed on in order;
/// waiting at the row itself wakes all of them at every commit, and the more wait, the fewer get through.
/// </summary>
/// <remarks>
/// The server itself puts the entries of an ordinary change into the tree (<see cref="PostgresEntry"/>), so that the lock is taken, used and given back within the last batch: no message is on its
/// way while others queue. Only changes of very many entries hold it while they are hashed here.
/// </remarks>
/// <param name="last">The transaction's last batch.</param>
internal sealed class PostgresProtokoll(NpgsqlBatch last) : IProtokollWriter
{
    // Statements of their own, since what the first one waited for is only seen by the next. The lock's number is any that nobody else uses in a tenant's database.
    // From here on the transaction commits without waiting for the disk; who waits for it is PostgresEnd.
    private const string Lock = "SELECT pg_advisory_xact_lock(6962), set_config('synchronous_commit', 'off', true)";

    private const string Read = "SELECT tree, (SELECT root_hash FROM protokoll_eintrag WHERE seq = protokoll_stand.size - 1) FROM protokoll_stand WHERE id = 1";

    private const string Keep = "INSERT INTO protokoll_stand (id, size, tree, version) VALUES (1, $1, $2, 1) "
        + "ON CONFLICT (id) DO UPDATE SET size = excluded.size, tree = excluded.tree, version = protokoll_stand.version + 1";

    /// <summary>So many entries the server puts into the tree faster than a message goes there and back.</summary>
    private const int MostAtServer = 6;

    /// <summary>True where the change holds the lock until its end.</summary>
    public bool HasEntries { get; private set; }

    /// <summary>True where all commands of the last batch are worth preparing.</summary>
    public bool IsShort { get; private set; } = true;

    public Task Append(Write write, IReadOnlyList<ProtokollEntry> entries, CancellationToken cancel)
    {
        // Before the turn comes: nothing of it needs the edge.
        var words = ProtokollWords.Of(write.Actor, entries);
        (HasEntries, IsShort) = (true, entries.Count <= MostAtServer);
        if (!IsShort)
        {
            return AppendMany(write, entries, words, cancel);
        }

        last.BatchCommands.Add(new NpgsqlBatchCommand(Lock));
        for (var i = 0; i < words.Length; i++)
        {
            last.BatchCommands.Add(PostgresEntry.Command(write, entries[i], words[i]));
        }

        return Task.CompletedTask;
    }

    private async Task AppendMany(Write write, IReadOnlyList<ProtokollEntry> entries, ProtokollWords[] words, CancellationToken cancel)
    {
        var connection = (NpgsqlConnection)write.Db.Database.GetDbConnection();
        var chain = await TakeEnd(connection, cancel);
        var all = chain.Next(write.Now, write.Actor, [.. entries], words);
        for (var first = 0; first < all.Length; first += ProtokollRows.MostAtOnce)
        {
            var rows = all.AsMemory(first, Math.Min(ProtokollRows.MostAtOnce, all.Length - first));
            if (first + rows.Length == all.Length)
            {
                last.BatchCommands.Add(Insert(rows.Span));
                continue;
            }

            await using var ahead = connection.CreateBatch();
            ahead.BatchCommands.Add(Insert(rows.Span));
            await ahead.ExecuteNonQueryAsync(cancel);
        }

        last.BatchCommands.Add(new NpgsqlBatchCommand(Keep) { Parameters = { new() { Value = chain.Size }, new() { Value = chain.Tree } } });
    }

    private static NpgsqlBatchCommand Insert(ReadOnlySpan<ProtokollRow> rows)
    {
        var insert = new NpgsqlBatchCommand(ProtokollRows.Insert(rows.Length, "$", 1));
        foreach (var row in rows)
        {
            foreach (var value in ProtokollRows.Values(row))
            {
                insert.Parameters.Add(new NpgsqlParameter { Value = value });
            }
        }

        return insert;
    }

    private static async Task<Protokollkette> TakeEnd(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var take = connection.CreateCommand();
        take.CommandText = $"{Lock}; {Read}";
        await using var read = await take.ExecuteReaderAsync(cancel);
        await read.NextResultAsync(cancel);
        return await read.ReadAsync(cancel)
            ? Protokollkette.From(read.GetString(0), read.IsDBNull(1) ? null : read.GetString(1))
            : Protokollkette.From(null, null);
    }
}
