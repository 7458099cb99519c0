using Leineweber.Formulare.Import;
using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Formulare;

/// <summary>The city's forms and their versions: importing, publishing, finding.</summary>
public sealed class Formularkatalog(LeineweberDb db, Modellspeicher models)
{
    /// <summary>True where people can fill in a form of this key now.</summary>
    public Task<bool> IsOpen(string key, CancellationToken cancel) =>
        db.Set<Formular>().AnyAsync(form => form.Key == key && form.PublishedVersionId != null, cancel);

    /// <summary>All forms by title.</summary>
    public Task<List<Formular>> List(CancellationToken cancel) => db.Set<Formular>().OrderBy(form => form.Title).ToListAsync(cancel);

    /// <summary>True where the form of this key gives out limited places now.</summary>
    public async Task<bool> HasPlaces(string key, CancellationToken cancel) => await Published(key, cancel) is { Form.Kontingente.Count: > 0 };

    /// <summary>The published forms with limited places of these units, by title.</summary>
    internal async Task<IReadOnlyList<Formularmodell>> WithPlaces(IReadOnlySet<string> units, CancellationToken cancel)
    {
        var mine = units.ToList();
        // Asked for the rail of every page: what is in memory need not be read again.
        var rows = await (from form in db.Set<Formular>()
                          where mine.Contains(form.UnitNummer)
                          join version in db.Set<FormularVersion>() on form.PublishedVersionId equals version.Id
                          orderby form.Title
                          select new { version.Id, version.Hash }).ToListAsync(cancel);
        var forms = new List<Formularmodell>();
        foreach (var row in rows)
        {
            forms.Add(models.Known(row.Hash) ?? (await Version(row.Id, cancel)).Form);
        }

        return [.. forms.Where(form => form.Kontingente.Count > 0)];
    }

    /// <summary>The version new applications are filled in with, or null.</summary>
    internal async Task<Fassung?> Published(string key, CancellationToken cancel)
    {
        var found = await (from form in db.Set<Formular>()
                           where form.Key == key
                           join version in db.Set<FormularVersion>() on form.PublishedVersionId equals version.Id
                           select version).SingleOrDefaultAsync(cancel);
        return found is null ? null : new Fassung(found, models.Of(found));
    }

    /// <summary>A version with its form.</summary>
    internal async Task<Fassung> Version(Guid id, CancellationToken cancel)
    {
        var version = await db.Set<FormularVersion>().SingleAsync(row => row.Id == id, cancel);
        return new Fassung(version, models.Of(version));
    }

    /// <summary>The form of a version some application is filled in with; read once, since the content never changes.</summary>
    internal async ValueTask<Formularmodell> Form(Guid versionId, CancellationToken cancel) =>
        models.Known(versionId) ?? (await Version(versionId, cancel)).Form;

    /// <summary>The versions of a form, newest first.</summary>
    internal Task<List<FormularVersion>> Versions(Guid formularId, CancellationToken cancel) =>
        db.Set<FormularVersion>().Where(row => row.FormularId == formularId).OrderByDescending(row => row.Number).ToListAsync(cancel);

    /// <summary>Takes a form in as a new version; the same content again gives the version that is there. Nothing is published.</summary>
    internal async Task<Importergebnis> Import(Actor actor, string json, CancellationToken cancel)
    {
        var (form, notes) = FormularReader.Read(json);
        if (form is null)
        {
            return new Importergebnis(null, notes);
        }

        var content = Modellspeicher.Canonical(json);
        var version = await db.Write(actor, write => Add(write, form, content, cancel), cancel);
        return new Importergebnis(version, notes);
    }

    /// <summary>Makes a version the one for new applications. Drafts keep theirs, or move where every answer keeps its place.</summary>
    /// <param name="actor">Who publishes.</param>
    /// <param name="versionId">Which.</param>
    /// <param name="cancel">Gives up.</param>
    /// <param name="movesDrafts">True where drafts of older versions must move before they can be submitted, e.g. because the law changed.</param>
    internal Task<Outcome<FormularVersion>> Publish(Actor actor, Guid versionId, CancellationToken cancel, bool movesDrafts = false) => db.Write<Outcome<FormularVersion>>(actor, async write =>
    {
        var version = await write.Db.Set<FormularVersion>().SingleOrDefaultAsync(row => row.Id == versionId, cancel);
        if (version is null)
        {
            return new Refusal("formular.unknown-version", Texts.T("Diese Fassung gibt es nicht."));
        }

        var formular = await write.Db.Set<Formular>().SingleAsync(row => row.Id == version.FormularId, cancel);
        var model = models.Of(version);
        (formular.PublishedVersionId, formular.Title, formular.LeistungSlug, formular.UnitNummer) = (version.Id, model.Title.De, model.Leistung, model.Stelle);
        (version.PublishedAt, version.PublishedBy, version.MovesDrafts) = (write.Now, actor.Name, version.MovesDrafts || movesDrafts);
        write.Record($"formular:{formular.Key}", "formular.published", $"Fassung {version.Number} von „{formular.Title}“ veröffentlicht" + (movesDrafts ? "; begonnene Entwürfe müssen umsteigen" : ""));
        write.Enqueue(new Wait.RueckePlaetzeNach(formular.Key));
        return version;
    }, cancel);

    private static async Task<FormularVersion> Add(Write write, Formularmodell form, string content, CancellationToken cancel)
    {
        await write.Lock($"formular:{form.Key}", cancel);
        var formular = await write.Db.Set<Formular>().SingleOrDefaultAsync(row => row.Key == form.Key, cancel);
        if (formular is null)
        {
            formular = new Formular { Key = form.Key, Title = form.Title.De, LeistungSlug = form.Leistung, UnitNummer = form.Stelle };
            write.Db.Add(formular);
        }

        var hash = Modellspeicher.Hash(content);
        var versions = await write.Db.Set<FormularVersion>().Where(row => row.FormularId == formular.Id).ToListAsync(cancel);
        if (versions.SingleOrDefault(row => row.Hash == hash) is { } same)
        {
            return same;
        }

        var version = new FormularVersion
        {
            FormularId = formular.Id,
            Number = versions.Count + 1,
            Hash = hash,
            Content = content,
            ImportedAt = write.Now,
            ImportedBy = write.Actor.Name,
        };
        write.Db.Add(version);
        write.Record($"formular:{form.Key}", "formular.imported", $"Fassung {version.Number} von „{form.Title.De}“ eingelesen");
        return version;
    }
}

/// <summary>A frozen version and the form it holds.</summary>
internal sealed record Fassung(FormularVersion Version, Formularmodell Form);

/// <summary>What an import gave: the version, or only what is wrong.</summary>
internal sealed record Importergebnis(FormularVersion? Version, IReadOnlyList<Importmeldung> Notes);
