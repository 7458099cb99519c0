using Leineweber.Foundation.Ablage;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Jobs;
using Leineweber.Foundation.Protokoll;
using Leineweber.Foundation.Sicherung;
using Leineweber.Foundation.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Serve;

/// <summary>Figures of a tenant's queues and promises, read from its database and folder. Handbook, chapter 4, says which of them ring.</summary>
internal static class TenantMetrics
{
    private const string MailHandler = "SendMailJob";

    public static async Task Write(Action<string, double> line, TenantSpace space, DateTime now, CancellationToken cancel)
    {
        var tenant = $"tenant=\"{space.Tenant.Key}\"";
        await using var db = space.OpenForReading();
        var jobs = await db.Set<Job>().Where(job => job.Status != JobStatus.Done).GroupBy(job => new { job.Status, IsMail = job.Handler == MailHandler })
            .Select(group => new { group.Key.Status, group.Key.IsMail, Count = group.Count(), Oldest = group.Min(job => job.CreatedAt), Due = group.Min(job => job.DueAt) }).ToListAsync(cancel);
        foreach (var status in new[] { JobStatus.Waiting, JobStatus.Parked })
        {
            line($"leineweber_jobs{{{tenant},status=\"{status}\"}}", jobs.Where(row => row.Status == status).Sum(row => row.Count));
        }

        // Late is what could have been done already; what waits for its hour is not.
        line($"leineweber_jobs_late_seconds{{{tenant}}}", Age(now, jobs.Where(row => row.Status == JobStatus.Waiting).Select(row => (DateTime?)row.Due).Min()));
        var mail = jobs.Where(row => row.IsMail).ToList();
        line($"leineweber_mail_backlog{{{tenant}}}", mail.Sum(row => row.Count));
        line($"leineweber_mail_oldest_seconds{{{tenant}}}", Age(now, mail.Select(row => (DateTime?)row.Oldest).Min()));

        var signed = await db.Set<ProtokollCheckpoint>().MaxAsync(row => (long?)row.Size, cancel) ?? 0;
        var unsigned = await db.Set<ProtokollRow>().Where(row => row.Seq == signed).Select(row => (DateTime?)row.At).FirstOrDefaultAsync(cancel);
        line($"leineweber_protokoll_entries{{{tenant}}}", (await db.Set<ProtokollRow>().MaxAsync(row => (long?)row.Seq, cancel) ?? -1) + 1);
        line($"leineweber_protokoll_unsigned_seconds{{{tenant}}}", Age(now, unsigned));

        line($"leineweber_model_ahead{{{tenant}}}", Modellauszug.IsTakenBy(db) ? 1 : 0);
        var scrub = Ablagepflege.LastOf(space);
        line($"leineweber_ablage_damaged{{{tenant}}}", scrub?.BadCount ?? 0);
        line($"leineweber_restart_needed{{{tenant}}}", space.NeedsRestart ? 1 : 0);
        line($"leineweber_ablage_scrub_timestamp_seconds{{{tenant}}}", scrub is null ? 0 : new DateTimeOffset(scrub.At).ToUnixTimeSeconds());
    }

    /// <summary>Figures of the installation as a whole.</summary>
    public static void Write(Action<string, double> line, Installation installation)
    {
        line("leineweber_disk_free_bytes", new DriveInfo(installation.DataFolder).AvailableFreeSpace);
        line("leineweber_disk_size_bytes", new DriveInfo(installation.DataFolder).TotalSize);
        line("leineweber_sync_failures_total", DurableFile.Failures);
        line("leineweber_backup_timestamp_seconds", Sicherungen.LastOf(installation) is { } at ? new DateTimeOffset(DateTime.SpecifyKind(at, DateTimeKind.Utc)).ToUnixTimeSeconds() : 0);
    }

    private static double Age(DateTime now, DateTime? since) => since is { } then ? Math.Max(0, (now - then).TotalSeconds) : 0;
}
