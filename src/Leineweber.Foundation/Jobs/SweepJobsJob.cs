using Leineweber.Foundation.Data;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Foundation.Jobs;

/// <summary>Time to remove finished jobs.</summary>
public sealed record SweepJobs;

/// <summary>Removes jobs that were done a while ago. Parked ones stay: a person decides about them.</summary>
internal sealed class SweepJobsJob(LeineweberDb db, TimeProvider clock) : IHandle<SweepJobs>
{
    /// <summary>How long a finished job can still be looked at.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromDays(14);

    private const int BatchSize = 500;

    public async Task Run(SweepJobs payload, CancellationToken cancel)
    {
        var limit = clock.Now() - Retention;
        while (true)
        {
            // Due before it ended, always: so the index on status and due time finds them.
            var old = await db.Set<Job>().Where(job => job.Status == JobStatus.Done && job.DueAt < limit && job.EndedAt < limit)
                .OrderBy(job => job.DueAt).Take(BatchSize).Select(job => job.Id).ToListAsync(cancel);
            if (old.Count == 0)
            {
                return;
            }

            await db.Write(Actor.System("jobs"), write => write.Db.Set<Job>().Where(job => old.Contains(job.Id)).ExecuteDeleteAsync(cancel), cancel);
        }
    }
}
