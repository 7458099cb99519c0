using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Organisation;
using Microsoft.EntityFrameworkCore;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Akten;

/// <summary>Grants and withdraws explicit access to a Vorgang or a cabinet, and protects cabinets.</summary>
public sealed class Freigaben(LeineweberDb db)
{
    /// <summary>Those in force for a Vorgang or its cabinet, oldest first.</summary>
    public Task<List<Freigabe>> Of(Vorgang vorgang, DateTime now, CancellationToken cancel) =>
        db.Set<Freigabe>().Where(row => row.WithdrawnAt == null && (row.Until == null || row.Until > now)
            && (row.VorgangId == vorgang.Id || row.AktenschrankId == vorgang.AktenschrankId)).OrderBy(row => row.GrantedAt).ToListAsync(cancel);

    /// <summary>Lets one person see a Vorgang.</summary>
    /// <param name="actor">Who grants it.</param>
    /// <param name="vorgang">What is opened.</param>
    /// <param name="person">For whom.</param>
    /// <param name="grund">Why; must not be empty.</param>
    /// <param name="until">Until when, UTC; null without end.</param>
    /// <param name="cancel">Gives up.</param>
    public Task<Outcome<Freigabe>> Grant(Actor actor, Vorgang vorgang, Bedienstete person, string grund, DateTime? until, CancellationToken cancel) =>
        db.Write<Outcome<Freigabe>>(actor, async w =>
        {
            if (string.IsNullOrWhiteSpace(grund))
            {
                return new Refusal("freigabe.no-reason", T("Bitte schreiben Sie, warum die Person den Vorgang sehen soll."));
            }

            var name = person.Name;
            if (await w.Db.Set<Freigabe>().FirstOrDefaultAsync(row => row.BediensteteId == person.Id && row.VorgangId == vorgang.Id && row.WithdrawnAt == null && row.Until == until, cancel) is { } existing)
            {
                return existing;
            }

            var freigabe = new Freigabe
            {
                BediensteteId = person.Id,
                Name = name,
                VorgangId = vorgang.Id,
                Grund = Vorgaenge.Cut(grund, 500),
                GrantedBy = w.Actor.Name,
                GrantedAt = w.Now,
                Until = until,
            };
            w.Db.Add(freigabe);
            w.Record($"vorgang:{vorgang.Id}", "freigabe.granted", $"Freigabe für {name} erteilt", freigabe.Grund);
            return freigabe;
        }, cancel);

    /// <summary>Takes access back, at once.</summary>
    public Task<Outcome<Done>> Withdraw(Actor actor, Vorgang vorgang, Guid id, CancellationToken cancel) => db.Write<Outcome<Done>>(actor, async w =>
    {
        if (await w.Db.Set<Freigabe>().SingleOrDefaultAsync(row => row.Id == id && row.VorgangId == vorgang.Id, cancel) is not { } freigabe)
        {
            return new Refusal("freigabe.unknown", T("Diese Freigabe gibt es nicht. Bitte laden Sie die Seite neu."));
        }

        if (freigabe.WithdrawnAt is null)
        {
            freigabe.WithdrawnAt = w.Now;
            w.Record($"vorgang:{vorgang.Id}", "freigabe.withdrawn", $"Freigabe für {freigabe.Name} zurückgenommen");
        }

        return Done.It;
    }, cancel);
}
