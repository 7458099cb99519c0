using System.Text.Json;
using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Akten;

/// <summary>How far the words of older Vorgaenge are written; also the job that writes on from there.</summary>
/// <param name="After">The last Vorgang that was looked at; empty before the first.</param>
/// <param name="Done">Vorgaenge looked at so far.</param>
/// <param name="All">Vorgaenge without words when it began; 0 where nobody has counted yet.</param>
public sealed record FillSuchworte(Guid After, long Done, long All);

/// <summary>
/// Writes the <see cref="Suchwort"/>e of Vorgaenge that were opened before there were any. In portions, each a change of its own that names the next,
/// so that it may be stopped anywhere and goes on there.
/// </summary>
public sealed class Suchwortnachtrag(LeineweberDb db)
{
    /// <summary>Vorgaenge of one portion.</summary>
    public const int Portion = 500;

    private static readonly Actor Filler = Actor.System("suchworte");

    /// <summary>Where the job that runs by itself after an upgrade stands, or null where none waits.</summary>
    public async Task<FillSuchworte?> Progress(CancellationToken cancel)
    {
        var job = await db.Set<Job>().Where(job => job.Status == JobStatus.Waiting && job.Handler == nameof(FillSuchworteJob)).OrderBy(job => job.DueAt).FirstOrDefaultAsync(cancel);
        return job is null ? null : JsonSerializer.Deserialize<FillSuchworte>(job.Payload, JsonSerializerOptions.Web);
    }

    /// <summary>Writes the words of the next portion.</summary>
    /// <param name="from">Where to go on.</param>
    /// <param name="leaveRest">True where the rest is left for a job.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>Where it stands now; null where nothing was left.</returns>
    public async Task<FillSuchworte?> Next(FillSuchworte from, bool leaveRest, CancellationToken cancel)
    {
        var missing = db.Set<Vorgang>().Where(row => !db.Set<Suchwort>().Any(word => word.VorgangId == row.Id));
        var all = from.All > 0 ? from.All : await missing.LongCountAsync(cancel);
        return await db.Write(Filler, async w =>
        {
            var rows = await w.Db.Set<Vorgang>().AsNoTracking().Where(row => row.Id.CompareTo(from.After) > 0 && !w.Db.Set<Suchwort>().Any(word => word.VorgangId == row.Id))
                .OrderBy(row => row.Id).Take(Portion).Select(row => new { row.Id, row.UnitNummer, row.Betreff }).ToListAsync(cancel);
            if (rows.Count == 0)
            {
                if (from.Done > 0)
                {
                    w.Record("akten", "suchworte.filled", from.Done == 1 ? "Ein älterer Vorgang ist jetzt über seinen Betreff zu finden" : $"{from.Done} ältere Vorgänge sind jetzt über ihren Betreff zu finden");
                }

                return null;
            }

            w.Db.AddRange(rows.SelectMany(row => Suchwort.In(row.Betreff).Select(word => new Suchwort { UnitNummer = row.UnitNummer, Wort = word, VorgangId = row.Id })));
            var next = new FillSuchworte(rows[^1].Id, from.Done + rows.Count, all);
            if (leaveRest)
            {
                w.Enqueue(next);
            }

            return next;
        }, cancel);
    }
}

/// <summary>Writes one portion and leaves the next as a job, so that others have their turn in between.</summary>
internal sealed class FillSuchworteJob(Suchwortnachtrag nachtrag) : IHandle<FillSuchworte>
{
    public Task Run(FillSuchworte payload, CancellationToken cancel) => nachtrag.Next(payload, leaveRest: true, cancel);
}
