using Npgsql;
using NpgsqlTypes;

namespace Leineweber.Foundation.Data;

/// <summary>
/// How a change ends: it commits without waiting for the disk, so that what it holds (the Protokoll's edge, a series of numbers) is free for the next at once; then the
/// same session waits until the log is durable up to here, and only then anybody is answered. See docs/adr/0042.
/// </summary>
/// <remarks>
/// One batch, one answer. The flush is in the session that committed, on purpose: a session does not outlive a crash of its server, so its success proves that the
/// commit before it is still there. A flush by another session could be one after the crash.
/// A change goes to the server twice for its end: once to ask for all it needs, each held until the commit, and once with all it writes.
/// </remarks>
internal sealed class PostgresEnd : IWriteEnd, IAsyncDisposable
{
    // Who wants a number queues here, and is served in order; at the row itself all would wake at every commit. In another space than the Protokoll's lock, which is one number.
    private const string Queue = "SELECT pg_advisory_xact_lock(6962, hashtext($1))";

    /// <summary>Statements of up to so many go into the last batch; more are sent ahead in parts.</summary>
    private const int MostAtOnce = 100;

    /// <summary>A transaction of its own that writes next to nothing, durable when it is answered: then so is everything committed before it, by whomever.</summary>
    public const string Flush = "SELECT pg_logical_emit_message(true, 'leineweber', ''::text)";

    private readonly NpgsqlConnection connection;
    private readonly NpgsqlBatch batch;
    private readonly PostgresProtokoll protokoll;

    public PostgresEnd(NpgsqlConnection connection)
    {
        this.connection = connection;
        batch = connection.CreateBatch();
        protokoll = new PostgresProtokoll(batch);
    }

    public async Task<long> NextNumber(string series, bool inOrder, CancellationToken cancel)
    {
        await using var ask = connection.CreateBatch();
        AskNumber(ask, series, inOrder);
        await ask.PrepareAsync(cancel);
        await using var answers = await ask.ExecuteReaderAsync(cancel);
        return await ReadNumber(answers, inOrder, cancel);
    }

    public async Task Finish(Write write, CancellationToken cancel)
    {
        await write.SaveTracked(cancel);
        protokoll.Say(write);
        await Ask(write, cancel);
        var statements = write.Statements;
        foreach (var part in statements.Take(statements.Count - statements.Count % MostAtOnce).Chunk(MostAtOnce))
        {
            await using var ahead = connection.CreateBatch();
            Array.ForEach(part, statement => ahead.BatchCommands.Add(Command(statement.Sql, statement.Values)));
            await ahead.ExecuteNonQueryAsync(cancel);
        }

        foreach (var statement in statements.Skip(statements.Count - statements.Count % MostAtOnce))
        {
            batch.BatchCommands.Add(Command(statement.Sql, statement.Values));
        }

        if (write.Entries.Count > 0)
        {
            await protokoll.Append(write, write.Entries, cancel);
        }
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

    /// <summary>Asks for everything the end needs in one go. Locks are taken in the order in which all changes take them: rows, numbers, the Protokoll's edge.</summary>
    private async Task Ask(Write write, CancellationToken cancel)
    {
        await using var ask = connection.CreateBatch();
        foreach (var question in write.Required)
        {
            ask.BatchCommands.Add(Command(question.Sql + " FOR UPDATE", question.Values));
        }

        if (write.LastNumber is { } number)
        {
            AskNumber(ask, number.Series, inOrder: true);
        }

        var hasEntries = write.Entries.Count > 0 || write.LastNumber is not null;
        if (hasEntries)
        {
            PostgresProtokoll.Ask(ask);
        }

        if (ask.BatchCommands.Count == 0)
        {
            return;
        }

        await ask.PrepareAsync(cancel);
        await using var answers = await ask.ExecuteReaderAsync(cancel);
        for (var i = 0; i < write.Required.Count; i++)
        {
            if (!await answers.ReadAsync(cancel))
            {
                throw new OutdatedException();
            }

            await answers.NextResultAsync(cancel);
        }

        var taken = write.LastNumber is null ? 0 : await ReadNumber(answers, inOrder: true, cancel);
        if (hasEntries)
        {
            await protokoll.Take(answers, cancel);
        }

        write.LastNumber?.Use(taken);
    }

    private static void AskNumber(NpgsqlBatch ask, string series, bool inOrder)
    {
        if (inOrder)
        {
            ask.BatchCommands.Add(Command(Queue, series));
        }

        ask.BatchCommands.Add(Command(Nummernkreis.Next, series));
    }

    private static async Task<long> ReadNumber(NpgsqlDataReader answers, bool inOrder, CancellationToken cancel)
    {
        if (inOrder)
        {
            await answers.NextResultAsync(cancel);
        }

        await answers.ReadAsync(cancel);
        var number = answers.GetInt64(0);
        await answers.NextResultAsync(cancel);
        return number;
    }

    private static NpgsqlBatchCommand Command(string sql, params ReadOnlySpan<object?> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(value is null ? new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text } : new NpgsqlParameter { Value = value });
        }

        return command;
    }
}

/// <summary>A change was committed, but the server could not say that it is durable.</summary>
internal sealed class FlushFailedException(NpgsqlException inner) : NpgsqlException("The change is committed, but the server could not say that it is durable.", inner);
