using System.Diagnostics;
using System.Threading.Channels;
using Leineweber.Foundation.Ablage;
using Leineweber.Foundation.Tenancy;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Foundation.Data;

/// <summary>
/// One writer runs use cases one after the other as savepoints of an open transaction, commits when the queue is empty or after some
/// milliseconds, and only then answers them all: no busy errors, and one fsync for many acknowledgements.
/// </summary>
internal sealed class SqliteWriteLane : IWriteLane
{
    // Only where more wait than are done with by then: an empty queue ends a group at once. Ending it too early makes everybody wait for more syncs.
    private static readonly TimeSpan LongestGroup = TimeSpan.FromMilliseconds(20);
    private const int LargestGroup = 256;

    private readonly TenantSpace space;
    private readonly string connectionString;
    private readonly SqliteLog log;
    // Null asks the writer to rest.
    private readonly Channel<Waiting?> queue = Channel.CreateUnbounded<Waiting?>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Task writer;
    private SqliteConnection? connection;
    private SqliteProtokoll? protokoll;
    private SqliteStatements? statements;
    private SqliteEnd? end;

    // Holds the write-ahead log open while the writer starts anew: without it the last one out would delete the log,
    // and on a full disk nobody could make a new one to read by.
    private SqliteConnection? keeper;
    private bool isKeeperLight;
    private DbContextOptions<LeineweberDb>? options;

    // One for use cases as long as they succeed: making one costs as much as a query.
    private LeineweberDb? context;

    public SqliteWriteLane(TenantSpace space, string connectionString)
    {
        this.space = space;
        this.connectionString = connectionString;
        var file = new SqliteConnectionStringBuilder(connectionString).DataSource;
        log = new SqliteLog(file);
        if (File.Exists(file))
        {
            // Before anybody reads: a reader would hold the log as it is.
            Begin();
        }

        // The writer outlives the request that opened the tenant, so it takes nothing of it along.
        using (ExecutionContext.SuppressFlow())
        {
            writer = Task.Run(WriteUntilClosed);
        }
    }

    public async Task<T> Run<T>(Actor actor, Func<Write, Task<T>> useCase, CancellationToken cancel)
    {
        var waiting = new Waiting<T>(actor, useCase, cancel);
        ObjectDisposedException.ThrowIf(!queue.Writer.TryWrite(waiting), this);

        return await waiting.Answer.Task;
    }

    public Task<T> RunPrepared<T>(Actor actor, Func<Write, Task<T>> change, CancellationToken cancel) => Run(actor, write => change(write.AsPrepared()), cancel);

    /// <summary>Gives back what the writer holds in memory, once it has done what waits; the next change makes it anew.</summary>
    public void Rest() => queue.Writer.TryWrite(null);

    /// <summary>Nothing to do: nobody sees a commit before it is durable.</summary>
    public Task MakeDurable(CancellationToken cancel) => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await writer;
        await Drop();
        if (keeper is not null)
        {
            Try(() => log.Close(keeper));
            await keeper.DisposeAsync();
        }
    }

    /// <summary>True where the disk failed in a way only a restart makes up for; until then all changes stay in the log.</summary>
    public bool NeedsRestart => log.NeedsRestart;

    /// <summary>True where the writer holds no connection: nothing was changed yet, or not for a while.</summary>
    internal bool IsAtRest => Volatile.Read(ref connection) is null;

    private void Begin()
    {
        try
        {
            log.Forget();
            Hold();
        }
        catch (Exception error) when (error is SqliteException or IOException or UnauthorizedAccessException)
        {
            // Reading goes on. Whoever writes first tries again, and is told what the matter is.
        }
    }

    private void Hold()
    {
        keeper ??= OpenOne();
        log.MakeDurable(keeper);
        if (!isKeeperLight)
        {
            // It only holds the log open from here on: one without the tables and pages the first had to read takes a tenth of the memory as long as the tenant is open.
            var (first, light) = (keeper, OpenLight());
            (keeper, isKeeperLight) = (light, true);
            first.Dispose();
        }
    }

    private void Try(Action copy)
    {
        try
        {
            copy();
        }
        catch (SqliteException error)
        {
            Note(error);
        }
    }

    private void Note(Exception error)
    {
        if (SqliteLog.IsSyncFailure(error))
        {
            DurableFile.CountFailure();
        }

        space.TellDiskFailed(error);
    }

    private async Task WriteUntilClosed()
    {
        while (await queue.Reader.WaitToReadAsync())
        {
            if (queue.Reader.TryPeek(out var next) && next is null)
            {
                queue.Reader.TryRead(out _);
                await Drop();
            }
            else
            {
                await WriteGroup();
            }
        }
    }

    private async Task WriteGroup()
    {
        var group = new List<Waiting>();
        var jobs = false;
        try
        {
            await using var transaction = Open().BeginTransaction(deferred: false);
            protokoll!.Begin(transaction);
            var watch = Stopwatch.StartNew();
            while (group.Count < LargestGroup && watch.Elapsed < LongestGroup && queue.Reader.TryRead(out var waiting))
            {
                if (waiting is not null)
                {
                    group.Add(waiting);
                    jobs |= await RunOne(waiting, transaction);
                }
            }

            protokoll.Save();
            if (context is not null)
            {
                await context.Database.UseTransactionAsync(null);
            }

            await transaction.CommitAsync();
            protokoll.Committed();
        }
        catch (Exception error)
        {
            if (SqliteLog.IsSyncFailure(error))
            {
                // What was written is overwritten by the next group, as long as the keeper knows where the log really ends.
                Note(error);
            }

            // Nothing of the group is durable: nobody may be told otherwise. The connection may hold a broken state, so it goes.
            group.ForEach(waiting => waiting.Fail(error));
            await Drop();
            if (group.Count == 0 && queue.Reader.TryRead(out var first))
            {
                first?.Fail(error);
            }

            return;
        }

        space.TellCommitted();
        group.ForEach(waiting => waiting.Tell());
        if (jobs)
        {
            space.TellJobsWaiting();
        }

        Try(() => log.Committed(connection!, othersWait: queue.Reader.TryPeek(out _)));
    }

    private async Task<bool> RunOne(Waiting waiting, SqliteTransaction transaction)
    {
        if (waiting.Cancel.IsCancellationRequested)
        {
            waiting.Error = new OperationCanceledException(waiting.Cancel);
            return false;
        }

        statements!.Run("SAVEPOINT anwendungsfall");
        var mark = protokoll!.Mark;
        try
        {
            var write = new Write(() => Track(transaction), space, waiting.Actor, end!);
            var isKept = await waiting.Run(write);
            if (isKept)
            {
                await write.Finish(waiting.Cancel);
                statements.Run("RELEASE anwendungsfall");
            }
            else
            {
                Undo();
            }

            context?.ChangeTracker.Clear();
            return isKept && write.HasJobs;
        }
        catch (SqliteException error) when (error.SqliteErrorCode is 10 or 13)
        {
            // I/O error or disk full: SQLite may already have ended the whole transaction.
            throw;
        }
        catch (Exception error)
        {
            await DropContext();
            Undo();
            protokoll.Back(mark);
            waiting.Error = error;
        }

        return false;
    }

    private void Undo()
    {
        statements!.Run("ROLLBACK TO anwendungsfall");
        statements.Run("RELEASE anwendungsfall");
    }

    private LeineweberDb Track(SqliteTransaction transaction)
    {
        context ??= space.OpenForWriting(options!);
        if (context.Database.CurrentTransaction is null)
        {
            context.Database.UseTransaction(transaction);
        }

        return context;
    }

    private SqliteConnection Open()
    {
        if (connection is null)
        {
            Hold();
            connection = OpenOne();
            protokoll = new SqliteProtokoll(connection);
            statements = new SqliteStatements(connection);
            end = new SqliteEnd(statements, protokoll);
            options = SqliteDialect.WriteOptions(connection);
        }

        return connection;
    }

    // Not pooled: a connection that saw the disk fail must really end.
    private SqliteConnection OpenUnpooled()
    {
        var opened = new SqliteConnection(new SqliteConnectionStringBuilder(connectionString) { Pooling = false }.ToString());
        opened.Open();
        return opened;
    }

    private SqliteConnection OpenLight()
    {
        var opened = OpenUnpooled();
        SqlitePragmas.ForKeeping(opened);
        return opened;
    }

    private SqliteConnection OpenOne()
    {
        var opened = OpenUnpooled();
        SqlitePragmas.ForWriting(opened);
        using var look = opened.CreateCommand();
        look.CommandText = "SELECT count(*) FROM sqlite_master";
        look.ExecuteScalar();
        return opened;
    }

    private async Task DropContext()
    {
        if (context is not null)
        {
            await context.DisposeAsync();
            context = null;
        }
    }

    private async Task Drop()
    {
        await DropContext();
        if (connection is not null)
        {
            // What it remembers of the tree goes with it: nobody knows what became of the transaction.
            protokoll?.Dispose();
            statements?.Dispose();
            (protokoll, statements, end) = (null, null, null);
            await connection.DisposeAsync();
            connection = null;
        }
    }

    private abstract class Waiting(Actor actor, CancellationToken cancel)
    {
        public Actor Actor { get; } = actor;

        public CancellationToken Cancel { get; } = cancel;

        public Exception? Error { get; set; }

        /// <summary>Runs the use case; false where it was refused, so that nothing is kept.</summary>
        public abstract Task<bool> Run(Write write);

        public abstract void Tell();

        public abstract void Fail(Exception error);
    }

    private sealed class Waiting<T>(Actor actor, Func<Write, Task<T>> useCase, CancellationToken cancel) : Waiting(actor, cancel)
    {
        // The use case speaks its caller's language and carries its trace, although another thread runs it.
        private readonly ExecutionContext? context = ExecutionContext.Capture();
        private T? result;

        public TaskCompletionSource<T> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override async Task<bool> Run(Write write)
        {
            result = await Start(write);
            return result is not IOutcome { Refusal: not null };
        }

        public override void Tell()
        {
            if (Error is null)
            {
                Answer.TrySetResult(result!);
            }
            else
            {
                Answer.TrySetException(Error);
            }
        }

        public override void Fail(Exception error) => Answer.TrySetException(error);

        private Task<T> Start(Write write)
        {
            if (context is null)
            {
                return useCase(write);
            }

            Task<T>? task = null;
            ExecutionContext.Run(context, _ => task = useCase(write), null);
            return task!;
        }
    }
}
