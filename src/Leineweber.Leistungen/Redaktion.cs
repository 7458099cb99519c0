using System.Text.Json;
using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Volltext;
using Leineweber.Leistungen.Search;
using Microsoft.EntityFrameworkCore;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Leistungen;

/// <summary>What editors do: draft, publish, withdraw, bring an old version back.</summary>
public sealed class Redaktion(LeineweberDb db)
{
    /// <summary>A service with its versions, newest first; null where there is none of this address part.</summary>
    public async Task<(Leistung Leistung, IReadOnlyList<LeistungVersion> Versions)?> Find(string slug, CancellationToken cancel)
    {
        var leistung = await db.Set<Leistung>().SingleOrDefaultAsync(row => row.Slug == slug, cancel);
        return leistung is null
            ? null
            : (leistung, await db.Set<LeistungVersion>().Where(row => row.LeistungId == leistung.Id).OrderByDescending(row => row.Nummer).ToListAsync(cancel));
    }

    /// <summary>Begins the description of a new service as a draft.</summary>
    public Task<Outcome<Leistung>> Begin(Actor actor, string slug, Leistungsinhalt inhalt, CancellationToken cancel) => db.Write<Outcome<Leistung>>(actor, async w =>
    {
        await w.Lock("leistung:" + slug, cancel);
        if (await w.Db.Set<Leistung>().AnyAsync(row => row.Slug == slug, cancel))
        {
            return new Refusal("leistung.exists", T("Eine Leistung mit dieser Adresse gibt es schon. Bitte wählen Sie einen anderen Namen."));
        }

        return Add(w, slug, Englisch.Mark(inhalt, null), isPublished: false, null);
    }, cancel);

    /// <summary>Saves words into the draft; begins one from the newest version where there is none.</summary>
    /// <param name="actor">The editor.</param>
    /// <param name="slug">The service.</param>
    /// <param name="inhalt">The words.</param>
    /// <param name="anlass">What was changed and why, or null.</param>
    /// <param name="seen">Stand of the draft the editor saw; 0 where there was none.</param>
    /// <param name="cancel">Gives up.</param>
    public Task<Outcome<LeistungVersion>> Save(Actor actor, string slug, Leistungsinhalt inhalt, string? anlass, int seen, CancellationToken cancel) =>
        db.Write<Outcome<LeistungVersion>>(actor, async w =>
        {
            await w.Lock("leistung:" + slug, cancel);
            var leistung = await w.Db.Set<Leistung>().SingleAsync(row => row.Slug == slug, cancel);
            var newest = await w.Db.Set<LeistungVersion>().Where(row => row.LeistungId == leistung.Id).OrderByDescending(row => row.Nummer).FirstAsync(cancel);
            var draft = newest.Status == LeistungVersionStatus.Entwurf ? newest : null;
            if ((draft?.Stand ?? 0) != seen)
            {
                return new Refusal("leistung.changed-meanwhile", T("Inzwischen hat jemand anderes den Entwurf gespeichert. Bitte laden Sie die Seite neu; Ihre Eingaben können Sie vorher kopieren."));
            }

            if (draft is null)
            {
                draft = new LeistungVersion { LeistungId = leistung.Id, Nummer = newest.Nummer + 1, CreatedAt = w.Now };
                w.Db.Add(draft);
            }

            inhalt = Englisch.Mark(inhalt, newest.Inhalt);
            Fill(draft, inhalt, anlass, w);
            if (leistung.PublishedVersion == 0)
            {
                leistung.Take(inhalt);
            }

            w.Record(leistung.Subject, "leistung.saved", $"Entwurf {draft.Nummer} gespeichert", anlass);
            return draft;
        }, cancel);

    /// <summary>Puts the draft on the portal.</summary>
    public Task<Outcome<Leistung>> Publish(Actor actor, string slug, CancellationToken cancel) => db.Write<Outcome<Leistung>>(actor, async w =>
    {
        await w.Lock("leistung:" + slug, cancel);
        var leistung = await w.Db.Set<Leistung>().SingleAsync(row => row.Slug == slug, cancel);
        var versions = await w.Db.Set<LeistungVersion>().Where(row => row.LeistungId == leistung.Id).ToListAsync(cancel);
        var draft = versions.SingleOrDefault(row => row.Status == LeistungVersionStatus.Entwurf);
        if (draft is null && leistung.Status != LeistungStatus.Zurueckgezogen)
        {
            return new Refusal("leistung.no-draft", T("Es gibt keinen Entwurf, der veröffentlicht werden könnte."));
        }

        var next = draft ?? versions.Single(row => row.Nummer == leistung.PublishedVersion);
        if (Leistungspruefung.Problems(next.Inhalt) is [var first, ..])
        {
            return new Refusal("leistung.incomplete", first.Message);
        }

        foreach (var old in versions.Where(row => row.Status == LeistungVersionStatus.Veroeffentlicht && row != next))
        {
            old.Status = LeistungVersionStatus.Abgeloest;
        }

        Publish(w, leistung, next);
        await w.Reindex(PortalIndex.Name, PortalIndex.IdOf(leistung));
        return leistung;
    }, cancel);

    /// <summary>Takes the service off the portal; its words and history stay.</summary>
    public Task<Outcome<Leistung>> Withdraw(Actor actor, string slug, string reason, CancellationToken cancel) => db.Write<Outcome<Leistung>>(actor, async w =>
    {
        var leistung = await w.Db.Set<Leistung>().SingleAsync(row => row.Slug == slug, cancel);
        if (leistung.Status != LeistungStatus.Veroeffentlicht)
        {
            return new Refusal("leistung.not-published", T("Diese Leistung steht nicht im Portal."));
        }

        leistung.Status = LeistungStatus.Zurueckgezogen;
        w.Record(leistung.Subject, "leistung.withdrawn", "Aus dem Portal genommen", reason);
        await w.Reindex(PortalIndex.Name, PortalIndex.IdOf(leistung));
        return leistung;
    }, cancel);

    /// <summary>Throws the draft away; the published version stays.</summary>
    public Task<Outcome<Done>> Discard(Actor actor, string slug, CancellationToken cancel) => db.Write<Outcome<Done>>(actor, async w =>
    {
        var leistung = await w.Db.Set<Leistung>().SingleAsync(row => row.Slug == slug, cancel);
        var draft = await w.Db.Set<LeistungVersion>().SingleOrDefaultAsync(row => row.LeistungId == leistung.Id && row.Status == LeistungVersionStatus.Entwurf, cancel);
        if (draft is null || leistung.PublishedVersion == 0)
        {
            return new Refusal("leistung.no-draft", T("Es gibt keinen Entwurf, der verworfen werden könnte."));
        }

        w.Db.Remove(draft);
        w.Record(leistung.Subject, "leistung.discarded", $"Entwurf {draft.Nummer} verworfen");
        return Done.It;
    }, cancel);

    internal static Leistung Add(Write w, string slug, Leistungsinhalt inhalt, bool isPublished, string? anlass)
    {
        var leistung = new Leistung(slug, inhalt, w.Now);
        var version = new LeistungVersion { LeistungId = leistung.Id, Nummer = 1, CreatedAt = w.Now };
        Fill(version, inhalt, anlass, w);
        w.Db.Add(leistung);
        w.Db.Add(version);
        w.Record(leistung.Subject, "leistung.begun", "Beschreibung angelegt", anlass);
        if (isPublished)
        {
            Publish(w, leistung, version);
        }

        return leistung;
    }

    /// <summary>Publishes English words where nobody has written any; leaves alone what is being drafted, is not published, or had English once.</summary>
    /// <returns>True where something was added.</returns>
    internal static async Task<bool> TopUpEnglish(Write w, Leistung leistung, Leistungsinhalt file, CancellationToken cancel)
    {
        var topped = Englisch.TopUp(leistung.Inhalt, file);
        if (leistung.Status != LeistungStatus.Veroeffentlicht || Same(topped, leistung.Inhalt))
        {
            return false;
        }

        var versions = await w.Db.Set<LeistungVersion>().Where(row => row.LeistungId == leistung.Id).OrderByDescending(row => row.Nummer).ToListAsync(cancel);
        if (versions.Any(row => row.Status == LeistungVersionStatus.Entwurf || row.Inhalt.Englisch is not null))
        {
            return false;
        }

        foreach (var old in versions.Where(row => row.Status == LeistungVersionStatus.Veroeffentlicht))
        {
            old.Status = LeistungVersionStatus.Abgeloest;
        }

        var version = new LeistungVersion { LeistungId = leistung.Id, Nummer = versions[0].Nummer + 1, CreatedAt = w.Now };
        Fill(version, topped, "Englische Texte aus der Datensammlung ergänzt", w);
        w.Db.Add(version);
        Publish(w, leistung, version);
        await w.Reindex(PortalIndex.Name, PortalIndex.IdOf(leistung));
        return true;
    }

    private static bool Same(Leistungsinhalt one, Leistungsinhalt other) =>
        JsonSerializer.Serialize(one, LeistungJson.Options) == JsonSerializer.Serialize(other, LeistungJson.Options);

    private static void Publish(Write w, Leistung leistung, LeistungVersion version)
    {
        version.Status = LeistungVersionStatus.Veroeffentlicht;
        version.PublishedAt = w.Now;
        version.PublishedBy = w.Actor.Name;
        leistung.Status = LeistungStatus.Veroeffentlicht;
        leistung.PublishedVersion = version.Nummer;
        leistung.ChangedAt = w.Now;
        leistung.Take(version.Inhalt);
        w.Record(leistung.Subject, "leistung.published", $"Version {version.Nummer} veröffentlicht", version.Anlass);
    }

    private static void Fill(LeistungVersion draft, Leistungsinhalt inhalt, string? anlass, Write w)
    {
        draft.InhaltJson = JsonSerializer.Serialize(inhalt, LeistungJson.Options);
        draft.Anlass = anlass;
        draft.SavedAt = w.Now;
        draft.SavedBy = w.Actor.Name;
        draft.Stand++;
    }
}
