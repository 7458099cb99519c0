using System.Text.Json;
using System.Text.Json.Nodes;
using Leineweber.Formulare.Felder;
using Leineweber.Formulare.Fill;
using Leineweber.Formulare.Wait;
using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Konten;
using Leineweber.Zahlungen;
using Microsoft.EntityFrameworkCore;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Formulare.Submit;

/// <summary>Submits a draft: one transaction freezes the answers, takes the places, gives the number and demands the fee. Pressed again it gives the same receipt.</summary>
internal sealed class Einreichung(LeineweberDb db, Entwuerfe drafts, Kontoperson person, Nebenwirkungen effects)
{
    /// <summary>Submits.</summary>
    /// <param name="id">Which draft.</param>
    /// <param name="shownCents">The fee the person saw; only compared, never charged.</param>
    /// <param name="shownWaiting">The waiting-list places the person saw.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>The application, also where it was submitted before; a refusal with what to do otherwise.</returns>
    public async Task<Outcome<Eingereicht>> Submit(Guid id, long shownCents, IReadOnlySet<string> shownWaiting, CancellationToken cancel)
    {
        // The way is computed before the turn to write comes; it holds as long as nobody saves the draft in between.
        if (await drafts.Find(id, cancel) is not { } ahead)
        {
            return await db.Set<Antrag>().SingleOrDefaultAsync(row => row.Id == id && person.Ids.Contains(row.KontoId), cancel) is { } submitted
                ? new Eingereicht(submitted, IsNew: false)
                : new Refusal("antrag.unknown", T("Diesen Antrag gibt es nicht."));
        }

        var capacity = await effects.Capacity(ahead.Form, cancel);
        return await db.Write<Outcome<Eingereicht>>(person.Actor, async write =>
        {
            if (await Move.Umstiege.BeforeSubmission(write.Db, id, cancel) is not { } now)
            {
                return new Refusal("antrag.unknown", T("Diesen Antrag gibt es nicht."));
            }

            if (now.Antrag.Status != AntragStatus.Entwurf)
            {
                return new Eingereicht(now.Antrag, IsNew: false);
            }

            if (now.MustMove || now.Antrag.FormularVersionId != ahead.Antrag.FormularVersionId)
            {
                return new Refusal("antrag.newer-version", T("Das Formular wurde gerade überarbeitet. Bitte öffnen Sie den Antrag noch einmal unter „Meine Anträge“."));
            }

            var draft = await AsItIsNow(write, now.Antrag, ahead, cancel);
            return draft.Way.FirstOpen is null
                ? await Freeze(write, draft, new Gesehen(shownCents, shownWaiting, capacity), cancel)
                : new Refusal("antrag.incomplete", T("Es fehlen noch Angaben: {0}", draft.Way.FirstOpen.Page.Title));
        }, cancel);
    }

    /// <summary>The draft inside the change: what was computed ahead, or computed anew where it was saved or midnight passed meanwhile.</summary>
    private static async Task<Bearbeitung> AsItIsNow(Write write, Antrag antrag, Bearbeitung ahead, CancellationToken cancel)
    {
        var today = DateOnly.FromDateTime(Clock.ToLocal(write.Now));
        return antrag.Revision == ahead.Antrag.Revision && today == ahead.Today
            ? ahead with { Antrag = antrag }
            : Entwuerfe.Open(antrag, ahead.Form, await write.Db.Set<Anlage>().AsNoTracking().Where(row => row.AntragId == antrag.Id).ToListAsync(cancel), ahead.Streets, today);
    }

    private async Task<Outcome<Eingereicht>> Freeze(Write write, Bearbeitung draft, Gesehen seen, CancellationToken cancel)
    {
        var (antrag, form, way) = (draft.Antrag, draft.Form, draft.Way);
        if (person.Level < form.Level)
        {
            return new Refusal("antrag.level", T("Für diesen Antrag müssen wir sicher wissen, wer Sie sind. Bitte melden Sie sich mit einem höheren Vertrauensniveau an."));
        }

        var places = await Plaetze.Reserve(write, antrag, form, seen.Capacity, Platzwunsch.In(way), cancel);
        if (places.Refusal is { } full)
        {
            return full;
        }

        var fee = Gebuehrenrechnung.Compute(form, way.Answers, places.Value);
        if (!places.Value.Select(wish => wish.Key).ToHashSet().SetEquals(seen.Waiting) || fee.Cents != seen.Cents)
        {
            return new Refusal("antrag.changed", T("Plätze oder Gebühr haben sich gerade geändert. Bitte sehen Sie sich die Seite noch einmal an, bevor Sie absenden."));
        }

        var year = Clock.ToLocal(write.Now).Year;
        antrag.Nummer = Antragsnummer.Create(year, form.Stelle, await write.NextNumber($"antrag:{year}:{form.Stelle}", cancel)).Value;
        antrag.Answers = way.Answers.ToJsonString();
        antrag.Fees = fee.Lines.Count == 0 ? null : JsonSerializer.Serialize(fee.Lines, Modellspeicher.Json);
        (antrag.FeeCents, antrag.SubmittedAt, antrag.Entered, antrag.Language) = (fee.Cents, write.Now, null, Sprache.Code);
        (antrag.RemindedAt, antrag.PayBy) = (null, fee.Cents > 0 ? Zahlungsfrist.End(write.Now, form.Deadlines.Pay) : null);
        (antrag.Organisation, antrag.Handelnd) = (person.Account.Organisation, person.Handelnd);
        antrag.Revision++;
        await DropParked(write, draft, cancel);
        write.Record(antrag.Subject, "antrag.submitted", $"Antrag {antrag.Nummer} „{form.Title.De}“ abgesendet");
        await effects.Submitted(write, antrag, form, way.Answers, cancel);
        if (fee.Cents > 0)
        {
            Entwuerfe.Step(write, antrag, AntragStatus.WartetAufZahlung);
        }
        else
        {
            Receive(write, antrag);
        }

        return new Eingereicht(antrag, IsNew: true);
    }

    /// <summary>The application has arrived: its PDF is typeset next, then everyone is told.</summary>
    public static void Receive(Write write, Antrag antrag)
    {
        antrag.ReceivedAt = write.Now;
        Entwuerfe.Step(write, antrag, AntragStatus.Eingegangen);
        write.Record(antrag.Subject, "antrag.received", $"Antrag {antrag.Nummer} eingegangen");
        write.Enqueue(new DruckeAntrag(antrag.Id));
    }

    /// <summary>Files of questions that are hidden now were only parked; nothing of them is submitted.</summary>
    private static async Task DropParked(Write write, Bearbeitung draft, CancellationToken cancel)
    {
        var kept = Antraege.Belonging(draft.Way, draft.Files).Select(file => file.Id).ToList();
        if (draft.Files.Count > kept.Count)
        {
            await write.Db.Set<Anlage>().Where(row => row.AntragId == draft.Antrag.Id && !kept.Contains(row.Id)).ExecuteDeleteAsync(cancel);
        }
    }
}

/// <summary>What the person saw when they pressed the button, and the places there are.</summary>
internal sealed record Gesehen(long Cents, IReadOnlySet<string> Waiting, IReadOnlyDictionary<string, int> Capacity);

/// <summary>A submitted application.</summary>
/// <param name="Antrag">The application.</param>
/// <param name="IsNew">False where it had been submitted before: the same click again.</param>
internal sealed record Eingereicht(Antrag Antrag, bool IsNew);

/// <summary>What else a submission does in lower modules, in the same transaction.</summary>
internal sealed class Nebenwirkungen(Nutzerkonten accounts, Kasse treasury, Plaetze places)
{
    public Task<IReadOnlyDictionary<string, int>> Capacity(Formularmodell form, CancellationToken cancel) => places.Capacity(form, cancel);

    public async Task Submitted(Write write, Antrag antrag, Formularmodell form, JsonObject answers, CancellationToken cancel)
    {
        string? Answer(string? id) => id is null ? null : answers[id].Text();
        var names = form.Applicant.Name;
        await accounts.KeepGuestContact(write, antrag.KontoId, names.Count > 1 ? Answer(names[0]) : null, Answer(names[^1]), Answer(form.Applicant.Email), cancel);
        if (antrag.FeeCents > 0)
        {
            var claim = await treasury.Demand(write, new NeueForderung(antrag.Subject, antrag.KontoId, $"{form.Title.De} ({antrag.Nummer})", antrag.FeeCents, FormulareLinks.Confirmation(antrag.Id)) { DueOn = Show.Day(antrag.PayBy!.Value) }, cancel);
            antrag.Kassenzeichen = claim.Kassenzeichen;
        }
    }
}
