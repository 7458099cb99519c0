using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Microsoft.EntityFrameworkCore;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Akten;

/// <summary>Strict protection: a protected cabinet opens only with a <see cref="Freigabe"/>, and every reading is recorded. Who may protect the pages have checked.</summary>
public sealed class Schutz(LeineweberDb db)
{
    /// <summary>The cabinet, or null.</summary>
    public Task<Aktenschrank?> Find(Guid schrankId, CancellationToken cancel) => db.Set<Aktenschrank>().SingleOrDefaultAsync(row => row.Id == schrankId, cancel);

    /// <summary>Protects a cabinet or ends its protection.</summary>
    public Task<Outcome<Done>> Set(Actor actor, Guid schrankId, bool isProtected, string? grund, CancellationToken cancel) => db.Write<Outcome<Done>>(actor, async w =>
    {
        if (string.IsNullOrWhiteSpace(grund))
        {
            return NoReason();
        }

        var schrank = await w.Db.Set<Aktenschrank>().SingleAsync(row => row.Id == schrankId, cancel);
        if (schrank.IsProtected != isProtected)
        {
            schrank.IsProtected = isProtected;
            w.Record($"aktenschrank:{schrankId}", isProtected ? "aktenschrank.protected" : "aktenschrank.unprotected",
                isProtected ? $"Aktenschrank „{schrank.Name}“ streng geschützt" : $"Schutz des Aktenschranks „{schrank.Name}“ beendet", Vorgaenge.Cut(grund, 500));
        }

        return Done.It;
    }, cancel);

    /// <summary>Protects one Akte: it moves, with its Vorgaenge, into a protected cabinet of its own in the same office.</summary>
    /// <returns>The new cabinet.</returns>
    public Task<Outcome<Guid>> ProtectAkte(Actor actor, Guid akteId, string? grund, CancellationToken cancel) => db.Write<Outcome<Guid>>(actor, async w =>
    {
        if (string.IsNullOrWhiteSpace(grund))
        {
            return NoReason();
        }

        var akte = await w.Db.Set<Akte>().AsNoTracking().SingleAsync(row => row.Id == akteId, cancel);
        if (await w.Db.Set<Aktenschrank>().AnyAsync(row => row.Id == akte.AktenschrankId && row.IsProtected, cancel))
        {
            return new Refusal("akte.protected", T("Diese Akte ist schon geschützt."));
        }

        var schrank = new Aktenschrank { Name = Vorgaenge.Cut($"Geschützt: {akte.Titel}", 200), UnitNummer = akte.UnitNummer, IsProtected = true, CreatedAt = w.Now };
        w.Db.Add(schrank);
        await w.Db.SaveChangesAsync(cancel);
        await w.Db.Set<Akte>().Where(row => row.Id == akteId).ExecuteUpdateAsync(row => row.SetProperty(r => r.AktenschrankId, schrank.Id), cancel);
        await w.Db.Set<Vorgang>().Where(row => row.AkteId == akteId).ExecuteUpdateAsync(row => row.SetProperty(r => r.AktenschrankId, schrank.Id), cancel);
        var reason = Vorgaenge.Cut(grund, 500);
        w.Record($"akte:{akteId}", "akte.protected", $"Akte {akte.Aktenzeichen} streng geschützt", reason);
        w.Record($"aktenschrank:{schrank.Id}", "aktenschrank.protected", $"Eigener Aktenschrank für die Akte {akte.Aktenzeichen}, streng geschützt", reason);
        w.Raise(new AkteGeschuetzt(akteId, schrank.Id));
        return schrank.Id;
    }, cancel);

    private static Refusal NoReason() => new("schutz.no-reason", T("Bitte schreiben Sie, warum."));
}
