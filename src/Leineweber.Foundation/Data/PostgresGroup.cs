using System.Collections.Concurrent;
using Npgsql;

namespace Leineweber.Foundation.Data;

/// <summary>
/// Commits prepared changes together: while one transaction is on its way, the next ones gather and share the one after it. They ask the database nothing by themselves, so none of them is slow;
/// and all of them want the same two locks, which were handed on over the network for each change otherwise.
/// </summary>
internal sealed class PostgresGroup(string connectionString)
{
    private const int Largest = 64;
    private readonly ConcurrentQueue<Waiting> queue = new();
    private int isWorking;

    private sealed record Waiting(Write Write, TaskCompletionSource<bool> Answer);

    /// <summary>Commits a change.</summary>
    /// <param name="write">The change; used once.</param>
    /// <param name="alone">In a transaction of its own, which waits for whoever holds its rows.</param>
    /// <returns>True once it is durable; false where nothing was kept and it should be made again, alone.</returns>
    /// <exception cref="OutdatedException">Alone, and a required row is not there any more.</exception>
    public async Task<bool> Commit(Write write, bool alone)
    {
        if (alone)
        {
            await CommitAll([write], alone);
            return true;
        }

        var waiting = new Waiting(write, new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously));
        queue.Enqueue(waiting);
        if (Interlocked.Exchange(ref isWorking, 1) == 0)
        {
            // It works for others as well, so it takes nothing of this caller along.
            ThreadPool.UnsafeQueueUserWorkItem(static group => _ = group.Work(), this, preferLocal: false);
        }

        return await waiting.Answer.Task;
    }

    private async Task Work()
    {
        do
        {
            while (Gather() is { Count: > 0 } group)
            {
                await CommitGroup(group);
            }

            Volatile.Write(ref isWorking, 0);
        }
        while (!queue.IsEmpty && Interlocked.Exchange(ref isWorking, 1) == 0);
    }

    private List<Waiting> Gather()
    {
        var group = new List<Waiting>();
        while (group.Count < Largest && queue.TryDequeue(out var waiting))
        {
            group.Add(waiting);
        }

        return group;
    }

    private async Task CommitGroup(List<Waiting> group)
    {
        var isSent = false;
        try
        {
            var kept = await CommitAll([.. group.Select(waiting => waiting.Write)], group.Count == 1, () => isSent = true);
            group.ForEach(waiting => waiting.Answer.SetResult(kept.Contains(waiting.Write)));
        }
        catch (Exception error) when (group.Count == 1 || (isSent && !IsRolledBack(error)))
        {
            group.ForEach(waiting => waiting.Answer.SetException(error));
        }
        catch (Exception)
        {
            // One of them cannot be kept. Which one shows when each is made by itself.
            group.ForEach(waiting => waiting.Answer.SetResult(false));
        }
    }

    private async Task<IReadOnlySet<Write>> CommitAll(IReadOnlyList<Write> writes, bool alone, Action? beforeCommit = null)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var end = new PostgresEnd(connection);
        var kept = await end.Finish(writes, alone, CancellationToken.None);
        beforeCommit?.Invoke();
        await end.Commit();
        return kept;
    }

    /// <summary>True where the server refused a statement: then nothing is kept, for certain. Where a session ends, nobody knows.</summary>
    private static bool IsRolledBack(Exception error) => error is PostgresException { InvariantSeverity: "ERROR" };
}
