using System.Text.Json;
using System.Text.Json.Nodes;
using Leineweber.Formulare.Felder;
using Leineweber.Formulare.Fill;
using Leineweber.Formulare.Move;
using Leineweber.Formulare.Wait;
using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Konten;
using Leineweber.Zahlungen;
using Microsoft.EntityFrameworkCore;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Formulare.Submit;

/// <summary>Submits a draft: one transaction freezes the answers, takes the places, gives the number and demands the fee. Pressed again it gives the same receipt.</summary>
/// <remarks>
/// All that does not need the turn to write is done before it comes. Inside it the draft is only looked at once more; where somebody saved it, published a form that moves it, or midnight
/// passed meanwhile, everything is done anew.
/// </remarks>
internal sealed class Einreichung(LeineweberDb db, Entwuerfe drafts, Umstiege moves, Kontoperson person, Nebenwirkungen effects)
{
    /// <summary>Somebody who saves a draft that often while it is submitted is a program.</summary>
    private const int MostTries = 5;

    private const string IsAsItWas = "SELECT 1 FROM antrag WHERE id = $1 AND revision = $2 AND status = 'Entwurf' AND NOT " + Umstiege.IsMoved;

    /// <summary>Submits.</summary>
    /// <param name="id">Which draft.</param>
    /// <param name="shownCents">The fee the person saw; only compared, never charged.</param>
    /// <param name="shownWaiting">The waiting-list places the person saw.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>The application, also where it was submitted before; a refusal with what to do otherwise.</returns>
    public async Task<Outcome<Eingereicht>> Submit(Guid id, long shownCents, IReadOnlySet<string> shownWaiting, CancellationToken cancel)
    {
        Guid? version = null;
        for (var attempt = 1; ; attempt++)
        {
            if (await drafts.Find(id, cancel) is not { } draft)
            {
                return await db.Set<Antrag>().SingleOrDefaultAsync(row => row.Id == id && person.Ids.Contains(row.KontoId), cancel) is { } submitted
                    ? new Eingereicht(submitted, IsNew: false)
                    : new Refusal("antrag.unknown", T("Diesen Antrag gibt es nicht."));
            }

            version ??= draft.Antrag.FormularVersionId;
            if (draft.Antrag.FormularVersionId != version || (attempt > 1 && await moves.MustMove(draft.Antrag, cancel)))
            {
                return new Refusal("antrag.newer-version", T("Das Formular wurde gerade überarbeitet. Bitte öffnen Sie den Antrag noch einmal unter „Meine Anträge“."));
            }

            if (draft.Way.FirstOpen is { } open)
            {
                return new Refusal("antrag.incomplete", T("Es fehlen noch Angaben: {0}", open.Page.Title));
            }

            if (person.Level < draft.Form.Level)
            {
                return new Refusal("antrag.level", T("Für diesen Antrag müssen wir sicher wissen, wer Sie sind. Bitte melden Sie sich mit einem höheren Vertrauensniveau an."));
            }

            var answers = draft.Way.Answers.ToJsonString();
            var seen = new Gesehen(shownCents, shownWaiting, await effects.Capacity(draft.Form, cancel), Platzwunsch.In(draft.Way));
            try
            {
                Task<Outcome<Eingereicht>> Change(Write write) => Freeze(write, draft, answers, seen, cancel);
                return await (IsPrepared(draft, seen) ? db.WritePrepared(person.Actor, Change, cancel) : db.Write(person.Actor, Change, cancel));
            }
            catch (OutdatedException) when (attempt < MostTries)
            {
                // Once more, with what is there now.
            }
        }
    }

    /// <summary>True where the change asks nothing: no places, no fee, no parked files, nothing new about a guest. That is what most applications are.</summary>
    private bool IsPrepared(Bearbeitung draft, Gesehen seen) =>
        seen.Wishes.Count == 0 && draft.Form.Fees.Count == 0 && draft.Files.Count == 0 && effects.KnowsContact(draft.Antrag, draft.Form, draft.Way.Answers);

    private async Task<Outcome<Eingereicht>> Freeze(Write write, Bearbeitung draft, string answers, Gesehen seen, CancellationToken cancel)
    {
        var (antrag, form, way) = (draft.Antrag.Copy(), draft.Form, draft.Way);
        var now = Clock.ToLocal(write.Now);
        if (DateOnly.FromDateTime(now) != draft.Today)
        {
            throw new OutdatedException();
        }

        write.Require(IsAsItWas, antrag.Id, antrag.Revision);
        var places = await Plaetze.Reserve(write, antrag, form, seen.Capacity, seen.Wishes, cancel);
        if (places.Refusal is { } full)
        {
            return full;
        }

        var fee = Gebuehrenrechnung.Compute(form, way.Answers, places.Value);
        if (!places.Value.Select(wish => wish.Key).ToHashSet().SetEquals(seen.Waiting) || fee.Cents != seen.Cents)
        {
            return new Refusal("antrag.changed", T("Plätze oder Gebühr haben sich gerade geändert. Bitte sehen Sie sich die Seite noch einmal an, bevor Sie absenden."));
        }

        (antrag.Answers, antrag.FeeCents, antrag.SubmittedAt, antrag.Entered, antrag.Language) = (answers, fee.Cents, write.Now, null, Sprache.Code);
        antrag.RemindedAt = null;
        (antrag.Organisation, antrag.Handelnd) = (person.Account.Organisation, person.Handelnd);
        antrag.Revision++;
        await DropParked(write, draft, cancel);
        await effects.KeepContact(write, antrag, form, way.Answers, cancel);
        var series = $"antrag:{now.Year}:{form.Stelle}";
        if (fee.Cents > 0)
        {
            antrag.Fees = JsonSerializer.Serialize(fee.Lines, Modellspeicher.Json);
            antrag.PayBy = Zahlungsfrist.End(write.Now, form.Deadlines.Pay);
            Number(write, antrag, form, await write.NextNumber(series, cancel));
            antrag.Kassenzeichen = await effects.Demand(write, antrag, form, cancel);
            Entwuerfe.Step(write, antrag, AntragStatus.WartetAufZahlung);
            Antragszeile.Save(write, antrag);
        }
        else
        {
            write.NumberLast(series, number =>
            {
                Number(write, antrag, form, number);
                Receive(write, antrag);
                Antragszeile.Save(write, antrag);
            });
        }

        return new Eingereicht(antrag, IsNew: true);
    }

    private static void Number(Write write, Antrag antrag, Formularmodell form, long number)
    {
        antrag.Nummer = Antragsnummer.Create(Clock.ToLocal(write.Now).Year, form.Stelle, number).Value;
        write.Record(antrag.Subject, "antrag.submitted", $"Antrag {antrag.Nummer} „{form.Title.De}“ abgesendet");
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

/// <summary>What the person saw when they pressed the button, the places there are, and those they want.</summary>
internal sealed record Gesehen(long Cents, IReadOnlySet<string> Waiting, IReadOnlyDictionary<string, int> Capacity, IReadOnlyList<Platzwunsch> Wishes);

/// <summary>A submitted application.</summary>
/// <param name="Antrag">The application.</param>
/// <param name="IsNew">False where it had been submitted before: the same click again.</param>
internal sealed record Eingereicht(Antrag Antrag, bool IsNew);

/// <summary>What else a submission does in lower modules, in the same transaction.</summary>
internal sealed class Nebenwirkungen(Nutzerkonten accounts, Kontoperson person, Kasse treasury, Plaetze places)
{
    public Task<IReadOnlyDictionary<string, int>> Capacity(Formularmodell form, CancellationToken cancel) => places.Capacity(form, cancel);

    /// <summary>True where the account, as it was read for this request, has all that a guest told about themselves in the application: most told it before.</summary>
    public bool KnowsContact(Antrag antrag, Formularmodell form, JsonObject answers)
    {
        var (vorname, nachname, email) = Contact(form, answers);
        return antrag.KontoId == person.Konto && Nutzerkonten.KnowsContact(person.Account, vorname, nachname, email);
    }

    /// <summary>Keeps what a guest told about themselves.</summary>
    public async Task KeepContact(Write write, Antrag antrag, Formularmodell form, JsonObject answers, CancellationToken cancel)
    {
        if (!KnowsContact(antrag, form, answers))
        {
            var (vorname, nachname, email) = Contact(form, answers);
            await accounts.KeepGuestContact(write, antrag.KontoId, vorname, nachname, email, cancel);
        }
    }

    private static (string? Vorname, string? Nachname, string? Email) Contact(Formularmodell form, JsonObject answers)
    {
        string? Answer(string? id) => id is null ? null : answers[id].Text();
        var names = form.Applicant.Name;
        return (names.Count > 1 ? Answer(names[0]) : null, Answer(names[^1]), Answer(form.Applicant.Email));
    }

    /// <summary>Demands the fee.</summary>
    /// <returns>The reference of the payment.</returns>
    public async Task<string> Demand(Write write, Antrag antrag, Formularmodell form, CancellationToken cancel) =>
        (await treasury.Demand(write, new NeueForderung(antrag.Subject, antrag.KontoId, $"{form.Title.De} ({antrag.Nummer})", antrag.FeeCents, FormulareLinks.Confirmation(antrag.Id)) { DueOn = Show.Day(antrag.PayBy!.Value) }, cancel)).Kassenzeichen;
}
