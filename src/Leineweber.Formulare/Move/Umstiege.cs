using Leineweber.Formulare.Fill;
using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Konten;
using Microsoft.EntityFrameworkCore;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Formulare.Move;

/// <summary>
/// Moves drafts to newer versions of their form. A draft goes on in its own version while that is allowed; where every answer keeps its place
/// it moves by itself; where its author says so it must move, and what finds no place is shown first.
/// </summary>
internal sealed class Umstiege(LeineweberDb db, Formularkatalog catalog, Kontoperson person)
{
    /// <summary>The move that is due for a draft; null where it goes on as it is.</summary>
    public async Task<Umstieg?> Due(Bearbeitung draft, CancellationToken cancel)
    {
        if (await catalog.Published(draft.Form.Key, cancel) is not { } newest || newest.Version.Id == draft.Antrag.FormularVersionId)
        {
            return null;
        }

        var move = Umstieg.Plan(draft.Form, newest, draft.Entered, draft.Files);
        return move.IsCompatible || await MustMove(draft.Antrag, cancel) ? move : null;
    }

    /// <summary>True where the draft may no longer be submitted in its version.</summary>
    public async Task<bool> MustMove(Antrag antrag, CancellationToken cancel) => await BeforeSubmission(db, antrag.Id, cancel) is { MustMove: true };

    /// <summary>
    /// An application, and whether it must move before it may be submitted: another version than its own is the published one, and one after its own moves drafts.
    /// Compiled once: every submission asks it while others wait for their turn. It says for itself that it tracks: a compiled query goes on with what the first context asking had set.
    /// </summary>
    public static readonly Func<LeineweberDb, Guid, CancellationToken, Task<Abgabestand?>> BeforeSubmission = EF.CompileAsyncQuery((LeineweberDb db, Guid id, CancellationToken _) =>
        db.Set<Antrag>().AsTracking().Where(row => row.Id == id).Select(row => new Abgabestand(row, db.Set<FormularVersion>().Any(own => own.Id == row.FormularVersionId
            && db.Set<Formular>().Any(form => form.Id == own.FormularId && form.PublishedVersionId != own.Id)
            && db.Set<FormularVersion>().Any(later => later.FormularId == own.FormularId && later.Number > own.Number && later.MovesDrafts && later.PublishedAt != null)))).SingleOrDefault());

    /// <summary>Moves a draft. Pages with something new, changed or lost are asked again; nothing entered is deleted. Again, it changes nothing.</summary>
    /// <returns>The draft, or a refusal: <c>antrag.no-draft</c>.</returns>
    public Task<Outcome<Antrag>> Move(Guid id, Umstieg move, CancellationToken cancel) => db.Write<Outcome<Antrag>>(person.Actor, async write =>
    {
        var antrag = await write.Db.Set<Antrag>().SingleOrDefaultAsync(row => row.Id == id && person.Ids.Contains(row.KontoId) && row.Status == AntragStatus.Entwurf, cancel);
        if (antrag is null)
        {
            return new Refusal("antrag.no-draft", T("Dieser Antrag wurde inzwischen abgesendet oder gelöscht. Unter „Meine Anträge“ sehen Sie den Stand."));
        }

        if (antrag.FormularVersionId == move.To.Version.Id)
        {
            return antrag;
        }

        antrag.FormularVersionId = move.To.Version.Id;
        antrag.SeenPages = string.Join(' ', antrag.SeenPages.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(page => move.To.Form.Page(page) is not null && !move.Again.Contains(page)));
        (antrag.ChangedAt, antrag.RemindedAt) = (write.Now, null);
        antrag.Revision++;
        write.Record(antrag.Subject, "antrag.moved", $"Entwurf auf Fassung {move.To.Version.Number} umgestellt; {move.Lost.Count} Antworten ohne Platz");
        return antrag;
    }, cancel);
}

/// <summary>An application on its way to be submitted.</summary>
internal sealed record Abgabestand(Antrag Antrag, bool MustMove);
