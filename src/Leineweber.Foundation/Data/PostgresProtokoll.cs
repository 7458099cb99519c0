using Leineweber.Foundation.Protokoll;
using Npgsql;

namespace Leineweber.Foundation.Data;

/// <summary>
/// Appends where every use case has a transaction of its own: they queue for the tree's growing edge, from here to the commit. They wait at an advisory lock, which is handed on in order;
/// waiting at the row itself wakes all of them at every commit, and the more wait, the fewer get through.
/// </summary>
/// <remarks>
/// The server itself puts few entries into the tree (<see cref="PostgresEntry"/>), so that the lock is taken, used and given back within the last batch: no message is on its way while others
/// queue. Where there are many, the lock is held while they are hashed here.
/// </remarks>
/// <param name="connection">The transaction's.</param>
/// <param name="last">The transaction's last batch.</param>
internal sealed class PostgresProtokoll(NpgsqlConnection connection, NpgsqlBatch last)
{
    // Statements of their own, since what the first one waited for is only seen by the next. The lock's number is any that nobody else uses in a tenant's database.
    // From here on the transaction commits without waiting for the disk; who waits for it is PostgresEnd.
    private const string Lock = "SELECT pg_advisory_xact_lock(6962), set_config('synchronous_commit', 'off', true)";

    private const string Edge = "SELECT tree, (SELECT root_hash FROM protokoll_eintrag WHERE seq = protokoll_stand.size - 1) FROM protokoll_stand WHERE id = 1";

    private const string Keep = "INSERT INTO protokoll_stand (id, size, tree, version) VALUES (1, $1, $2, 1) "
        + "ON CONFLICT (id) DO UPDATE SET size = excluded.size, tree = excluded.tree, version = protokoll_stand.version + 1";

    /// <summary>So many entries the server puts into the tree faster than a message goes there and back; commands of so many rows are few enough for it to keep prepared.</summary>
    private const int MostAtServer = 6;

    private static readonly string[] Inserts = [.. Enumerable.Range(0, MostAtServer + 1).Select(rows => ProtokollRows.Insert(rows, "$", 1))];

    private readonly Dictionary<Write, List<ProtokollWords>> words = [];
    private Protokollkette? chain;

    /// <summary>True where the lock is held until the end.</summary>
    public bool HasEntries { get; private set; }

    /// <summary>True where all commands of the last batch are worth preparing.</summary>
    public bool IsShort { get; private set; } = true;

    /// <summary>True where so many changes will have more entries, two each as a rule, than the server should put into the tree: then the edge is asked for together with their numbers.</summary>
    public static bool AreMany(int changes) => changes * 2 > MostAtServer;

    /// <summary>Puts the entries known by now into words: nothing of that needs the edge, so it is done before the turn comes.</summary>
    public void Say(Write write)
    {
        var said = words.TryGetValue(write, out var known) ? known : words[write] = [];
        if (write.Entries.Count > said.Count)
        {
            said.AddRange(ProtokollWords.Of(write.Actor, [.. write.Entries.Skip(said.Count)]));
        }
    }

    /// <summary>Takes the lock and asks for the edge.</summary>
    public static void Ask(PostgresQuestion question)
    {
        question.Ask(Lock);
        question.Ask(Edge);
    }

    /// <summary>Reads what was asked for.</summary>
    public async Task Take(PostgresQuestion question, CancellationToken cancel) =>
        (chain, HasEntries) = (await Read(await question.Skip(cancel), cancel), true);

    /// <summary>Puts the entries of all changes into the last batch, behind everything else.</summary>
    public async Task Append(IReadOnlyList<Write> writes, CancellationToken cancel)
    {
        var count = writes.Sum(write => write.Entries.Count);
        if (count == 0)
        {
            return;
        }

        HasEntries = true;
        foreach (var write in writes)
        {
            Say(write);
        }

        if (chain is null && count <= MostAtServer)
        {
            AppendAtServer(writes);
            return;
        }

        chain ??= await TakeEdge(cancel);
        foreach (var write in writes.Where(write => write.Entries.Count > 0))
        {
            await AppendHere(write, chain, cancel);
        }

        last.BatchCommands.Add(new NpgsqlBatchCommand(Keep) { Parameters = { new() { Value = chain.Size }, new() { Value = chain.Tree } } });
    }

    private void AppendAtServer(IReadOnlyList<Write> writes)
    {
        last.BatchCommands.Add(new NpgsqlBatchCommand(Lock));
        foreach (var write in writes)
        {
            foreach (var (entry, said) in write.Entries.Zip(words[write]))
            {
                last.BatchCommands.Add(PostgresEntry.Command(write, entry, said));
            }
        }
    }

    private async Task AppendHere(Write write, Protokollkette end, CancellationToken cancel)
    {
        var rows = end.Next(write.Now, write.Actor, [.. write.Entries], [.. words[write]]);
        IsShort &= rows.Length <= MostAtServer;
        for (var first = 0; first < rows.Length; first += ProtokollRows.MostAtOnce)
        {
            var some = rows.AsMemory(first, Math.Min(ProtokollRows.MostAtOnce, rows.Length - first));
            if (first + some.Length == rows.Length)
            {
                last.BatchCommands.Add(Insert(some.Span));
                continue;
            }

            await using var ahead = connection.CreateBatch();
            ahead.BatchCommands.Add(Insert(some.Span));
            await ahead.ExecuteNonQueryAsync(cancel);
        }
    }

    private static NpgsqlBatchCommand Insert(ReadOnlySpan<ProtokollRow> rows)
    {
        var insert = new NpgsqlBatchCommand(rows.Length <= MostAtServer ? Inserts[rows.Length] : ProtokollRows.Insert(rows.Length, "$", 1));
        foreach (var row in rows)
        {
            foreach (var value in ProtokollRows.Values(row))
            {
                insert.Parameters.Add(new NpgsqlParameter { Value = value });
            }
        }

        return insert;
    }

    private async Task<Protokollkette> TakeEdge(CancellationToken cancel)
    {
        await using var take = connection.CreateCommand();
        take.CommandText = $"{Lock}; {Edge}";
        await using var answers = await take.ExecuteReaderAsync(cancel);
        await answers.NextResultAsync(cancel);
        return await Read(answers, cancel);
    }

    private static async Task<Protokollkette> Read(NpgsqlDataReader answers, CancellationToken cancel) => await answers.ReadAsync(cancel)
        ? Protokollkette.From(answers.GetString(0), answers.IsDBNull(1) ? null : answers.GetString(1))
        : Protokollkette.From(null, null);
}
