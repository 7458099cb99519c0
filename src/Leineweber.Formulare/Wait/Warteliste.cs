using System.Text.Json.Nodes;
using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Zahlungen;
using Microsoft.EntityFrameworkCore;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Formulare.Wait;

/// <summary>Left whenever a place may have become free: the waiting list of this form moves up.</summary>
internal sealed record RueckePlaetzeNach(string FormularKey);

/// <summary>Left with an offer: time to see whether it was paid.</summary>
internal sealed record PruefePlatzangebot(Guid PlatzId);

/// <summary>
/// Places that pass from one to the next: given up, taken away, offered in the order of the waiting list, accepted by paying, lapsed.
/// All of it under the form's lock, so that a place is given once and nobody is passed over.
/// </summary>
internal sealed class Warteliste(Modellspeicher models, Kasse treasury, Antragspost post)
{
    /// <summary>Gives a place up, or a place on the waiting list; joins a change that holds the form's lock. What was paid for it goes back, an open offer need not be paid.</summary>
    public async Task Free(Write write, Platz place, string why, CancellationToken cancel, bool certain = true)
    {
        if (place.Status == PlatzStatus.Freigegeben)
        {
            return;
        }

        if (await treasury.Waive(write, place.Bezug, why, cancel) is { Status: ForderungStatus.Bezahlt })
        {
            await treasury.GiveBack(write, place.Bezug, $"Platz „{place.KontingentId}“: {why}", certain, cancel);
        }

        (place.Status, place.OfferedUntil) = (PlatzStatus.Freigegeben, null);
        write.Record($"antrag:{place.AntragId}", "platz.freed", $"Platz „{place.KontingentId}“ freigegeben", why);
        write.Enqueue(new RueckePlaetzeNach(place.FormularKey));
    }

    /// <summary>Frees one place of an application that goes on otherwise: its owner no longer wants it, or staff take it away.</summary>
    /// <param name="write">The change.</param>
    /// <param name="platzId">Which.</param>
    /// <param name="why">For the Protokoll.</param>
    /// <param name="byStaff">True where staff take it away: what was paid goes back in any case. Otherwise as the form says.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>The place, or a refusal: <c>platz.unknown</c>, <c>platz.unpaid</c>.</returns>
    public async Task<Outcome<Platz>> GiveUp(Write write, Guid platzId, string why, bool byStaff, CancellationToken cancel)
    {
        if (await Locked(write, platzId, cancel) is not { } place)
        {
            return new Refusal("platz.unknown", T("Diesen Platz gibt es nicht."));
        }

        var (antrag, form) = await Of(write, place, cancel);
        if (place.Status == PlatzStatus.Reserviert)
        {
            var all = await write.Db.Set<Platz>().Where(row => row.AntragId == antrag.Id).ToListAsync(cancel);
            var share = FeeOf(form, antrag, place, all);
            if (share > 0 && antrag.Status == AntragStatus.WartetAufZahlung)
            {
                return new Refusal("platz.unpaid", T("Der Antrag ist noch nicht bezahlt. Ein einzelner Platz lässt sich deshalb nicht herausnehmen. Bitte ziehen Sie den ganzen Antrag zurück, oder warten Sie, bis er bezahlt ist."));
            }

            if (share > 0 && await write.Db.Set<Forderung>().AllAsync(row => row.Bezug != place.Bezug, cancel))
            {
                await treasury.GiveBack(write, antrag.Subject, $"Platz „{place.KontingentId}“ aus Antrag {antrag.Nummer}: {why}", byStaff || form.RefundsInFull, cancel, (place.Id.ToString(), share));
            }
        }

        await Free(write, place, why, cancel, byStaff || form.RefundsInFull);
        if (byStaff)
        {
            await post.Send(write, antrag, form, () => (T("Ihr Platz wurde zurückgenommen: {0}", Name(form, place)),
                T("Guten Tag,\n\nden Platz „{0}“ aus Ihrem Antrag {1} mussten wir leider zurücknehmen. Der Grund: {2}\n\nHaben Sie dafür schon bezahlt, bekommen Sie das Geld zurück.", Name(form, place), antrag.Nummer, why)), cancel);
        }

        return place;
    }

    /// <summary>Gives free places to those who wait longest. Run again it finds nothing to do.</summary>
    public async Task MoveUp(Write write, string formularKey, IReadOnlyDictionary<string, int> capacity, CancellationToken cancel)
    {
        await Plaetze.Lock(write, formularKey, cancel);
        var rows = await write.Db.Set<Platz>().Where(row => row.FormularKey == formularKey && row.Status != PlatzStatus.Freigegeben).OrderBy(row => row.Rank).ThenBy(row => row.Id).ToListAsync(cancel);
        foreach (var group in rows.GroupBy(row => row.KontingentId))
        {
            var free = capacity.GetValueOrDefault(group.Key) - group.Count(row => row.IsHeld);
            foreach (var next in group.Where(row => row.Status == PlatzStatus.Warteliste).Take(Math.Max(0, free)))
            {
                await Offer(write, next, cancel);
            }
        }
    }

    /// <summary>The offer was paid: the place is theirs.</summary>
    public async Task Accept(Write write, Guid platzId, CancellationToken cancel)
    {
        if (await Locked(write, platzId, cancel) is not { Status: PlatzStatus.Angeboten } place)
        {
            return;
        }

        (place.Status, place.OfferedUntil) = (PlatzStatus.Reserviert, null);
        var (antrag, form) = await Of(write, place, cancel);
        write.Record(antrag.Subject, "platz.accepted", $"Platz „{place.KontingentId}“ bezahlt und fest vergeben");
        await post.Send(write, antrag, form, () => (T("Ihr Platz ist fest: {0}", Name(form, place)),
            T("Guten Tag,\n\nIhre Zahlung ist angekommen. Der Platz „{0}“ gehört jetzt fest zu Ihrem Antrag {1}.", Name(form, place), antrag.Nummer)), cancel);
    }

    /// <summary>The time to pay for an offer ran out: the next one gets it. Someone who is just paying gets an hour more.</summary>
    public async Task Lapse(Write write, Guid platzId, CancellationToken cancel)
    {
        if (await Locked(write, platzId, cancel) is not { Status: PlatzStatus.Angeboten, OfferedUntil: { } until } place)
        {
            return;
        }

        if (until > write.Now || (await treasury.IsBeingPaid(place.Bezug, cancel) && until.AddDays(1) > write.Now))
        {
            write.Enqueue(new PruefePlatzangebot(platzId), until > write.Now ? until : write.Now.AddMinutes(30));
            return;
        }

        // Paid in this very moment: the fact is on its way and makes the place theirs.
        if (await treasury.Waive(write, place.Bezug, "Platz nicht rechtzeitig bezahlt", cancel) is { Status: ForderungStatus.Bezahlt })
        {
            return;
        }

        await Free(write, place, "Platz nicht rechtzeitig bezahlt", cancel);
        var (antrag, form) = await Of(write, place, cancel);
        await post.Send(write, antrag, form, () => (T("Der angebotene Platz ist verfallen: {0}", Name(form, place)),
            T("Guten Tag,\n\nwir hatten Ihnen den Platz „{0}“ angeboten. Er wurde nicht rechtzeitig bezahlt. Deshalb bekommt ihn jetzt die nächste Person auf der Warteliste.\n\nSie müssen nichts bezahlen. Kommt noch Geld von Ihnen an, überweisen wir es zurück.", Name(form, place))), cancel);
    }

    /// <summary>What a place adds to the fee of its application.</summary>
    public static long FeeOf(Formularmodell form, Antrag antrag, Platz place, IReadOnlyCollection<Platz> all)
    {
        var way = Ablauf.Compute(form, JsonNode.Parse(antrag.Answers!)!.AsObject(), form.Pages.Select(page => page.Id).ToHashSet(), Show.Day(antrag.SubmittedAt!.Value), Felder.Strassenverzeichnis.Empty);
        var others = Plaetze.Without(way, [.. all.Where(row => row.Id != place.Id && !row.IsHeld)]);
        var without = others.Concat(Platzwunsch.In(way).Where(wish => Plaetze.Belongs(place, wish))).ToHashSet();
        return Math.Max(0, Gebuehrenrechnung.Compute(form, way.Answers, others).Cents - Gebuehrenrechnung.Compute(form, way.Answers, without).Cents);
    }

    /// <summary>The place as people know it.</summary>
    public static string Name(Formularmodell form, Platz place) => form.Kontingent(place.KontingentId)?.Title.ToString() ?? place.KontingentId;

    private async Task Offer(Write write, Platz place, CancellationToken cancel)
    {
        var (antrag, form) = await Of(write, place, cancel);
        var all = await write.Db.Set<Platz>().Where(row => row.AntragId == antrag.Id).ToListAsync(cancel);
        var cents = FeeOf(form, antrag, place, all);
        if (cents == 0)
        {
            place.Status = PlatzStatus.Reserviert;
            write.Record(antrag.Subject, "platz.moved-up", $"Von der Warteliste nachgerückt: „{place.KontingentId}“");
            await post.Send(write, antrag, form, () => (T("Sie haben einen Platz: {0}", Name(form, place)),
                T("Guten Tag,\n\nin „{0}“ ist ein Platz frei geworden. Sie standen auf der Warteliste und waren an der Reihe: Der Platz gehört jetzt zu Ihrem Antrag {1}. Sie müssen nichts bezahlen.\n\nMöchten Sie ihn nicht mehr, geben Sie ihn bitte hier zurück, damit jemand anderes ihn bekommt:\n{2}",
                    Name(form, place), antrag.Nummer, write.Tenant.Address + FormulareLinks.Confirmation(antrag.Id))), cancel);
            return;
        }

        var until = Zahlungsfrist.End(write.Now, form.Deadlines.Offer);
        (place.Status, place.OfferedUntil) = (PlatzStatus.Angeboten, Zahlungsfrist.WithGrace(write.Tenant, until));
        var claim = await treasury.Demand(write, new NeueForderung(place.Bezug, antrag.KontoId, $"{form.Kontingent(place.KontingentId)?.Title.De} ({antrag.Nummer})", cents, FormulareLinks.Confirmation(antrag.Id)) { DueOn = Show.Day(until) }, cancel);
        write.Enqueue(new PruefePlatzangebot(place.Id), place.OfferedUntil);
        write.Record(antrag.Subject, "platz.offered", $"Von der Warteliste nachgerückt: „{place.KontingentId}“, zu bezahlen bis {Show.ShortDate(until)} ({claim.Kassenzeichen})");
        await post.Send(write, antrag, form, () => (T("Sie haben einen Platz: {0}", Name(form, place)),
            T("Guten Tag,\n\nin „{0}“ ist ein Platz frei geworden. Sie standen auf der Warteliste und sind jetzt an der Reihe.\n\nDer Platz kostet {1}. Bitte bezahlen Sie bis zum {2}. So lange halten wir ihn für Sie frei, danach bekommt ihn die nächste Person auf der Warteliste:\n{3}\n\nMöchten Sie den Platz nicht mehr, lehnen Sie ihn bitte hier ab:\n{4}",
                Name(form, place), Show.Money(cents), Show.Weekday(until), $"{write.Tenant.Address}/zahlung/{claim.Kassenzeichen}", write.Tenant.Address + FormulareLinks.Confirmation(antrag.Id))), cancel);
    }

    private static async Task<Platz?> Locked(Write write, Guid platzId, CancellationToken cancel)
    {
        if (await write.Db.Set<Platz>().AsNoTracking().Where(row => row.Id == platzId).Select(row => row.FormularKey).SingleOrDefaultAsync(cancel) is not { } key)
        {
            return null;
        }

        await Plaetze.Lock(write, key, cancel);
        return await write.Db.Set<Platz>().SingleOrDefaultAsync(row => row.Id == platzId, cancel);
    }

    private async Task<(Antrag Antrag, Formularmodell Form)> Of(Write write, Platz place, CancellationToken cancel)
    {
        var antrag = await write.Db.Set<Antrag>().AsNoTracking().SingleAsync(row => row.Id == place.AntragId, cancel);
        return (antrag, models.Of(await write.Db.Set<FormularVersion>().AsNoTracking().SingleAsync(row => row.Id == antrag.FormularVersionId, cancel)));
    }
}
