using Npgsql;

namespace Leineweber.Foundation.Data;

/// <summary>
/// How many rows were ever written to each database of a server, asked for all of them at once and without opening any. The server counts a change up to ten seconds
/// after it was made, never before it can be seen: whoever asks, looks and finds the same count later has seen everything that is in it.
/// </summary>
internal sealed class PostgresTraces
{
    // Counts start anew with the server and where an operator resets them; where they are switched off, nothing can be said.
    private const string Question = """
        SELECT datname, concat_ws(' ', pg_postmaster_start_time(), stats_reset, tup_inserted + tup_updated + tup_deleted)
        FROM pg_stat_database WHERE starts_with(datname, $1) AND current_setting('track_counts') = 'on'
        """;

    private const long AskAgain = 2_000;

    // A server that lets nobody in there is not asked all the time.
    private const long AfterRefusal = 60_000;
    private readonly SemaphoreSlim oneAtATime = new(1);
    private Dictionary<string, string>? known;
    private long next;

    /// <summary>Another text after every change; null where the server does not say.</summary>
    /// <param name="server">A connection to the server, whatever its database.</param>
    /// <param name="prefix">Beginning of the names of all databases that are ever asked for.</param>
    /// <param name="database">The database.</param>
    /// <param name="cancel">Gives up.</param>
    public async ValueTask<string?> Of(NpgsqlConnectionStringBuilder server, string prefix, string database, CancellationToken cancel)
    {
        await oneAtATime.WaitAsync(cancel);
        try
        {
            if (Environment.TickCount64 >= next)
            {
                known = await Ask(server, prefix, cancel);
                next = Environment.TickCount64 + (known is null ? AfterRefusal : AskAgain);
            }

            return known?.GetValueOrDefault(database);
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    private static async Task<Dictionary<string, string>?> Ask(NpgsqlConnectionStringBuilder server, string prefix, CancellationToken cancel)
    {
        var counts = new Dictionary<string, string>(StringComparer.Ordinal);
        server.Database = "postgres";
        try
        {
            await using var connection = new NpgsqlConnection(server.ToString());
            await connection.OpenAsync(cancel);
            await using var command = new NpgsqlCommand(Question, connection) { Parameters = { new() { Value = prefix } } };
            await using var rows = await command.ExecuteReaderAsync(cancel);
            while (await rows.ReadAsync(cancel))
            {
                counts[rows.GetString(0)] = rows.GetString(1);
            }
        }
        catch (NpgsqlException)
        {
            // Then every tenant is looked at, and those whose database does not answer say so.
            return null;
        }

        return counts;
    }
}
