using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Organisation;
using Microsoft.EntityFrameworkCore;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Akten;

/// <summary>Grants and withdraws explicit access to a Vorgang or a cabinet.</summary>
public sealed class Freigaben(LeineweberDb db)
{
    /// <summary>Those in force for a Vorgang or its cabinet, oldest first.</summary>
    public Task<List<Freigabe>> Of(Vorgang vorgang, DateTime now, CancellationToken cancel) =>
        InForce(now).Where(row => row.VorgangId == vorgang.Id || row.AktenschrankId == vorgang.AktenschrankId).OrderBy(row => row.GrantedAt).ToListAsync(cancel);

    /// <summary>Those in force for a cabinet, oldest first.</summary>
    public Task<List<Freigabe>> Of(Aktenschrank schrank, DateTime now, CancellationToken cancel) =>
        InForce(now).Where(row => row.AktenschrankId == schrank.Id).OrderBy(row => row.GrantedAt).ToListAsync(cancel);

    /// <summary>The member of staff with this mail address, or null.</summary>
    public Task<Bedienstete?> Person(string? email, CancellationToken cancel)
    {
        var address = (email ?? "").Trim().ToLowerInvariant();
        return db.Set<Bedienstete>().FirstOrDefaultAsync(one => one.EndedAt == null && one.Email.ToLower() == address, cancel);
    }

    /// <summary>Lets one person see a Vorgang or everything in a cabinet; granted already, it changes nothing.</summary>
    /// <param name="actor">Who grants it.</param>
    /// <param name="ziel">What is opened.</param>
    /// <param name="person">For whom.</param>
    /// <param name="grund">Why; must not be empty.</param>
    /// <param name="until">Until when, UTC; null without end.</param>
    /// <param name="cancel">Gives up.</param>
    public Task<Outcome<Done>> Grant(Actor actor, Freigabeziel ziel, Bedienstete person, string? grund, DateTime? until, CancellationToken cancel) =>
        db.Write<Outcome<Done>>(actor, async w =>
        {
            if (string.IsNullOrWhiteSpace(grund))
            {
                return new Refusal("freigabe.no-reason", T("Bitte schreiben Sie, warum die Person das sehen soll."));
            }

            if (await Granted(w, ziel).AnyAsync(row => row.BediensteteId == person.Id && row.WithdrawnAt == null && row.Until == until, cancel))
            {
                return Done.It;
            }

            var freigabe = new Freigabe
            {
                BediensteteId = person.Id,
                Name = person.Name,
                VorgangId = ziel.VorgangId,
                AktenschrankId = ziel.AktenschrankId,
                Grund = Vorgaenge.Cut(grund, 500),
                GrantedBy = w.Actor.Name,
                GrantedAt = w.Now,
                Until = until,
            };
            w.Db.Add(freigabe);
            w.Record(ziel.Subject, "freigabe.granted", until is { } end ? $"Freigabe für {person.Name} erteilt bis {Clock.ToLocal(end.AddMinutes(-1)):dd.MM.yyyy}" : $"Freigabe für {person.Name} erteilt", freigabe.Grund);
            return Done.It;
        }, cancel);

    /// <summary>Takes access back, at once.</summary>
    public Task<Outcome<Done>> Withdraw(Actor actor, Freigabeziel ziel, Guid id, CancellationToken cancel) => db.Write<Outcome<Done>>(actor, async w =>
    {
        if (await Granted(w, ziel).SingleOrDefaultAsync(row => row.Id == id, cancel) is not { } freigabe)
        {
            return new Refusal("freigabe.unknown", T("Diese Freigabe gibt es nicht. Bitte laden Sie die Seite neu."));
        }

        if (freigabe.WithdrawnAt is null)
        {
            freigabe.WithdrawnAt = w.Now;
            w.Record(ziel.Subject, "freigabe.withdrawn", $"Freigabe für {freigabe.Name} zurückgenommen");
        }

        return Done.It;
    }, cancel);

    private IQueryable<Freigabe> InForce(DateTime now) => db.Set<Freigabe>().Where(row => row.WithdrawnAt == null && (row.Until == null || row.Until > now));

    private static IQueryable<Freigabe> Granted(Write w, Freigabeziel ziel) =>
        w.Db.Set<Freigabe>().Where(row => row.VorgangId == ziel.VorgangId && row.AktenschrankId == ziel.AktenschrankId);
}

/// <summary>What a <see cref="Freigabe"/> opens: one Vorgang or one cabinet.</summary>
public sealed record Freigabeziel
{
    /// <summary>One Vorgang.</summary>
    public Freigabeziel(Vorgang vorgang) => (VorgangId, Subject) = (vorgang.Id, $"vorgang:{vorgang.Id}");

    /// <summary>Everything in a cabinet.</summary>
    public Freigabeziel(Aktenschrank schrank) => (AktenschrankId, Subject) = (schrank.Id, $"aktenschrank:{schrank.Id}");

    /// <summary>The Vorgang, or null.</summary>
    public Guid? VorgangId { get; }

    /// <summary>The cabinet, or null.</summary>
    public Guid? AktenschrankId { get; }

    /// <summary>What the Protokoll calls it.</summary>
    public string Subject { get; }
}
