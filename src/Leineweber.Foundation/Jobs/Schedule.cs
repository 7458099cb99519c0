using Cronos;
using Leineweber.Foundation.Data;

namespace Leineweber.Foundation.Jobs;

/// <summary>One line of the schedule: a payload that is enqueued at certain times, in every tenant.</summary>
/// <param name="Name">Stable name; the last run is kept under it.</param>
/// <param name="Cron">Cron expression with five fields, in the city's time.</param>
/// <param name="Payload">Makes the payload.</param>
/// <param name="IsNeeded">Whether there is anything to do, for what is needed only after something was written; null where it always runs. Until then its time does not come.</param>
public sealed record ScheduleLine(string Name, string Cron, Func<object> Payload, Func<LeineweberDb, CancellationToken, Task<bool>>? IsNeeded = null)
{
    private readonly CronExpression times = CronExpression.Parse(Cron);

    internal DateTime? NextAfter(DateTime utc) => times.GetNextOccurrence(utc, Clock.Zone);
}
