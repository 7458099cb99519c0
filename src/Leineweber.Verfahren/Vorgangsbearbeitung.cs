using Leineweber.Akten;
using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Microsoft.EntityFrameworkCore;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Verfahren;

/// <summary>What a caseworker does with a Vorgang besides asking and deciding. Who may do it the pages have checked.</summary>
public sealed class Vorgangsbearbeitung(LeineweberDb db, Vorgaenge vorgaenge)
{
    /// <summary>Gives Vorgaenge to somebody; those that are closed already stay as they are.</summary>
    /// <returns>How many changed hands.</returns>
    public Task<int> Assign(Actor actor, IReadOnlyCollection<Guid> ids, Guid toId, string toName, CancellationToken cancel) => db.Write(actor, async w =>
    {
        var changed = 0;
        foreach (var row in await w.Db.Set<Bearbeitung>().Where(row => ids.Contains(row.VorgangId) && row.BearbeiterId != toId).ToListAsync(cancel))
        {
            if (row.Assign(toId, toName).IsOk)
            {
                w.Record($"vorgang:{row.VorgangId}", "vorgang.assigned", w.Actor.Id == toId.ToString() ? $"{toName} übernimmt den Vorgang" : $"Vorgang an {toName} gegeben");
                changed++;
            }
        }

        return changed;
    }, cancel);

    /// <summary>Takes a Vorgang for oneself; refused where somebody else took it since the page was opened.</summary>
    /// <param name="actor">Who takes it.</param>
    /// <param name="id">The Vorgang.</param>
    /// <param name="meId">Who takes it: id.</param>
    /// <param name="seenBearbeiterId">Who had it when the page was opened.</param>
    /// <param name="cancel">Gives up.</param>
    public Task<Outcome<Bearbeitung>> Take(Actor actor, Guid id, Guid meId, Guid? seenBearbeiterId, CancellationToken cancel) => Change(actor, id, (w, row) =>
    {
        if (row.BearbeiterId is not null && row.BearbeiterId != meId && row.BearbeiterId != seenBearbeiterId)
        {
            return new Refusal("vorgang.taken", T("{0} hat diesen Vorgang gerade übernommen. Bitte sprechen Sie sich ab.", row.Bearbeiter));
        }

        w.Record($"vorgang:{id}", "vorgang.assigned", $"{w.Actor.Name} übernimmt den Vorgang");
        return row.Assign(meId, w.Actor.Name);
    }, cancel);

    /// <summary>Sets or clears the day on which to look at it again (Wiedervorlage).</summary>
    public Task<Outcome<Bearbeitung>> SetFrist(Actor actor, Guid id, DateOnly? day, string? grund, CancellationToken cancel) => Change(actor, id, (w, row) =>
    {
        if (day is { } chosen && chosen < DateOnly.FromDateTime(Clock.ToLocal(w.Now)))
        {
            return new Refusal("frist.past", T("Der Tag liegt in der Vergangenheit. Bitte wählen Sie heute oder einen späteren Tag."));
        }

        var reason = string.IsNullOrWhiteSpace(grund) ? "Wiedervorlage" : Cut(grund, 200);
        w.Record($"vorgang:{id}", "vorgang.frist", day is null ? "Wiedervorlage gelöscht" : $"Wiedervorlage am {day:dd.MM.yyyy}: {reason}");
        return row.SetFrist(day, reason);
    }, cancel);

    /// <summary>Adds a note.</summary>
    public Task<Outcome<Notiz>> AddNote(Actor actor, Guid id, string text, CancellationToken cancel) => db.Write<Outcome<Notiz>>(actor, w =>
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > 8000)
        {
            return Task.FromResult<Outcome<Notiz>>(new Refusal("notiz.length", T("Bitte schreiben Sie eine Notiz mit höchstens 8.000 Zeichen.")));
        }

        var notiz = new Notiz { VorgangId = id, Text = text.Trim(), By = w.Actor.Name, At = w.Now };
        w.Db.Add(notiz);
        w.Record($"vorgang:{id}", "vorgang.noted", "Notiz geschrieben");
        return Task.FromResult<Outcome<Notiz>>(notiz);
    }, cancel);

    /// <summary>Closes the Vorgang (z. d. A.), here and in the file.</summary>
    public Task<Outcome<Bearbeitung>> Close(Actor actor, Guid id, CancellationToken cancel) => db.Write<Outcome<Bearbeitung>>(actor, async w =>
    {
        var row = await w.Db.Set<Bearbeitung>().SingleAsync(row => row.VorgangId == id, cancel);
        var outcome = row.Close(w.Now);
        return outcome.IsOk && (await vorgaenge.Close(w, id, cancel)).Refusal is { } refusal ? refusal : outcome;
    }, cancel);

    internal static string Cut(string text, int most) => text.Trim() is var clean && clean.Length <= most ? clean : clean[..most];

    private Task<Outcome<Bearbeitung>> Change(Actor actor, Guid id, Func<Write, Bearbeitung, Outcome<Bearbeitung>> change, CancellationToken cancel) =>
        db.Write<Outcome<Bearbeitung>>(actor, async w => change(w, await w.Db.Set<Bearbeitung>().SingleAsync(row => row.VorgangId == id, cancel)), cancel);
}
