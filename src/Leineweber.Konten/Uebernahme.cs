using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Security;
using Microsoft.EntityFrameworkCore;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Konten;

/// <summary>Takes what a guest began over into an account.</summary>
public sealed class Uebernahme(LeineweberDb db)
{
    /// <summary>Takes a guest over. Once: of two accounts at once one wins.</summary>
    /// <param name="person">Whose account it goes into, not a guest's; for an organisation's all who act for it will read it.</param>
    /// <param name="guestId">The guest.</param>
    /// <param name="cancel">Gives up.</param>
    public Task<Outcome<Done>> Into(Kontoperson person, Guid guestId, CancellationToken cancel) => db.Write<Outcome<Done>>(person.Actor, async w =>
    {
        var account = person.Account;
        await w.Lock($"gast-uebernahme:{guestId}", cancel);
        var guest = await w.Db.Set<Nutzerkonto>().SingleOrDefaultAsync(k => k.Id == guestId && k.Kind == Kontoart.Gast, cancel);
        if (account.Kind == Kontoart.Gast || guest is not { DeletedAt: null, MergedIntoId: null })
        {
            return new Refusal("konto.guest-gone", T("Diese Angaben gehören schon zu einem Konto. Bitte melden Sie sich dort an."));
        }

        guest.MergedIntoId = account.Id;
        await Sitzungen.EndAll(w, SitzungKind.Konto, guestId, cancel);
        w.Record($"konto:{account.Id}", "konto.guest-taken-over", $"Angaben des Gastes {guestId} in das Konto übernommen");
        w.Record($"konto:{guestId}", "konto.guest-taken-over", $"In das Konto {account.Id} übernommen");
        w.Raise(new GastUebernommen(guestId, account.Id));
        return Done.It;
    }, cancel);
}
