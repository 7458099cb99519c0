using Npgsql;

namespace Leineweber.Foundation.Data;

/// <summary>
/// How a change ends: it commits without waiting for the disk, so that what it holds (the Protokoll's edge, a series of numbers) is free for the next at once; then the
/// same session waits until the log is durable up to here, and only then anybody is answered. See docs/adr/0042.
/// </summary>
/// <remarks>
/// One batch, one answer. The flush is in the session that committed, on purpose: a session does not outlive a crash of its server, so its success proves that the
/// commit before it is still there. A flush by another session could be one after the crash.
/// </remarks>
internal sealed class PostgresEnd : IWriteEnd, IAsyncDisposable
{
    /// <summary>Statements of up to so many go into the last batch; more are sent ahead in parts.</summary>
    private const int MostAtOnce = 500;

    /// <summary>A transaction of its own that writes next to nothing, durable when it is answered: then so is everything committed before it, by whomever.</summary>
    public const string Flush = "SELECT pg_logical_emit_message(true, 'leineweber', ''::text)";

    private readonly NpgsqlConnection connection;
    private readonly NpgsqlBatch batch;
    private readonly PostgresProtokoll protokoll;

    public PostgresEnd(NpgsqlConnection connection)
    {
        this.connection = connection;
        batch = connection.CreateBatch();
        protokoll = new PostgresProtokoll(connection, batch);
    }

    public async Task<long> NextNumber(string series, bool inOrder, CancellationToken cancel)
    {
        await using var question = new PostgresQuestion(connection);
        question.AskNumber(series, 1, inOrder);
        await question.Send(cancel);
        return await question.ReadNumber(inOrder, cancel);
    }

    public Task Finish(Write write, CancellationToken cancel) => Finish([write], alone: true, cancel);

    /// <summary>Ends changes that share a transaction. Locks are taken in the order in which all changes take them: rows, numbers, the Protokoll's edge.</summary>
    /// <param name="writes">The changes.</param>
    /// <param name="alone">True for one by itself, which waits for rows others hold; several leave out whoever would have to wait.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>Those that are kept.</returns>
    /// <exception cref="OutdatedException">Alone, and a required row is not there any more.</exception>
    public async Task<IReadOnlySet<Write>> Finish(IReadOnlyList<Write> writes, bool alone, CancellationToken cancel)
    {
        foreach (var write in writes)
        {
            await write.SaveTracked(cancel);
            protokoll.Say(write);
        }

        var kept = alone ? writes.ToHashSet() : await WithTheirRows(writes, cancel);
        var series = kept.Where(write => write.LastNumber is not null).GroupBy(write => write.LastNumber!.Series).OrderBy(group => group.Key, StringComparer.Ordinal).ToList();
        var isForMany = PostgresProtokoll.AreMany(kept.Count);
        await using var question = new PostgresQuestion(connection);
        var required = alone ? writes.SelectMany(write => write.Required).ToList() : [];
        required.ForEach(row => question.Ask(row.Sql + " FOR UPDATE", row.Values));
        series.ForEach(group => question.AskNumber(group.Key, group.Count(), inOrder: true));
        if (isForMany)
        {
            PostgresProtokoll.Ask(question);
        }

        await question.Send(cancel);
        foreach (var _ in required)
        {
            if (!await question.Found(cancel))
            {
                throw new OutdatedException();
            }
        }

        foreach (var group in series)
        {
            var number = await question.ReadNumber(inOrder: true, cancel) - group.Count();
            foreach (var write in group)
            {
                write.LastNumber!.Take(++number);
            }
        }

        if (isForMany)
        {
            await protokoll.Take(question, cancel);
        }

        await question.DisposeAsync();
        await Send([.. writes.Where(kept.Contains)], cancel);
        return kept;
    }

    /// <summary>Keeps the change. An error may leave its outcome unknown, as where a server's answer gets lost.</summary>
    /// <exception cref="FlushFailedException">It is committed, so running it again would do it twice; whether it lasts is not known.</exception>
    public async Task Commit()
    {
        // Without entries nobody queues, and one durable commit does: the message makes it one even where the change only read.
        var (early, commit) = (protokoll.HasEntries, new NpgsqlBatchCommand("COMMIT"));
        foreach (var command in early ? [commit, new(Flush)] : new NpgsqlBatchCommand[] { new(Flush), commit })
        {
            batch.BatchCommands.Add(command);
        }

        if (protokoll.IsShort)
        {
            await batch.PrepareAsync(CancellationToken.None);
        }

        try
        {
            await batch.ExecuteNonQueryAsync(CancellationToken.None);
        }
        catch (NpgsqlException error) when (early && commit.StatementType != StatementType.Unknown)
        {
            throw new FlushFailedException(error);
        }
    }

    /// <summary>Keeps nothing. A refusal tells what was seen, and that must last as well: "it is paid already" is an acknowledgement.</summary>
    public Task<int> RollBack()
    {
        batch.BatchCommands.Clear();
        batch.BatchCommands.Add(new NpgsqlBatchCommand("ROLLBACK"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Flush));
        return batch.ExecuteNonQueryAsync(CancellationToken.None);
    }

    public ValueTask DisposeAsync() => batch.DisposeAsync();

    /// <summary>Holds the rows the changes require; whoever's row is gone, or held by somebody else or by one of these, is left out.</summary>
    private async Task<HashSet<Write>> WithTheirRows(IReadOnlyList<Write> writes, CancellationToken cancel)
    {
        await using var question = new PostgresQuestion(connection);
        foreach (var row in writes.SelectMany(write => write.Required))
        {
            question.Ask(row.Sql + " FOR UPDATE SKIP LOCKED", row.Values);
        }

        await question.Send(cancel);
        var (kept, held) = (new HashSet<Write>(), new HashSet<object?>());
        foreach (var write in writes)
        {
            var isThere = true;
            foreach (var _ in write.Required)
            {
                isThere &= await question.Found(cancel);
            }

            // To the server they are one transaction, so it would give the same row to two of them.
            if (isThere && write.Required.All(row => !held.Contains(row.Values[0])))
            {
                kept.Add(write);
                held.UnionWith(write.Required.Select(row => row.Values[0]));
            }
        }

        return kept;
    }

    /// <summary>Writes all that was left for the end. The last part goes with the commit, so that nobody waits for its answer while others queue.</summary>
    private async Task Send(IReadOnlyList<Write> writes, CancellationToken cancel)
    {
        var statements = writes.SelectMany(write => write.Statements).ToList();
        var ahead = statements.Count - (statements.Count % MostAtOnce);
        foreach (var part in statements.Take(ahead).Chunk(MostAtOnce))
        {
            await using var first = connection.CreateBatch();
            Array.ForEach(part, statement => first.BatchCommands.Add(PostgresQuestion.Command(statement.Sql, statement.Values)));
            await first.ExecuteNonQueryAsync(cancel);
        }

        foreach (var statement in statements.Skip(ahead))
        {
            batch.BatchCommands.Add(PostgresQuestion.Command(statement.Sql, statement.Values));
        }

        await protokoll.Append(writes, cancel);
    }
}

/// <summary>A change was committed, but the server could not say that it is durable.</summary>
internal sealed class FlushFailedException(NpgsqlException inner) : NpgsqlException("The change is committed, but the server could not say that it is durable.", inner);
