using Leineweber.Foundation.Protokoll;
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
    private const string Lock = "SELECT pg_advisory_xact_lock(6962), set_config('synchronous_commit', 'off', true)";

    private const string Edge = "SELECT tree, (SELECT root_hash FROM protokoll_eintrag WHERE seq = protokoll_stand.size - 1) FROM protokoll_stand WHERE id = 1";

    private const string Keep = "UPDATE protokoll_stand SET size = $1, tree = $2, version = version + 1 WHERE id = 1";

    private const string Begin = "INSERT INTO protokoll_stand (id, size, tree, version) VALUES (1, $1, $2, 1)";

    /// <summary>Commands of up to so many rows are few enough for the server to keep prepared.</summary>
    private const int MostPrepared = 6;

    private static readonly string[] Inserts = [.. Enumerable.Range(0, MostPrepared + 1).Select(rows => ProtokollRows.Insert(rows, "$", 1))];

    private readonly Dictionary<Write, List<ProtokollWords>> words = [];
    private (Protokollkette Chain, string Keep)? end;

    /// <summary>True where the change holds the lock until its end.</summary>
    public bool HasEntries => end is not null;

    /// <summary>True where all commands of the last batch are worth preparing.</summary>
    public bool IsShort { get; private set; } = true;

    public async Task Append(Write write, IReadOnlyList<ProtokollEntry> entries, CancellationToken cancel)
    {
        Say(write);
        var connection = (NpgsqlConnection)last.Connection!;
        var (chain, said) = (end!.Value.Chain, words[write]);
        IsShort &= entries.Count <= MostPrepared;
        for (var first = 0; first < entries.Count; first += ProtokollRows.MostAtOnce)
        {
            var rows = Math.Min(ProtokollRows.MostAtOnce, entries.Count - first);
            var insert = new NpgsqlBatchCommand(rows <= MostPrepared ? Inserts[rows] : ProtokollRows.Insert(rows, "$", 1));
            for (var row = 0; row < rows; row++)
            {
                foreach (var value in ProtokollRows.Values(chain.Next(write.Now, write.Actor, entries[first + row], said[first + row])))
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
    }

    /// <summary>Writes the edge as it is after all entries.</summary>
    public void KeepEnd()
    {
        if (end is var (chain, keep))
        {
            last.BatchCommands.Add(new NpgsqlBatchCommand(keep) { Parameters = { new() { Value = chain.Size }, new() { Value = chain.Tree } } });
        }
    }

    /// <summary>Puts the entries known by now into words: nothing of that needs the edge, so it is done before the turn comes.</summary>
    public void Say(Write write)
    {
        var said = words.TryGetValue(write, out var known) ? known : words[write] = [];
        said.AddRange(write.Entries.Skip(said.Count).Select(entry => Protokollkette.Say(write.Actor, entry)));
    }

    /// <summary>Takes the lock and asks for the edge.</summary>
    public void Ask(PostgresQuestion question)
    {
        question.Ask(Lock);
        question.Ask(Edge);
    }

    /// <summary>Reads what was asked for.</summary>
    public async Task Take(PostgresQuestion question, CancellationToken cancel)
    {
        var answers = await question.Skip(cancel);
        end = await answers.ReadAsync(cancel)
            ? (Protokollkette.From(answers.GetString(0), answers.IsDBNull(1) ? null : answers.GetString(1)), Keep)
            : (Protokollkette.From(null, null), Begin);
    }
}
