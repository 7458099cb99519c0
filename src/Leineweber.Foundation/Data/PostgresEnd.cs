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
internal sealed class PostgresEnd : IAsyncDisposable
{
    /// <summary>A transaction of its own that writes next to nothing, durable when it is answered: then so is everything committed before it, by whomever.</summary>
    public const string Flush = "SELECT pg_logical_emit_message(true, 'leineweber', ''::text)";

    private readonly NpgsqlBatch batch;

    public PostgresEnd(NpgsqlConnection connection)
    {
        batch = connection.CreateBatch();
        Protokoll = new PostgresProtokoll(batch);
    }

    /// <summary>Takes the change's entries along in the last batch.</summary>
    public PostgresProtokoll Protokoll { get; }

    /// <summary>Keeps the change. An error may leave its outcome unknown, as where a server's answer gets lost.</summary>
    /// <exception cref="FlushFailedException">It is committed, so running it again would do it twice; whether it lasts is not known.</exception>
    public async Task Commit()
    {
        // Without entries nobody queues, and one durable commit does: the message makes it one even where the change only read.
        var (early, commit) = (Protokoll.HasEntries, new NpgsqlBatchCommand("COMMIT"));
        foreach (var command in early ? [commit, new(Flush)] : new NpgsqlBatchCommand[] { new(Flush), commit })
        {
            batch.BatchCommands.Add(command);
        }

        if (Protokoll.IsShort)
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
}

/// <summary>A change was committed, but the server could not say that it is durable.</summary>
internal sealed class FlushFailedException(NpgsqlException inner) : NpgsqlException("The change is committed, but the server could not say that it is durable.", inner);
