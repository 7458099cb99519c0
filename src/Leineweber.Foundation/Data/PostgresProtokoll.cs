using Leineweber.Foundation.Protokoll;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Leineweber.Foundation.Data;

/// <summary>
/// Appends where every use case has a transaction of its own: they queue for the tree's growing edge, from here to the commit. They wait at an advisory lock, which is handed on in order;
/// waiting at the row itself wakes all of them at every commit, and the more wait, the fewer get through.
/// </summary>
/// <param name="last">The transaction's last batch: what ends the lock's time goes there, so that only one answer is waited for while others queue.</param>
internal sealed class PostgresProtokoll(NpgsqlBatch last) : IProtokollWriter
{
    // Statements of their own, since what the first one waited for is only seen by the next. The lock's number is any that nobody else uses in a tenant's database.
    // From here on the transaction commits without waiting for the disk; who waits for it is PostgresEnd.
    private const string Take = "SELECT pg_advisory_xact_lock(6962), set_config('synchronous_commit', 'off', true); "
        + "SELECT tree, (SELECT root_hash FROM protokoll_eintrag WHERE seq = protokoll_stand.size - 1) FROM protokoll_stand WHERE id = 1";

    private const string Keep = "UPDATE protokoll_stand SET size = $1, tree = $2, version = version + 1 WHERE id = 1";

    private const string Begin = "INSERT INTO protokoll_stand (id, size, tree, version) VALUES (1, $1, $2, 1)";

    /// <summary>Commands of up to so many rows are few enough for the server to keep prepared.</summary>
    private const int MostPrepared = 6;

    private static readonly string[] Inserts = [.. Enumerable.Range(0, MostPrepared + 1).Select(rows => ProtokollRows.Insert(rows, "$", 1))];

    /// <summary>True where the change holds the lock until its end.</summary>
    public bool HasEntries { get; private set; }

    /// <summary>True where all commands of the last batch are worth preparing.</summary>
    public bool IsShort { get; private set; } = true;

    public async Task Append(Write write, IReadOnlyList<ProtokollEntry> entries, CancellationToken cancel)
    {
        // Before the turn comes: nothing of it needs the edge.
        var words = entries.Select(entry => Protokollkette.Say(write.Actor, entry)).ToArray();
        var connection = (NpgsqlConnection)write.Db.Database.GetDbConnection();
        var (chain, keep) = await TakeEnd(connection, cancel);
        (HasEntries, IsShort) = (true, entries.Count <= MostPrepared);
        for (var first = 0; first < entries.Count; first += ProtokollRows.MostAtOnce)
        {
            var rows = Math.Min(ProtokollRows.MostAtOnce, entries.Count - first);
            var insert = new NpgsqlBatchCommand(IsShort ? Inserts[rows] : ProtokollRows.Insert(rows, "$", 1));
            for (var row = 0; row < rows; row++)
            {
                foreach (var value in ProtokollRows.Values(chain.Next(write.Now, write.Actor, entries[first + row], words[first + row])))
                {
                    insert.Parameters.Add(new NpgsqlParameter { Value = value });
                }
            }

            if (first + rows == entries.Count)
            {
                last.BatchCommands.Add(insert);
                continue;
            }

            await using var ahead = connection.CreateBatch();
            ahead.BatchCommands.Add(insert);
            await ahead.ExecuteNonQueryAsync(cancel);
        }

        last.BatchCommands.Add(new NpgsqlBatchCommand(keep) { Parameters = { new() { Value = chain.Size }, new() { Value = chain.Tree } } });
    }

    private static async Task<(Protokollkette Chain, string Keep)> TakeEnd(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var take = connection.CreateCommand();
        take.CommandText = Take;
        await take.PrepareAsync(cancel);
        await using var read = await take.ExecuteReaderAsync(cancel);
        await read.NextResultAsync(cancel);
        return await read.ReadAsync(cancel)
            ? (Protokollkette.From(read.GetString(0), read.IsDBNull(1) ? null : read.GetString(1)), Keep)
            : (Protokollkette.From(null, null), Begin);
    }
}
