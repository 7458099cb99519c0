using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Microsoft.EntityFrameworkCore;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Organisation;

/// <summary>Absences and who stands in.</summary>
public sealed class Vertretungen(LeineweberDb db)
{
    private const int LongestDays = 400;

    /// <summary>Someone's absences that are not over, soonest first.</summary>
    public Task<List<Vertretung>> Of(Guid absentId, DateOnly today, CancellationToken cancel = default) =>
        db.Set<Vertretung>().Where(v => v.AbsentId == absentId && v.CancelledAt == null && v.Bis >= today).OrderBy(v => v.Von).ToListAsync(cancel);

    /// <summary>Enters an absence. The deputy has the absent person's roles on these days, all but looking after staff and the program.</summary>
    /// <param name="actor">Who enters it.</param>
    /// <param name="absentId">Who is away.</param>
    /// <param name="deputyId">Who stands in, or null.</param>
    /// <param name="von">First day.</param>
    /// <param name="bis">Last day.</param>
    /// <param name="cancel">Gives up.</param>
    public Task<Outcome<Done>> Enter(Actor actor, Guid absentId, Guid? deputyId, DateOnly? von, DateOnly? bis, CancellationToken cancel) => db.Write<Outcome<Done>>(actor, async w =>
    {
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
        if (deputyId == absentId || (deputyId is not null && deputy is null))
        {
            return new Refusal("vertretung.deputy-wrong", T("Bitte wählen Sie eine andere Person als Vertretung."));
        }

        w.Db.Add(new Vertretung { AbsentId = absentId, DeputyId = deputyId, Von = from, Bis = until });
        w.Record($"bedienstete:{absentId}", "vertretung.entered", $"{absent.Name} abwesend vom {from:dd.MM.yyyy} bis {until:dd.MM.yyyy}, " + (deputy is null ? "ohne Vertretung" : $"Vertretung: {deputy.Name}"));
        return Done.It;
    }, cancel);

    /// <summary>Takes an absence back; from now on it no longer counts.</summary>
    public Task<Outcome<Done>> Cancel(Actor actor, Guid absentId, Guid id, CancellationToken cancel) => db.Write<Outcome<Done>>(actor, async w =>
    {
        var changed = await w.Db.Set<Vertretung>().Where(v => v.Id == id && v.AbsentId == absentId && v.CancelledAt == null)
            .ExecuteUpdateAsync(v => v.SetProperty(r => r.CancelledAt, w.Now), cancel);
        if (changed == 0)
        {
            return new Refusal("vertretung.gone", T("Diese Abwesenheit ist schon zurückgenommen."));
        }

        w.Record($"bedienstete:{absentId}", "vertretung.cancelled", "Abwesenheit zurückgenommen");
        return Done.It;
    }, cancel);
}
