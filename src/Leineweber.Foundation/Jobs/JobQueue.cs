using Leineweber.Foundation.Data;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Foundation.Jobs;

/// <summary>What an administrator may do with the queue: see it and replay what is parked.</summary>
public sealed class JobQueue(LeineweberDb db)
{
    /// <summary>Number of jobs by status.</summary>
    public async Task<IReadOnlyDictionary<JobStatus, int>> Count(CancellationToken cancel) =>
        await db.Set<Job>().GroupBy(job => job.Status).Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(row => row.Key, row => row.Count, cancel);

    /// <summary>The newest jobs with this status.</summary>
    public Task<List<Job>> List(JobStatus status, int most, CancellationToken cancel) =>
        db.Set<Job>().Where(job => job.Status == status).OrderByDescending(job => job.Id).Take(most).ToListAsync(cancel);

    /// <summary>Lets a parked job be tried again, now.</summary>
    public Task<Outcome<Done>> Replay(Actor actor, Guid id, CancellationToken cancel) => db.Write<Outcome<Done>>(actor, async write =>
    {
        var raised = await write.Db.Set<Job>().Where(job => job.Id == id && job.Status == JobStatus.Parked).ExecuteUpdateAsync(job => job
            .SetProperty(j => j.Status, JobStatus.Waiting)
            .SetProperty(j => j.Attempts, 0)
            .SetProperty(j => j.DueAt, write.Now), cancel);
        if (raised == 0)
        {
            return new Refusal("job.not-parked", Texts.T("Dieser Auftrag ist nicht angehalten. Vielleicht hat ihn schon jemand neu gestartet."));
        }

        write.Record($"job:{id}", "job.replayed", "Angehaltener Auftrag neu gestartet");
        return Done.It;
    }, cancel);
}
