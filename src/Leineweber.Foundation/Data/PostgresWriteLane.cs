using Leineweber.Foundation.Tenancy;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Leineweber.Foundation.Data;

/// <summary>A transaction per use case, tried again where another one came between; answered when it and all it could see are durable (<see cref="PostgresEnd"/>).</summary>
internal sealed class PostgresWriteLane(TenantSpace space, DbContextOptions<LeineweberDb> options, string connectionString) : IWriteLane
{
    private const int MostTries = 8;
    private readonly PostgresGroup group = new(connectionString);

    public async Task<T> Run<T>(Actor actor, Func<Write, Task<T>> useCase, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await RunOnce(actor, useCase, cancel);
            }
            catch (Exception error) when (attempt < MostTries && CameBetween(error))
            {
                await Task.Delay(Random.Shared.Next(1, 10 * attempt), cancel);
            }
        }
    }

    public async Task<T> RunPrepared<T>(Actor actor, Func<Write, Task<T>> change, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            var write = Write.Prepared(space, actor);
            var result = await change(write);
            if (result is IOutcome { Refusal: not null })
            {
                await MakeDurable(cancel);
                return result;
            }

            try
            {
                if (await group.Commit(write, alone: attempt > 1))
                {
                    Tell(write);
                    return result;
                }
            }
            catch (Exception error) when (attempt < MostTries && CameBetween(error))
            {
                await Task.Delay(Random.Shared.Next(1, 10 * attempt), cancel);
            }
        }
    }

    public async Task MakeDurable(CancellationToken cancel)
    {
        await using var db = space.OpenForReading();
        await db.Database.ExecuteSqlRawAsync(PostgresEnd.Flush, cancel);
    }

    /// <summary>Nothing to do: what a change needs comes out of the connections' pool.</summary>
    public void Rest()
    {
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<T> RunOnce<T>(Actor actor, Func<Write, Task<T>> useCase, CancellationToken cancel)
    {
        await using var db = space.OpenForWriting(options);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await using var end = new PostgresEnd((NpgsqlConnection)db.Database.GetDbConnection());
        var write = new Write(() => db, space, actor, end);
        var result = await useCase(write);
        if (result is IOutcome { Refusal: not null })
        {
            await end.RollBack();
            return result;
        }

        await write.Finish(cancel);
        // From here on the answer of the server decides, not the client's patience.
        await end.Commit();
        Tell(write);
        return result;
    }

    private void Tell(Write write)
    {
        space.TellCommitted();
        if (write.HasJobs)
        {
            space.TellJobsWaiting();
        }
    }

    private static bool CameBetween(Exception error) => error switch
    {
        DbUpdateConcurrencyException => true,
        FlushFailedException => false,
        PostgresException { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.UniqueViolation } => true,
        _ => error.InnerException is { } inner && CameBetween(inner),
    };
}
