using System.Data.Common;
using Leineweber.Foundation.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Leineweber.Foundation.Protokoll;

/// <summary>
/// Appends where every use case has a transaction of its own: they queue for the tree's growing edge, from here to the commit. They wait at an advisory lock, which is handed on in order;
/// waiting at the row itself wakes all of them at every commit, and the more wait, the fewer get through.
/// </summary>
internal sealed class QueuedProtokoll : IProtokollWriter
{
    public static readonly QueuedProtokoll Instance = new();

    // Statements of their own, since what the first one waited for is only seen by the next. The lock's number is any that nobody else uses in a tenant's database.
    private const string Take =
        "SELECT pg_advisory_xact_lock(6962); UPDATE protokoll_stand SET version = version + 1 WHERE id = 1 RETURNING tree; "
        + "SELECT root_hash FROM protokoll_eintrag WHERE seq = (SELECT size - 1 FROM protokoll_stand WHERE id = 1)";

    /// <summary>Commands of up to so many rows are few enough for the server to keep prepared.</summary>
    private const int MostPrepared = 6;

    public async Task Append(Write write, IReadOnlyList<ProtokollEntry> entries, CancellationToken cancel)
    {
        var connection = write.Db.Database.GetDbConnection();
        var transaction = write.Db.Database.CurrentTransaction?.GetDbTransaction() ?? throw new InvalidOperationException("Entries are written inside a transaction.");
        var chain = await TakeEnd(connection, transaction, cancel);
        for (var first = 0; first < entries.Count; first += ProtokollRows.MostAtOnce)
        {
            var rows = Math.Min(ProtokollRows.MostAtOnce, entries.Count - first);
            await using var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = ProtokollRows.Insert(rows) + "; UPDATE protokoll_stand SET size = @size, tree = @tree WHERE id = 1";
            ProtokollRows.AddParameters(command, rows);
            for (var row = 0; row < rows; row++)
            {
                ProtokollRows.Set(command, row, chain.Next(write.Now, write.Actor, entries[first + row], Protokollkette.NewSalt()));
            }

            ProtokollRows.Parameter(command, "@size", chain.Size);
            ProtokollRows.Parameter(command, "@tree", chain.Tree);
            if (rows <= MostPrepared)
            {
                await command.PrepareAsync(cancel);
            }

            await command.ExecuteNonQueryAsync(cancel);
        }
    }

    private static async Task<Protokollkette> TakeEnd(DbConnection connection, DbTransaction transaction, CancellationToken cancel)
    {
        await using var take = connection.CreateCommand();
        take.Transaction = transaction;
        take.CommandText = Take;
        await take.PrepareAsync(cancel);
        await using (var read = await take.ExecuteReaderAsync(cancel))
        {
            await read.NextResultAsync(cancel);
            if (await read.ReadAsync(cancel))
            {
                var tree = read.GetString(0);
                await read.NextResultAsync(cancel);
                return Protokollkette.From(tree, await read.ReadAsync(cancel) ? read.GetString(0) : null);
            }
        }

        await using var begin = connection.CreateCommand();
        begin.Transaction = transaction;
        begin.CommandText = "INSERT INTO protokoll_stand (id, size, tree, version) VALUES (1, 0, '', 0)";
        await begin.ExecuteNonQueryAsync(cancel);
        return Protokollkette.From(null, null);
    }
}
