using Npgsql;
using NpgsqlTypes;

namespace Leineweber.Foundation.Data;

/// <summary>Several prepared questions in one way to the server and back; answers are read in the order in which they were asked.</summary>
internal sealed class PostgresQuestion(NpgsqlConnection connection) : IAsyncDisposable
{
    // Who wants a number queues here, and is served in order; at the row itself all would wake at every commit. In another space than the Protokoll's lock, which is one number.
    private const string Queue = "SELECT pg_advisory_xact_lock(6962, hashtext($1))";

    private readonly NpgsqlBatch batch = connection.CreateBatch();
    private NpgsqlDataReader? answers;

    public void Ask(string sql, params ReadOnlySpan<object?> values) => batch.BatchCommands.Add(Command(sql, values));

    /// <summary>Asks for so many numbers of a series.</summary>
    public void AskNumber(string series, long count, bool inOrder)
    {
        if (inOrder)
        {
            Ask(Queue, series);
        }

        Ask(Nummernkreis.Next, series, count);
    }

    public async Task Send(CancellationToken cancel)
    {
        if (batch.BatchCommands.Count > 0)
        {
            await batch.PrepareAsync(cancel);
            answers = await batch.ExecuteReaderAsync(cancel);
        }
    }

    /// <summary>True where the next question found a row.</summary>
    public async Task<bool> Found(CancellationToken cancel)
    {
        var found = await answers!.ReadAsync(cancel);
        await answers.NextResultAsync(cancel);
        return found;
    }

    /// <summary>The last of the numbers asked for.</summary>
    public async Task<long> ReadNumber(bool inOrder, CancellationToken cancel)
    {
        if (inOrder)
        {
            await answers!.NextResultAsync(cancel);
        }

        await answers!.ReadAsync(cancel);
        var number = answers.GetInt64(0);
        await answers.NextResultAsync(cancel);
        return number;
    }

    /// <summary>The answer to the next question but one, to be read as it comes.</summary>
    public async Task<NpgsqlDataReader> Skip(CancellationToken cancel)
    {
        await answers!.NextResultAsync(cancel);
        return answers;
    }

    public async ValueTask DisposeAsync()
    {
        if (answers is not null)
        {
            await answers.DisposeAsync();
            answers = null;
        }

        await batch.DisposeAsync();
    }

    public static NpgsqlBatchCommand Command(string sql, params ReadOnlySpan<object?> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(value is null ? new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text } : new NpgsqlParameter { Value = value });
        }

        return command;
    }
}
