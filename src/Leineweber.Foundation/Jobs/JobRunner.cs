using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Tenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Leineweber.Foundation.Jobs;

/// <summary>Works the tenants' jobs off: woken by a commit, by the clock for what is due later, and by the schedule.</summary>
public sealed class JobRunner(Tenants tenants, IEnumerable<ScheduleLine> schedule, TimeProvider clock, ILogger<JobRunner> log) : BackgroundService
{
    private const int BatchSize = 16;
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(15);
    private static readonly ActivitySource Traces = new("Leineweber");
    private static readonly Actor Runner = Actor.System("jobs");
    private readonly string owner = $"{Environment.MachineName[..Math.Min(50, Environment.MachineName.Length)]}:{Environment.ProcessId}:{Guid.CreateVersion7().ToString("N")[^12..]}";
    private readonly ConcurrentDictionary<string, SemaphoreSlim> drains = new();
    private readonly ConcurrentDictionary<string, byte> woken = new();
    private readonly SemaphoreSlim wake = new(0);
    private readonly Dictionary<string, DateTime> looked = new(StringComparer.Ordinal);
    private readonly Ruhe rest = new(tenants, [.. schedule], clock);
    private DateTime lastRefresh = DateTime.MinValue;

    /// <summary>Does all that is due in a tenant, until nothing is left.</summary>
    /// <returns>How many jobs were tried.</returns>
    public async Task<int> Drain(Tenant tenant, CancellationToken cancel = default)
    {
        // One at a time, so that what this runner still holds at the next claim is known to be left over.
        var mine = drains.GetOrAdd(tenant.Key, _ => new SemaphoreSlim(1));
        await mine.WaitAsync(cancel);
        try
        {
            var tried = 0;
            while (await tenants.InScope(tenant, services => Claim(services.GetRequiredService<LeineweberDb>(), cancel)) is { Count: > 0 } jobs)
            {
                tried += await RunAll(tenant, jobs, cancel);
            }

            return tried;
        }
        finally
        {
            mine.Release();
        }
    }

    private async Task<int> RunAll(Tenant tenant, List<Job> jobs, CancellationToken cancel)
    {
        var open = new ConcurrentDictionary<Guid, byte>(jobs.Select(job => KeyValuePair.Create(job.Id, (byte)0)));
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var keeping = KeepLeases(tenant, open, ended.Token);
        try
        {
            foreach (var job in jobs)
            {
                cancel.ThrowIfCancellationRequested();
                await RunOne(tenant, job, cancel);
                open.TryRemove(job.Id, out _);
            }
        }
        finally
        {
            await ended.CancelAsync();
            await keeping;
            if (cancel.IsCancellationRequested)
            {
                await GiveBack(tenant, open.Keys);
            }
        }

        return jobs.Count;
    }

    /// <summary>Keeps the claimed jobs ours while they run or wait for their turn, however long that takes.</summary>
    private async Task KeepLeases(Tenant tenant, ConcurrentDictionary<Guid, byte> open, CancellationToken ended)
    {
        using var timer = new PeriodicTimer(Lease / 4, clock);
        while (!ended.IsCancellationRequested)
        {
            try
            {
                await timer.WaitForNextTickAsync(ended);
                var ids = open.Keys.ToList();
                await tenants.InScope(tenant, services => services.GetRequiredService<LeineweberDb>().Write(Runner, write => write.Db.Set<Job>()
                    .Where(row => ids.Contains(row.Id) && row.LeaseOwner == owner && row.Status == JobStatus.Waiting)
                    .ExecuteUpdateAsync(row => row.SetProperty(r => r.LeaseUntil, write.Now + Lease), CancellationToken.None), CancellationToken.None));
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception error)
            {
                log.LogWarning(error, "Leases of {Tenant} could not be prolonged", tenant.Key);
            }
        }
    }

    /// <summary>The program stops: others may take the jobs at once, and it does not count as a try.</summary>
    private async Task GiveBack(Tenant tenant, ICollection<Guid> ids)
    {
        try
        {
            await tenants.InScope(tenant, services => services.GetRequiredService<LeineweberDb>().Write(Runner, write => write.Db.Set<Job>()
                .Where(row => ids.Contains(row.Id) && row.LeaseOwner == owner && row.Status == JobStatus.Waiting)
                .ExecuteUpdateAsync(row => row
                    .SetProperty(r => r.LeaseUntil, (DateTime?)null)
                    .SetProperty(r => r.LeaseOwner, (string?)null)
                    .SetProperty(r => r.Attempts, r => r.Attempts - 1))));
        }
        catch (Exception error)
        {
            log.LogWarning(error, "Jobs of {Tenant} could not be given back; they are tried again after the lease", tenant.Key);
        }
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        tenants.JobsWaiting += Wake;
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                // The pause comes first: right after the start pages have the machine to themselves.
                await wake.WaitAsync(Pause, stoppingToken);
                await Turn(stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The program is told to stop; what was claimed is given back.
        }
        finally
        {
            tenants.JobsWaiting -= Wake;
        }
    }

    private void Wake(TenantSpace space)
    {
        if (woken.TryAdd(space.Tenant.Key, 0))
        {
            wake.Release();
        }
    }

    /// <summary>One look around: whoever was woken, and those whose round it is, save for those that rest.</summary>
    internal async Task Turn(CancellationToken cancel)
    {
        if (clock.Now() - lastRefresh > Round)
        {
            lastRefresh = clock.Now();
            await tenants.Refresh(cancel);
        }

        var all = tenants.All.Values;
        var due = Due(all);
        foreach (var (tenant, isWoken) in all.Select(tenant => (tenant, woken.TryRemove(tenant.Key, out _))).Where(entry => entry.Item2 || due.Contains(entry.tenant.Key)))
        {
            try
            {
                await (due.Contains(tenant.Key) ? Look(tenant, isWoken, cancel) : Drain(tenant, cancel));
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                log.LogError(error, "Jobs of {Tenant} could not be worked on", tenant.Key);
            }
        }
    }

    private async Task Look(Tenant tenant, bool isWoken, CancellationToken cancel)
    {
        looked[tenant.Key] = clock.Now();
        if (!isWoken && await rest.Covers(tenant, cancel))
        {
            return;
        }

        var trace = await tenants.Trace(tenant, cancel);
        await EnqueueScheduled(tenant, cancel);
        await Drain(tenant, cancel);
        await rest.Note(tenant, trace, cancel);
    }

    /// <summary>Whose schedule and due jobs are looked at in this turn: everybody's once a round, spread over its turns, so that hundreds of tenants do not make a wave of it.</summary>
    private HashSet<string> Due(IEnumerable<Tenant> all)
    {
        var now = clock.Now();
        var waiting = all.Select(tenant => (tenant.Key, At: looked.GetValueOrDefault(tenant.Key))).ToList();
        var most = 1 + waiting.Count / (int)(Round / Pause);
        return [.. waiting.Where(tenant => now - tenant.At > Round).OrderBy(tenant => tenant.At).Take(most).Select(tenant => tenant.Key)];
    }

    private async Task<List<Job>> Claim(LeineweberDb db, CancellationToken cancel)
    {
        var now = clock.Now();
        var waiting = await db.Set<Job>()
            .Where(job => job.Status == JobStatus.Waiting && job.DueAt <= now && (job.LeaseUntil == null || job.LeaseUntil < now || job.LeaseOwner == owner))
            .OrderBy(job => job.DueAt).ThenBy(job => job.Id).Take(BatchSize).ToListAsync(cancel);
        if (waiting.Count == 0)
        {
            return waiting;
        }

        return await db.Write(Runner, async write =>
        {
            var mine = new List<Job>();
            foreach (var job in waiting)
            {
                if (job.LeaseUntil is not null && job.Attempts >= Job.MostAttempts)
                {
                    await ParkUnsettled(write, job, cancel);
                    continue;
                }

                var taken = await write.Db.Set<Job>()
                    .Where(row => row.Id == job.Id && row.Status == JobStatus.Waiting && (row.LeaseUntil == null || row.LeaseUntil < write.Now || row.LeaseOwner == owner))
                    .ExecuteUpdateAsync(row => row
                        .SetProperty(r => r.LeaseOwner, owner)
                        .SetProperty(r => r.LeaseUntil, write.Now + Lease)
                        .SetProperty(r => r.Attempts, r => r.Attempts + 1), cancel);
                if (taken == 1)
                {
                    job.Attempts++;
                    mine.Add(job);
                }
            }

            return mine;
        }, cancel);
    }

    /// <summary>Tried to the last and never settled: the program ended each time in the middle of it, perhaps because of it.</summary>
    private static Task ParkUnsettled(Write write, Job job, CancellationToken cancel) => write.Db.Set<Job>()
        .Where(row => row.Id == job.Id && row.Status == JobStatus.Waiting)
        .ExecuteUpdateAsync(row => row
            .SetProperty(r => r.Status, JobStatus.Parked)
            .SetProperty(r => r.EndedAt, write.Now)
            .SetProperty(r => r.LeaseUntil, (DateTime?)null)
            .SetProperty(r => r.LeaseOwner, (string?)null)
            .SetProperty(r => r.LastError, r => r.LastError ?? $"The program ended {Job.MostAttempts} times while it worked on this."), cancel);

    private async Task RunOne(Tenant tenant, Job job, CancellationToken cancel)
    {
        Exception? failure = null;
        using var activity = Begin(job);
        using var scope = log.BeginScope(new Dictionary<string, object> { ["Tenant"] = tenant.Key, ["Job"] = job.Id, ["Handler"] = job.Handler });
        try
        {
            await tenants.InScope(tenant, services => JobCatalog.Run(job, services, cancel));
        }
        catch (Exception error) when (!cancel.IsCancellationRequested)
        {
            failure = error;
            log.LogWarning(error, "Job {Handler} {Job} of {Tenant} failed, attempt {Attempt}", job.Handler, job.Id, tenant.Key, job.Attempts);
        }

        await tenants.InScope(tenant, services => Settle(services.GetRequiredService<LeineweberDb>(), job, failure));
    }

    /// <summary>Goes on in the trace of whoever left the job, so that the log shows both under one number.</summary>
    private static Activity Begin(Job job)
    {
        if (Traces.StartActivity($"job {job.Handler}", ActivityKind.Consumer, job.Trace) is { } traced)
        {
            return traced;
        }

        var activity = new Activity($"job {job.Handler}");
        return (job.Trace is null ? activity : activity.SetParentId(job.Trace)).Start();
    }

    private static Task Settle(LeineweberDb db, Job job, Exception? failure) => db.Write(Runner, async write =>
    {
        var status = failure is null ? JobStatus.Done : job.Attempts >= (IsOutage(failure) ? Job.MostAttemptsInOutage : Job.MostAttempts) ? JobStatus.Parked : JobStatus.Waiting;
        var error = failure?.ToString();
        error = error?.Length > 4000 ? error[..4000] : error;
        var ended = status == JobStatus.Waiting ? (DateTime?)null : write.Now;
        var due = status == JobStatus.Waiting ? write.Now + BackOff(job.Attempts) : job.DueAt;
        await write.Db.Set<Job>().Where(row => row.Id == job.Id).ExecuteUpdateAsync(row => row
            .SetProperty(r => r.Status, status)
            .SetProperty(r => r.DueAt, due)
            .SetProperty(r => r.EndedAt, ended)
            .SetProperty(r => r.LeaseUntil, (DateTime?)null)
            .SetProperty(r => r.LeaseOwner, (string?)null)
            .SetProperty(r => r.LastError, error));
    });

    /// <summary>True where another machine or the disk is to blame, which may take a day; a bug does not get better by waiting.</summary>
    private static bool IsOutage(Exception failure) =>
        failure is IOException or SocketException or HttpRequestException or TimeoutException
        || (failure.InnerException is { } inner && IsOutage(inner));

    /// <summary>2, 4, 8 … seconds, at most an hour; twelve tries reach over about an hour, forty over thirty.</summary>
    private static TimeSpan BackOff(int attempts) => TimeSpan.FromSeconds(Math.Min(3600, Math.Pow(2, Math.Min(attempts, 20))));

    private Task EnqueueScheduled(Tenant tenant, CancellationToken cancel) => tenants.InScope(tenant, async services =>
    {
        var db = services.GetRequiredService<LeineweberDb>();
        var last = await db.Set<Scheduled>().ToDictionaryAsync(row => row.Name, row => row.LastAt, cancel);
        var now = clock.Now();
        foreach (var line in schedule)
        {
            if (!last.TryGetValue(line.Name, out var ran) || (line.NextAfter(ran) <= now && (line.IsNeeded is null || await line.IsNeeded(db, cancel))))
            {
                await db.Write(Runner, write => RunScheduled(write, line, last.GetValueOrDefault(line.Name), cancel), cancel);
            }
        }
    });

    private static async Task RunScheduled(Write write, ScheduleLine line, DateTime seen, CancellationToken cancel)
    {
        if (seen == default)
        {
            // First start: the clock begins to run; nothing is made up for.
            write.Db.Add(new Scheduled { Name = line.Name, LastAt = write.Now });
            return;
        }

        var taken = await write.Db.Set<Scheduled>().Where(row => row.Name == line.Name && row.LastAt == seen)
            .ExecuteUpdateAsync(row => row.SetProperty(r => r.LastAt, write.Now), cancel);
        if (taken == 1)
        {
            write.Enqueue(line.Payload());
        }
    }
}
