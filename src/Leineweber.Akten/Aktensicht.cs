using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Organisation;
using Microsoft.EntityFrameworkCore;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Akten;

/// <summary>The files as the signed-in member of staff may see them; what is not theirs is not there. Every page about files asks here.</summary>
public sealed class Aktensicht(LeineweberDb db, Amtsperson person, Organisationsplan plan, TimeProvider clock)
{
    private Sichtbereich? scope;

    /// <summary>What the person sees; computed once per request.</summary>
    public async Task<Sichtbereich> Scope(CancellationToken cancel)
    {
        if (scope is not null)
        {
            return scope;
        }

        var now = clock.Now();
        var id = person.Id;
        var granted = await db.Set<Freigabe>()
            .Where(row => row.BediensteteId == id && row.WithdrawnAt == null && (row.Until == null || row.Until > now)).ToListAsync(cancel);
        var closed = await db.Set<Aktenschrank>().Where(row => row.IsProtected).Select(row => row.Id).ToListAsync(cancel);
        return scope = new Sichtbereich(
            [.. person.UnitsWith(AktenRechte.Lesen)],
            closed,
            [.. granted.Select(row => row.AktenschrankId).OfType<Guid>()],
            [.. granted.Select(row => row.VorgangId).OfType<Guid>()]);
    }

    /// <summary>A Vorgang by id or Aktenzeichen; null where there is none or it is not the person's to see.</summary>
    public async Task<Vorgang?> Find(string idOrAktenzeichen, CancellationToken cancel)
    {
        var visible = db.Set<Vorgang>().Where((await Scope(cancel)).Sees);
        return Guid.TryParse(idOrAktenzeichen, out var id)
            ? await visible.SingleOrDefaultAsync(row => row.Id == id, cancel)
            : await visible.SingleOrDefaultAsync(row => row.Aktenzeichen == idOrAktenzeichen, cancel);
    }

    /// <summary>A document with its versions and its Vorgang; null where there is none or it is not the person's to see.</summary>
    public async Task<(Dokument Dokument, Vorgang Vorgang)?> FindDokument(Guid id, CancellationToken cancel)
    {
        var dokument = await db.Set<Dokument>().Include(row => row.Fassungen.OrderBy(version => version.Nummer)).SingleOrDefaultAsync(row => row.Id == id, cancel);
        return dokument is not null && await Find(dokument.VorgangId.ToString(), cancel) is { } vorgang ? (dokument, vorgang) : null;
    }

    /// <summary>Tells the Protokoll that somebody read in a strictly protected cabinet; elsewhere nothing happens.</summary>
    /// <returns>When the entry is durable.</returns>
    public async Task RecordReading(Vorgang vorgang, string subject, string text, CancellationToken cancel)
    {
        if ((await Scope(cancel)).Closed.Contains(vorgang.AktenschrankId))
        {
            await db.Write(person.Actor, write =>
            {
                write.Record(subject, "akten.read", text);
                return Task.CompletedTask;
            }, cancel);
        }
    }

    /// <summary>Why the person sees a Vorgang, in sentences.</summary>
    public async Task<IReadOnlyList<string>> Why(Vorgang vorgang, CancellationToken cancel)
    {
        var seen = await Scope(cancel);
        var why = new List<string>();
        var unit = await plan.Find(vorgang.UnitNummer, cancel);
        if (seen.Units.Contains(vorgang.UnitNummer) && !seen.Closed.Contains(vorgang.AktenschrankId))
        {
            why.Add(person.HasOwn(AktenRechte.Lesen, vorgang.UnitNummer)
                ? T("Der Vorgang gehört zu {0} {1}. Dort haben Sie eine Rolle, selbst oder über eine Einheit darüber.", vorgang.UnitNummer, unit?.DisplayName)
                : T("Der Vorgang gehört zu {0} {1}. Sie vertreten dort heute {2}.", vorgang.UnitNummer, unit?.DisplayName, string.Join(", ", person.StandsInFor)));
        }

        var now = clock.Now();
        var id = person.Id;
        var granted = await db.Set<Freigabe>().Where(row => row.BediensteteId == id && row.WithdrawnAt == null && (row.Until == null || row.Until > now)
            && (row.VorgangId == vorgang.Id || row.AktenschrankId == vorgang.AktenschrankId)).ToListAsync(cancel);
        why.AddRange(granted.Select(row => row.Until is { } until
            ? T("{0} hat Ihnen eine Freigabe bis {1} gegeben: {2}", row.GrantedBy, Show.Date(until), row.Grund)
            : T("{0} hat Ihnen eine Freigabe gegeben: {1}", row.GrantedBy, row.Grund)));
        if (seen.Closed.Contains(vorgang.AktenschrankId))
        {
            why.Add(T("Der Aktenschrank ist streng geschützt. Jedes Öffnen wird aufgezeichnet."));
        }

        return why;
    }
}
