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
    public Task<bool> MustMove(Antrag antrag, CancellationToken cancel) =>
        db.Set<Antrag>().FromSqlRaw($"SELECT * FROM antrag WHERE id = {{0}} AND {IsMoved}", antrag.Id).AnyAsync(cancel);

    /// <summary>
    /// Condition on a row of <c>antrag</c>: another version than its own is the published one, and one after its own moves drafts. In plain SQL because every submission asks it while
    /// others wait for their turn.
    /// </summary>
    public const string IsMoved = "EXISTS (SELECT 1 FROM formular_version own JOIN formular form ON form.id = own.formular_id AND form.published_version_id IS DISTINCT FROM own.id "
        + "JOIN formular_version later ON later.formular_id = own.formular_id AND later.number > own.number AND later.moves_drafts AND later.published_at IS NOT NULL WHERE own.id = antrag.formular_version_id)";

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
