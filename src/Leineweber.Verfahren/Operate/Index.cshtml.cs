using System.Diagnostics;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Design;
using Leineweber.Foundation.Jobs;
using Leineweber.Foundation.Protokoll;
using Leineweber.Foundation.Tenancy;
using Leineweber.Organisation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Verfahren.Operate;

/// <summary>Whether the program runs well for this city: jobs, what is parked and why, the Protokoll, database and disk.</summary>
[Amt(VerfahrenRechte.Betrieb)]
public sealed class IndexModel(JobQueue queue, LeineweberDb db, CurrentTenant tenant, Amtsperson person, Akten.Suchwortnachtrag nachtrag) : PageModel
{
    /// <summary>Number of jobs by status.</summary>
    public IReadOnlyDictionary<JobStatus, int> Counts { get; private set; } = new Dictionary<JobStatus, int>();

    /// <summary>Parked jobs, newest first.</summary>
    public IReadOnlyList<Job> Parked { get; private set; } = [];

    /// <summary>Jobs that wait after a failure.</summary>
    public IReadOnlyList<Job> Failing { get; private set; } = [];

    /// <summary>The last signed checkpoint, or null.</summary>
    public ProtokollCheckpoint? Checkpoint { get; private set; }

    /// <summary>Entries of the Protokoll.</summary>
    public long Entries { get; private set; }

    /// <summary>Time the database took to answer, milliseconds.</summary>
    public double Milliseconds { get; private set; }

    /// <summary>Free space of the disk the documents lie on, bytes.</summary>
    public long FreeBytes { get; private set; }

    /// <summary>How far older Vorgaenge can be found by their words, or null where nothing is left to do.</summary>
    public Akten.FillSuchworte? Words { get; private set; }

    /// <summary>Where the data lies, in words.</summary>
    public string Storage => $"{(tenant.Space.Installation.UsesSqlite ? "SQLite" : "PostgreSQL")}, {(tenant.Space.Installation.ObjectStore is null ? T("Dokumente in Dateien") : T("Dokumente in einem Objektspeicher (S3)"))}";

    /// <summary>The city.</summary>
    public Tenant City => tenant.Space.Tenant;

    /// <summary>Shows the state.</summary>
    public Task OnGetAsync(CancellationToken cancel) => Load(cancel);

    /// <summary>Lets a parked job be tried again.</summary>
    public async Task<IActionResult> OnPostReplayAsync([FromForm] Guid id, CancellationToken cancel)
    {
        if ((await queue.Replay(person.Actor, id, cancel)).Refusal is { } refusal)
        {
            await Load(cancel);
            return this.Refuse(refusal);
        }

        this.Say(T("Der Auftrag wird neu versucht."));
        return Redirect("/amt/betrieb");
    }

    /// <summary>The first line of what went wrong.</summary>
    public static string FirstLine(string? error) => error?.Split('\n', 2)[0].Trim() ?? "";

    private async Task Load(CancellationToken cancel)
    {
        var watch = Stopwatch.StartNew();
        Entries = (await db.Set<ProtokollRow>().MaxAsync(row => (long?)row.Seq, cancel) ?? -1) + 1;
        Milliseconds = watch.Elapsed.TotalMilliseconds;
        Counts = await queue.Count(cancel);
        Parked = await queue.List(JobStatus.Parked, 100, cancel);
        Failing = await db.Set<Job>().Where(job => job.Status == JobStatus.Waiting && job.LastError != null).OrderBy(job => job.DueAt).Take(50).ToListAsync(cancel);
        Checkpoint = await db.Set<ProtokollCheckpoint>().OrderByDescending(row => row.Size).FirstOrDefaultAsync(cancel);
        Words = await nachtrag.Progress(cancel);
        FreeBytes = new DriveInfo(tenant.Space.Folder).AvailableFreeSpace;
    }
}
