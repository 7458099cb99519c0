using System.Text.Json.Nodes;
using Leineweber.Formulare.Felder;
using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Konten;
using Microsoft.EntityFrameworkCore;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Formulare.Fill;

/// <summary>The drafts of the person who is signed in: begun, saved page by page, deleted. A draft of somebody else does not exist here.</summary>
internal sealed class Entwuerfe(LeineweberDb db, Formularkatalog catalog, Strassen strassen, Kontoperson person, TimeProvider clock)
{
    // Compiled once: every page of a form and every submission asks it. It says for itself that it does not track: a compiled query goes on with what the first context asking had set.
    private static readonly Func<LeineweberDb, Guid, CancellationToken, Task<Ablagestand?>> Stored = EF.CompileAsyncQuery((LeineweberDb db, Guid id, CancellationToken _) =>
        db.Set<Antrag>().AsNoTracking().Where(row => row.Id == id).Select(row => new Ablagestand(row, db.Set<Anlage>().Any(file => file.AntragId == row.Id))).SingleOrDefault());

    /// <summary>The open drafts of an account for a form, last changed first.</summary>
    public Task<List<Antrag>> Open(string key, CancellationToken cancel) =>
        db.Set<Antrag>().Where(row => person.Ids.Contains(row.KontoId) && row.FormularKey == key && row.Status == AntragStatus.Entwurf)
            .OrderByDescending(row => row.ChangedAt).ToListAsync(cancel);

    /// <summary>Begins a draft, or gives back one of the same version nothing was entered in yet, so that a second click makes no second draft.</summary>
    /// <param name="actor">Who begins.</param>
    /// <param name="owners">The account and the guests taken over into it.</param>
    /// <param name="version">The version, frozen for this draft.</param>
    /// <param name="prefilled">First values from the account.</param>
    /// <param name="cancel">Gives up.</param>
    public Task<Antrag> Begin(Actor actor, IReadOnlyList<Guid> owners, Fassung version, JsonObject prefilled, CancellationToken cancel) => db.Write(actor, async write =>
    {
        await write.Lock($"entwurf:{owners[0].GetHashCode() & 63}", cancel);
        var untouched = await write.Db.Set<Antrag>().FirstOrDefaultAsync(row => owners.Contains(row.KontoId) && row.FormularVersionId == version.Version.Id
            && row.Status == AntragStatus.Entwurf && row.Revision == 0, cancel);
        if (untouched is not null)
        {
            return untouched;
        }

        var antrag = new Antrag
        {
            FormularVersionId = version.Version.Id,
            FormularKey = version.Form.Key,
            KontoId = owners[0],
            Language = Sprache.Code,
            CreatedAt = write.Now,
            ChangedAt = write.Now,
            Entered = prefilled.ToJsonString(),
        };
        write.Db.Add(antrag);
        Step(write, antrag, AntragStatus.Entwurf);
        write.Record(antrag.Subject, "antrag.begun", $"Antrag „{version.Form.Title.De}“ begonnen");
        return antrag;
    }, cancel);

    /// <summary>Opens a draft of this account; null where it is not theirs, does not exist or is submitted.</summary>
    public async Task<Bearbeitung?> Find(Guid id, CancellationToken cancel)
    {
        if (await Stored(db, id, cancel) is not { Antrag: { Status: AntragStatus.Entwurf } antrag } stored || !person.Owns(antrag.KontoId))
        {
            return null;
        }

        var files = stored.HasFiles ? await db.Set<Anlage>().Where(row => row.AntragId == id).OrderBy(row => row.Id).ToListAsync(cancel) : [];
        return Open(antrag, await catalog.Form(antrag.FormularVersionId, cancel), files, await strassen.Read(cancel), clock.Today());
    }

    /// <summary>True where the person has submitted (or withdrawn) this application already.</summary>
    public Task<bool> IsSubmitted(Guid id, CancellationToken cancel) =>
        db.Set<Antrag>().AnyAsync(row => row.Id == id && person.Ids.Contains(row.KontoId) && row.Status != AntragStatus.Entwurf, cancel);

    /// <summary>Saves a page: the values of its visible questions; what is hidden stays parked.</summary>
    /// <param name="id">Which draft.</param>
    /// <param name="page">The page.</param>
    /// <param name="item">The entry of a repeated page, or null.</param>
    /// <param name="values">Value by question; null takes an answer back.</param>
    /// <param name="isAnswered">True where the person went on from this page.</param>
    /// <param name="cancel">Gives up.</param>
    public Task<Outcome<Done>> Save(Guid id, Seite page, string? item, IReadOnlyDictionary<string, JsonNode?> values, bool isAnswered, CancellationToken cancel) =>
        Change(id, (write, antrag, entered) =>
        {
            var target = page.Repeat is null ? entered : ItemOf(entered, page, item!);
            if (target is null)
            {
                return new Refusal("antrag.too-many-items", T("Mehr Einträge sind hier nicht möglich: höchstens {0}.", page.Repeat!.Max));
            }

            foreach (var (field, value) in values)
            {
                if (value is null)
                {
                    target.Remove(field);
                }
                else
                {
                    target[field] = value.DeepClone();
                }
            }

            if (isAnswered)
            {
                See(antrag, page);
            }

            return Done.It;
        }, cancel);

    /// <summary>Notes that the list of a repeated page is complete.</summary>
    public Task<Outcome<Done>> Finish(Guid id, Seite page, CancellationToken cancel) => Change(id, (_, antrag, _) =>
    {
        See(antrag, page);
        return Done.It;
    }, cancel);

    /// <summary>Removes an entry of a repeated page with its files; again, it changes nothing.</summary>
    public Task<Outcome<Done>> RemoveItem(Guid id, Seite page, string item, CancellationToken cancel) => Change(id, async (write, _, entered) =>
    {
        if (entered[page.Id] is JsonArray list && list.OfType<JsonObject>().FirstOrDefault(row => row["id"].Text() == item) is { } row)
        {
            list.Remove(row);
            await write.Db.Set<Anlage>().Where(file => file.AntragId == id && file.ItemId == item).ExecuteDeleteAsync(cancel);
        }

        return Done.It;
    }, cancel);

    /// <summary>Adds a stored file to a question; the same content twice is one file.</summary>
    public Task<Outcome<Done>> AddFile(Guid id, Seite page, DateiFeld field, string? item, Foundation.Uploads.Upload file, CancellationToken cancel) =>
        Change(id, async (write, _, entered) =>
        {
            var target = page.Repeat is null ? entered : ItemOf(entered, page, item!);
            var there = await write.Db.Set<Anlage>().Where(row => row.AntragId == id && row.FieldId == field.Id && row.ItemId == item).ToListAsync(cancel);
            if (target is null || there.Any(row => row.Sha256 == file.Blob.Sha256))
            {
                return Done.It;
            }

            if (there.Count >= field.Max)
            {
                return new Refusal("antrag.too-many-files", field.Max == 1 ? T("Hier ist nur eine Datei möglich. Bitte entfernen Sie zuerst die andere.") : T("Hier sind höchstens {0} Dateien möglich. Bitte entfernen Sie zuerst eine.", field.Max));
            }

            var added = new Anlage
            {
                AntragId = id,
                FieldId = field.Id,
                ItemId = item,
                Name = file.Name,
                ContentType = file.ContentType,
                Sha256 = file.Blob.Sha256,
                Size = file.Blob.Size,
                UploadedAt = write.Now,
            };
            write.Db.Add(added);
            target[field.Id] = new JsonArray([.. there.Append(added).Select(row => (JsonNode)row.Id.ToString())]);
            return Done.It;
        }, cancel);

    /// <summary>Removes a file from a question; again, it changes nothing.</summary>
    public Task<Outcome<Done>> RemoveFile(Guid id, Seite page, DateiFeld field, string? item, Guid file, CancellationToken cancel) =>
        Change(id, async (write, _, entered) =>
        {
            var target = page.Repeat is null ? entered : ItemOf(entered, page, item!);
            var there = await write.Db.Set<Anlage>().Where(row => row.AntragId == id && row.FieldId == field.Id && row.ItemId == item).ToListAsync(cancel);
            if (target is null || there.FirstOrDefault(row => row.Id == file) is not { } gone)
            {
                return Done.It;
            }

            write.Db.Remove(gone);
            target[field.Id] = new JsonArray([.. there.Where(row => row != gone).Select(row => (JsonNode)row.Id.ToString())]);
            return Done.It;
        }, cancel);

    /// <summary>Deletes a draft with all that was entered and uploaded; again, it changes nothing.</summary>
    public Task Delete(Guid id, CancellationToken cancel) => db.Write(person.Actor, async write =>
    {
        var gone = await write.Db.Set<Antrag>().Where(row => row.Id == id && person.Ids.Contains(row.KontoId) && row.Status == AntragStatus.Entwurf).ExecuteDeleteAsync(cancel);
        if (gone > 0)
        {
            write.Record($"antrag:{id}", "antrag.deleted", "Entwurf gelöscht");
        }
    }, cancel);

    internal static Bearbeitung Open(Antrag antrag, Formularmodell form, IReadOnlyList<Anlage> files, Strassenverzeichnis streets, DateOnly today)
    {
        var entered = JsonNode.Parse(antrag.Entered!)!.AsObject();
        var seen = antrag.SeenPages.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet();
        return new Bearbeitung(antrag, form, entered, seen, Ablauf.Compute(form, entered, seen, today, streets), files, streets, today);
    }

    internal static void Step(Write write, Antrag antrag, AntragStatus status)
    {
        antrag.Status = status;
        antrag.ChangedAt = write.Now;
        write.Run("INSERT INTO antrag_schritt (id, antrag_id, status, at, actor_kind, actor_id) VALUES ($1, $2, $3, $4, $5, $6)",
            Guid.CreateVersion7(), antrag.Id, status.ToString(), write.Now, write.Actor.Kind.ToString(), write.Actor.Id);
    }

    private Task<Outcome<Done>> Change(Guid id, Func<Write, Antrag, JsonObject, Outcome<Done>> change, CancellationToken cancel) =>
        Change(id, (write, antrag, entered) => Task.FromResult(change(write, antrag, entered)), cancel);

    private Task<Outcome<Done>> Change(Guid id, Func<Write, Antrag, JsonObject, Task<Outcome<Done>>> change, CancellationToken cancel) =>
        db.Write<Outcome<Done>>(person.Actor, async write =>
        {
            var antrag = await write.Db.Set<Antrag>().SingleOrDefaultAsync(row => row.Id == id && person.Ids.Contains(row.KontoId), cancel);
            if (antrag is not { Status: AntragStatus.Entwurf })
            {
                return new Refusal("antrag.no-draft", T("Dieser Antrag wurde inzwischen abgesendet oder gelöscht. Unter „Meine Anträge“ sehen Sie den Stand."));
            }

            var entered = JsonNode.Parse(antrag.Entered!)!.AsObject();
            var outcome = await change(write, antrag, entered);
            (antrag.Entered, antrag.ChangedAt) = (entered.ToJsonString(), write.Now);
            antrag.RemindedAt = null;
            antrag.Revision++;
            return outcome;
        }, cancel);

    private static void See(Antrag antrag, Seite page)
    {
        if (!antrag.SeenPages.Split(' ').Contains(page.Id))
        {
            antrag.SeenPages = $"{antrag.SeenPages} {page.Id}".Trim();
        }
    }

    /// <summary>The entry, made where it is new; null where there are enough.</summary>
    private static JsonObject? ItemOf(JsonObject entered, Seite page, string item)
    {
        if (entered[page.Id] is not JsonArray list)
        {
            entered[page.Id] = list = [];
        }

        var row = list.OfType<JsonObject>().FirstOrDefault(row => row["id"].Text() == item);
        if (row is null && list.Count < page.Repeat!.Max)
        {
            row = new JsonObject { ["id"] = item };
            list.Add(row);
        }

        return row;
    }

    private sealed record Ablagestand(Antrag Antrag, bool HasFiles);
}
