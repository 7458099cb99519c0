using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Organisation;
using Leineweber.Verfahren.Decide;
using Microsoft.EntityFrameworkCore;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Verfahren;

/// <summary>Drafts, signs and issues decisions. Who may do it the pages have checked.</summary>
public sealed class Bescheide(LeineweberDb db)
{
    /// <summary>The decision of a Vorgang, or null while nothing is drafted.</summary>
    public Task<Bescheid?> Of(Guid vorgangId, CancellationToken cancel) =>
        db.Set<Bescheid>().SingleOrDefaultAsync(row => row.VorgangId == vorgangId, cancel);

    /// <summary>Saves the draft, the first time or again.</summary>
    /// <param name="person">Who drafts it.</param>
    /// <param name="vorgangId">The Vorgang.</param>
    /// <param name="text">The words.</param>
    /// <param name="seenVersion">Version of the draft the person saw; null for the first one.</param>
    /// <param name="cancel">Gives up.</param>
    public Task<Outcome<Bescheid>> Save(Amtsperson person, Guid vorgangId, Bescheidtext text, int? seenVersion, CancellationToken cancel) =>
        db.Write<Outcome<Bescheid>>(person.Actor, async w =>
        {
            if (Check(text) is { } refusal)
            {
                return refusal;
            }

            var row = await w.Db.Set<Bearbeitung>().SingleAsync(row => row.VorgangId == vorgangId, cancel);
            if (!row.IsOpen)
            {
                return new Refusal("vorgang.already-decided", T("Über diesen Vorgang ist bereits entschieden. Bitte laden Sie die Seite neu, um den Bescheid zu sehen."));
            }

            var bescheid = await w.Db.Set<Bescheid>().SingleOrDefaultAsync(one => one.VorgangId == vorgangId, cancel);
            if (bescheid is null)
            {
                bescheid = new Bescheid { VorgangId = vorgangId };
                w.Db.Add(bescheid);
                w.Record($"vorgang:{vorgangId}", "bescheid.drafted", $"Entwurf des Bescheids begonnen: {text.Betreff}");
            }
            else if (bescheid.Version != seenVersion)
            {
                return Changed();
            }

            if (row.BearbeiterId is null)
            {
                row.Assign(person.Id, person.Name);
                w.Record($"vorgang:{vorgangId}", "vorgang.assigned", $"{person.Name} übernimmt den Vorgang");
            }

            return bescheid.Draft(text, person.Id, person.Name, person.Person.Funktion);
        }, cancel);

    /// <summary>Hands the draft to a second person (four eyes).</summary>
    public Task<Outcome<Bescheid>> SubmitForSigning(Actor actor, Guid vorgangId, int seenVersion, CancellationToken cancel) =>
        Change(actor, vorgangId, seenVersion, (w, row, bescheid) =>
        {
            if (NotReady(bescheid) is { } gap)
            {
                return gap;
            }

            if (row.SubmitForSigning().Refusal is { } refusal)
            {
                return refusal;
            }

            bescheid.SubmitForSigning();
            w.Record($"vorgang:{vorgangId}", "bescheid.submitted", "Bescheid zur Zeichnung vorgelegt");
            return bescheid;
        }, cancel);

    /// <summary>Gives a draft back to its author.</summary>
    public Task<Outcome<Bescheid>> Return(Actor actor, Guid vorgangId, string grund, CancellationToken cancel) =>
        Change(actor, vorgangId, null, (w, row, bescheid) =>
        {
            if (string.IsNullOrWhiteSpace(grund))
            {
                return new Refusal("bescheid.no-reason", T("Bitte schreiben Sie, was geändert werden soll."));
            }

            if (bescheid.Return(Vorgangsbearbeitung.Cut(grund, 2000)).Refusal is { } refusal)
            {
                return refusal;
            }

            row.Return();
            w.Record($"vorgang:{vorgangId}", "bescheid.returned", "Bescheid nicht gezeichnet, zurückgegeben", bescheid.Rueckgabe);
            return bescheid;
        }, cancel);

    /// <summary>Signs as second person and issues the decision; never the author's own draft.</summary>
    public Task<Outcome<Bescheid>> Sign(Actor actor, Guid vorgangId, Guid zeichnerId, int seenVersion, CancellationToken cancel) =>
        Change(actor, vorgangId, seenVersion, (w, row, bescheid) =>
        {
            if (bescheid.Sign(zeichnerId, w.Actor.Name).Refusal is { } refusal)
            {
                return refusal;
            }

            w.Record($"vorgang:{vorgangId}", "bescheid.signed", "Bescheid als zweite Person gezeichnet");
            return Issue(w, row, bescheid);
        }, cancel);

    /// <summary>Issues the decision where one person may decide alone.</summary>
    public Task<Outcome<Bescheid>> Issue(Actor actor, Guid vorgangId, int seenVersion, CancellationToken cancel) =>
        Change(actor, vorgangId, seenVersion, (w, row, bescheid) => row.FourEyes
            ? new Refusal("bescheid.four-eyes", T("Diesen Bescheid muss eine zweite Person zeichnen. Bitte legen Sie ihn zur Zeichnung vor."))
            : NotReady(bescheid) is { } gap ? gap : Issue(w, row, bescheid), cancel);

    private static Outcome<Bescheid> Issue(Write w, Bearbeitung row, Bescheid bescheid)
    {
        if (row.Decide(w.Now).Refusal is { } refusal)
        {
            return refusal;
        }

        bescheid.Issue(w.Now);
        w.Record($"vorgang:{row.VorgangId}", "vorgang.decided", $"Entschieden: {bescheid.Art.German()}, {bescheid.Betreff}");
        w.Enqueue(new TypesetBescheid(bescheid.Id));
        return bescheid;
    }

    private Task<Outcome<Bescheid>> Change(
        Actor actor, Guid vorgangId, int? seenVersion, Func<Write, Bearbeitung, Bescheid, Outcome<Bescheid>> change, CancellationToken cancel) =>
        db.Write<Outcome<Bescheid>>(actor, async w =>
        {
            var row = await w.Db.Set<Bearbeitung>().SingleAsync(row => row.VorgangId == vorgangId, cancel);
            var bescheid = await w.Db.Set<Bescheid>().SingleOrDefaultAsync(one => one.VorgangId == vorgangId, cancel);
            if (!row.IsOpen)
            {
                return new Refusal("vorgang.already-decided", T("Über diesen Vorgang ist bereits entschieden. Bitte laden Sie die Seite neu, um den Bescheid zu sehen."));
            }

            if (bescheid is null)
            {
                return new Refusal("bescheid.no-draft", T("Es gibt noch keinen Entwurf. Bitte schreiben Sie zuerst den Bescheid."));
            }

            return seenVersion is { } seen && bescheid.Version != seen ? Changed() : change(w, row, bescheid);
        }, cancel);

    private static Refusal? Check(Bescheidtext text) =>
        string.IsNullOrWhiteSpace(text.Betreff) || text.Betreff.Length > 300 ? new Refusal("bescheid.betreff", T("Bitte geben Sie einen Betreff mit höchstens 300 Zeichen ein."))
        : string.IsNullOrWhiteSpace(text.Text) || text.Text.Length > 40000 ? new Refusal("bescheid.text", T("Bitte schreiben Sie den Text des Bescheids, höchstens 40.000 Zeichen."))
        : text.Anrede.Length > 300 || text.Nebenbestimmungen.Length > 20000 || text.Rechtsbehelf.Length > 4000 ? new Refusal("bescheid.length", T("Einer der Texte ist zu lang. Bitte kürzen Sie ihn."))
        : null;

    private static Refusal? NotReady(Bescheid bescheid) =>
        (bescheid.Betreff + bescheid.Text + bescheid.Nebenbestimmungen).Contains(Vorlagenfelder.Gap, StringComparison.Ordinal)
            ? new Refusal("bescheid.gaps", T("Im Bescheid fehlt noch etwas: Bitte ersetzen Sie alle Stellen „[bitte ergänzen: …]“."))
            : bescheid.Art != Entscheidungsart.Bestaetigung && bescheid.Rechtsbehelf.Length == 0
                ? new Refusal("bescheid.no-remedy", T("Es fehlt die Rechtsbehelfsbelehrung. Ohne sie dauert die Frist ein ganzes Jahr (§ 58 Absatz 2 VwGO)."))
                : null;

    private static Refusal Changed() =>
        new("bescheid.changed", T("Jemand hat diesen Bescheid inzwischen geändert. Bitte laden Sie die Seite neu und sehen Sie sich den neuen Stand an."));
}
