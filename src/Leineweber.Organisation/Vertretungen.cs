using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Mail;
using Microsoft.EntityFrameworkCore;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Organisation;

/// <summary>Absences and who stands in.</summary>
public sealed class Vertretungen(LeineweberDb db, Organisationsplan plan)
{
    private const int LongestDays = 400;

    /// <summary>Someone's absences that are not over, soonest first.</summary>
    public Task<List<Vertretung>> Of(Guid absentId, DateOnly today, CancellationToken cancel = default) =>
        db.Set<Vertretung>().Where(v => v.AbsentId == absentId && v.CancelledAt == null && v.Bis >= today).OrderBy(v => v.Von).ToListAsync(cancel);

    /// <summary>The people whose absence someone may enter: those of their units whose every role lies within them. Else a deputy chosen here would get rights elsewhere.</summary>
    public async Task<IReadOnlyList<Bedienstete>> Entrusted(Amtsperson by, CancellationToken cancel)
    {
        var reach = by.UnitsWith(OrganisationModule.EnterAbsence);
        var units = (await plan.All(cancel)).Where(unit => reach.Contains(unit.Nummer)).Select(unit => unit.Id).ToList();
        var outside = (await db.Set<Rollenzuweisung>().Where(r => r.EndedAt == null && !units.Contains(r.UnitId)).ToListAsync(cancel))
            .Where(role => role.Rolle.PassesToDeputy()).Select(role => role.BedienstetenId).ToHashSet();
        var people = await db.Set<Bedienstete>().Where(b => b.EndedAt == null && b.UnitId != null && units.Contains(b.UnitId.Value) && b.Id != by.Id)
            .OrderBy(b => b.Nachname).ThenBy(b => b.Vorname).ToListAsync(cancel);
        return [.. people.Where(b => !outside.Contains(b.Id))];
    }

    /// <summary>The person of this id where someone may enter their absence, or null.</summary>
    public async Task<Bedienstete?> Entrusted(Amtsperson by, Guid id, CancellationToken cancel) => (await Entrusted(by, cancel)).FirstOrDefault(b => b.Id == id);

    /// <summary>Enters an absence. The deputy has the absent person's roles on these days, all but looking after staff and the program.</summary>
    /// <param name="by">Who enters it: the person themselves, or someone the person is entrusted to.</param>
    /// <param name="absentId">Who is away.</param>
    /// <param name="deputyId">Who stands in, or null.</param>
    /// <param name="von">First day.</param>
    /// <param name="bis">Last day.</param>
    /// <param name="cancel">Gives up.</param>
    public Task<Outcome<Done>> Enter(Amtsperson by, Guid absentId, Guid? deputyId, DateOnly? von, DateOnly? bis, CancellationToken cancel) => db.Write<Outcome<Done>>(ActorOf(by, absentId), async w =>
    {
        if (by.Id != absentId && await Entrusted(by, absentId, cancel) is null)
        {
            return NotYours();
        }

        var today = DateOnly.FromDateTime(Clock.ToLocal(w.Now));
        if (von is not { } from || bis is not { } until)
        {
            return new Refusal("vertretung.days-missing", T("Bitte geben Sie den ersten und den letzten Tag an."));
        }

        if (until < from || until < today || until.DayNumber - from.DayNumber > LongestDays)
        {
            return new Refusal("vertretung.days-wrong", T("Der letzte Tag muss nach dem ersten liegen und darf nicht vorbei sein."));
        }

        await w.Lock($"vertretung:{absentId}", cancel);
        if (await w.Db.Set<Vertretung>().AnyAsync(v => v.AbsentId == absentId && v.CancelledAt == null && v.Von <= until && from <= v.Bis, cancel))
        {
            return new Refusal("vertretung.overlaps", T("In dieser Zeit ist schon eine Abwesenheit eingetragen. Bitte nehmen Sie die andere erst zurück."));
        }

        var people = await w.Db.Set<Bedienstete>().Where(b => (b.Id == absentId || b.Id == deputyId) && b.EndedAt == null).ToListAsync(cancel);
        var absent = people.Single(b => b.Id == absentId);
        var deputy = people.FirstOrDefault(b => b.Id == deputyId);
        if (by.Id != absentId && deputyId == by.Id)
        {
            return new Refusal("vertretung.not-yourself", T("Sich selbst können Sie nicht als Vertretung einsetzen. Das trägt jemand anderes ein."));
        }

        if (deputyId == absentId || (deputyId is not null && deputy is null))
        {
            return new Refusal("vertretung.deputy-wrong", T("Bitte wählen Sie eine andere Person als Vertretung."));
        }

        w.Db.Add(new Vertretung { AbsentId = absentId, DeputyId = deputyId, Von = from, Bis = until });
        w.Record($"bedienstete:{absentId}", "vertretung.entered", $"{absent.Name} abwesend vom {from:dd.MM.yyyy} bis {until:dd.MM.yyyy}, " + (deputy is null ? "ohne Vertretung" : $"Vertretung: {deputy.Name}"));
        if (by.Id != absentId)
        {
            w.Enqueue(new Mail(absent.Email, T("Für Sie ist eine Abwesenheit eingetragen"), T(
                "Guten Tag {0},\n\n{1} hat für Sie eingetragen, dass Sie vom {2} bis {3} nicht da sind. Vertretung: {4}.\n\nStimmt das nicht? Unter {5} nehmen Sie es zurück.\n",
                absent.Name, by.Name, Show.Date(from), Show.Date(until), deputy?.Name ?? T("niemand"), w.Tenant.Address + "/amt/profil/abwesenheit")));
        }

        return Done.It;
    }, cancel);

    /// <summary>Takes an absence back; from now on it no longer counts.</summary>
    public Task<Outcome<Done>> Cancel(Amtsperson by, Guid absentId, Guid id, CancellationToken cancel) => db.Write<Outcome<Done>>(ActorOf(by, absentId), async w =>
    {
        if (by.Id != absentId && await Entrusted(by, absentId, cancel) is null)
        {
            return NotYours();
        }

        var changed = await w.Db.Set<Vertretung>().Where(v => v.Id == id && v.AbsentId == absentId && v.CancelledAt == null)
            .ExecuteUpdateAsync(v => v.SetProperty(r => r.CancelledAt, w.Now), cancel);
        if (changed == 0)
        {
            return new Refusal("vertretung.gone", T("Diese Abwesenheit ist schon zurückgenommen."));
        }

        w.Record($"bedienstete:{absentId}", "vertretung.cancelled", "Abwesenheit zurückgenommen");
        return Done.It;
    }, cancel);

    private static Refusal NotYours() => new("vertretung.not-yours", T("Für diese Person können Sie keine Abwesenheit eintragen: sie gehört nicht zu Ihrer Stelle oder hat auch anderswo eine Rolle."));

    private static Actor ActorOf(Amtsperson by, Guid absentId) => by.Id == absentId ? by.Actor : by.ActorFor(OrganisationModule.EnterAbsence, null);
}
