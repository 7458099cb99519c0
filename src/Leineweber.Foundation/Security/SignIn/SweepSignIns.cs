using Leineweber.Foundation.Data;
using Leineweber.Foundation.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Foundation.Security.SignIn;

/// <summary>Removes what ran out: sessions, keys for one use, old counts of failed tries.</summary>
public sealed record SweepSignIns;

internal sealed class SweepSignInsJob(LeineweberDb db) : IHandle<SweepSignIns>
{
    public Task Run(SweepSignIns payload, CancellationToken cancel) => db.Write(Actor.System("anmeldung"), async w =>
    {
        await Einmalschluessel.Sweep(w, cancel);
        await Anmeldebremse.Sweep(w, cancel);
        // A day longer than they live: who sends a page after the end of the session is still known by it.
        var limit = w.Now.AddDays(-1);
        await w.Db.Set<Sitzung>().Where(row => row.ExpiresAt < limit).ExecuteDeleteAsync(cancel);
    }, cancel);
}
