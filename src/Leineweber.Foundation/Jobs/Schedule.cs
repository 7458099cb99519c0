using Cronos;

namespace Leineweber.Foundation.Jobs;

/// <summary>One line of the schedule: a payload that is enqueued at certain times, in every tenant.</summary>
/// <param name="Name">Stable name; the last run is kept under it.</param>
/// <param name="Cron">Cron expression with five fields, in the city's time.</param>
/// <param name="Payload">Makes the payload.</param>
public sealed record ScheduleLine(string Name, string Cron, Func<object> Payload)
{
    private readonly CronExpression times = CronExpression.Parse(Cron);

    internal DateTime? NextAfter(DateTime utc) => times.GetNextOccurrence(utc, Clock.Zone);
}
