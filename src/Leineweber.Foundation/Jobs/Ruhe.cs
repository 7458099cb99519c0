using Leineweber.Foundation.Ablage;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Tenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Foundation.Jobs;

/// <summary>Which tenants need not be opened for their jobs: nothing was written since the last look, and nothing comes due yet.</summary>
internal sealed class Ruhe(Tenants tenants, IReadOnlyList<ScheduleLine> schedule, TimeProvider clock)
{
    private readonly Dictionary<string, (string Trace, DateTime Until)> resting = new(StringComparer.Ordinal);

    /// <summary>True where looking would find nothing.</summary>
    public async ValueTask<bool> Covers(Tenant tenant, CancellationToken cancel) =>
        resting.TryGetValue(tenant.Key, out var rest) && clock.Now() < rest.Until && await tenants.Trace(tenant, cancel) == rest.Trace;

    /// <summary>Notes when a tenant has to be looked at again.</summary>
    /// <param name="tenant">The tenant, just looked at.</param>
    /// <param name="trace">What <see cref="Tenants.Trace"/> said before that look: whatever was written since makes it look once more.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task Note(Tenant tenant, string? trace, CancellationToken cancel)
    {
        resting.Remove(tenant.Key);
        if (trace is not null && trace == await tenants.Trace(tenant, cancel))
        {
            resting[tenant.Key] = (trace, await tenants.InScope(tenant, async services =>
            {
                var db = services.GetRequiredService<LeineweberDb>();
                return await Rings(db, services.GetRequiredService<CurrentTenant>().Space, cancel) ? DateTime.MinValue : await Next(db, cancel);
            }));
        }
    }

    /// <summary>The figures for operators are those of open tenants: where something is the matter, a tenant stays open and goes on saying so.</summary>
    private static async Task<bool> Rings(LeineweberDb db, TenantSpace space, CancellationToken cancel) =>
        space.NeedsRestart || Ablagepflege.LastOf(space) is { BadCount: > 0 }
        || await db.Set<Job>().AnyAsync(job => job.Status == JobStatus.Parked || (job.Status == JobStatus.Waiting && job.Attempts > 0), cancel);

    private async Task<DateTime> Next(LeineweberDb db, CancellationToken cancel)
    {
        var longest = tenants.LongestRest is var rest && rest == TimeSpan.MaxValue ? DateTime.MaxValue : clock.Now() + rest;
        var next = await db.Set<Job>().Where(job => job.Status == JobStatus.Waiting).MinAsync(job => (DateTime?)job.DueAt, cancel) is { } due && due < longest ? due : longest;
        var last = await db.Set<Scheduled>().ToDictionaryAsync(row => row.Name, row => row.LastAt, cancel);
        foreach (var line in schedule)
        {
            if (line.IsNeeded is null || await line.IsNeeded(db, cancel))
            {
                var comes = last.TryGetValue(line.Name, out var ran) ? line.NextAfter(ran) ?? DateTime.MaxValue : DateTime.MinValue;
                next = comes < next ? comes : next;
            }
        }

        return next;
    }
}
