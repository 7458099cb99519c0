using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Security.SignIn;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Konten.Oidc;

/// <summary>Finds or makes the account of an organisation. Its key is the organisation's identifier at the provider: all who act for it reach the same account, and no person's account is ever found by it.</summary>
internal sealed class Organisationskonten(LeineweberDb db)
{
    /// <summary>The account of the organisation; made where it is new. Name, register and address are taken over as the provider gives them now.</summary>
    public Task<Nutzerkonto> SignIn(OidcProvider provider, Organisationsangabe organisation, CancellationToken cancel) => db.Write(Actor.System("oidc"), async w =>
    {
        // Apart from people's keys "issuer subject": an issuer is an address and never this word.
        var key = $"organisation {provider.Issuer} {organisation.Kennung}";
        await w.Lock($"oidc:{provider.Key}:{Einmalschluessel.HashOf(key)}", cancel);
        var known = await (from identity in w.Db.Set<Identitaet>()
                           where identity.Provider == provider.Key && identity.SubjectKey == key
                           join konto in w.Db.Set<Nutzerkonto>().AsTracking() on identity.KontoId equals konto.Id
                           where konto.Kind == Kontoart.Organisation && konto.DeletedAt == null
                           select konto).SingleOrDefaultAsync(cancel);
        var account = known ?? w.Db.Add(new Nutzerkonto(Kontoart.Organisation, w.Now) { Sprache = Sprache.Code }).Entity;
        var before = Shown(account);
        Take(account, organisation);
        if (known is null)
        {
            w.Db.Add(new Identitaet { KontoId = account.Id, Provider = provider.Key, SubjectKey = key, LinkedAt = w.Now });
            w.Record($"konto:{account.Id}", "konto.created", $"Konto der Organisation „{account.Organisation}“ über {provider.Name} angelegt");
        }
        else if (before != Shown(account))
        {
            w.Record($"konto:{account.Id}", "konto.organisation-changed", $"Angaben zur Organisation von {provider.Name} übernommen, vorher: {before}");
        }

        return account;
    }, cancel);

    /// <summary>What the provider says counts; what it leaves out stays.</summary>
    private static void Take(Nutzerkonto account, Organisationsangabe organisation)
    {
        account.Organisation = organisation.Name;
        account.Rechtsform = organisation.Rechtsform ?? account.Rechtsform;
        account.Register = organisation.Register ?? account.Register;
        var (strasse, hausnummer, plz, ort) = organisation.Anschrift;
        if (strasse is not null || ort is not null)
        {
            (account.Strasse, account.Hausnummer, account.Plz, account.Ort) = (strasse, hausnummer, plz, ort);
        }
    }

    private static string Shown(Nutzerkonto account) => string.Join(", ", new[] { account.Organisation, account.Rechtsform, account.Register, account.Anschrift, $"{account.Plz} {account.Ort}".Trim() }.Where(part => !string.IsNullOrEmpty(part)));
}
