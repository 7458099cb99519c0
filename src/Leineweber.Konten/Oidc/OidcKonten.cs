using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Mail;
using Leineweber.Foundation.Security;
using Leineweber.Foundation.Security.Passkeys;
using Leineweber.Foundation.Security.SignIn;
using Leineweber.Foundation.Tenancy;
using Leineweber.Konten.Register;
using Microsoft.EntityFrameworkCore;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Konten.Oidc;

/// <summary>A provider of the city as an account sees it.</summary>
/// <param name="Provider">The provider.</param>
/// <param name="LinkedAt">Since when it is linked; null where it is not.</param>
/// <param name="CanBeCut">True where another way to sign in would remain.</param>
internal sealed record Anbieterverbindung(OidcProvider Provider, DateTime? LinkedAt, bool CanBeCut);

/// <summary>Finds or makes the account of a provider's person. Accounts are never joined by mail address: that would let a provider take over others.</summary>
internal sealed class OidcKonten(LeineweberDb db, Tenant tenant)
{
    /// <summary>The account that signs in with this answer; made where the person is new.</summary>
    public Task<Nutzerkonto> SignIn(OidcAnswer answer, CancellationToken cancel) => db.Write(Actor.System("oidc"), async w =>
    {
        var (provider, subject) = KeyOf(answer);
        await w.Lock($"oidc:{provider}:{Einmalschluessel.HashOf(subject)}", cancel);
        if (await Find(w.Db, provider, subject, cancel) is { } known)
        {
            return known;
        }

        string? Claim(string name) => Registrierung.Cut(OidcToken.Text(answer.Claims, name));
        var account = w.Db.Add(new Nutzerkonto(Kontoart.Oidc, w.Now)
        {
            Vorname = Claim("given_name"),
            Nachname = Claim("family_name") ?? Claim("name"),
            Sprache = Sprache.Code,
        }).Entity;
        if (OidcToken.Text(answer.Claims, "email") is { } mail && Mail.IsAddress(mail))
        {
            account.Email = mail;
            account.EmailConfirmedAt = answer.Claims["email_verified"]?.ToString() == "true" ? w.Now : null;
        }

        w.Db.Add(new Identitaet { KontoId = account.Id, Provider = provider, SubjectKey = subject, LinkedAt = w.Now });
        w.Record($"konto:{account.Id}", "konto.created", $"Konto über {answer.Provider.Name} angelegt");
        return account;
    }, cancel);

    /// <summary>Links the person of the answer to an account that is signed in.</summary>
    public Task<Outcome<Done>> Link(Kontoperson person, OidcAnswer answer, CancellationToken cancel) => db.Write<Outcome<Done>>(person.Actor, async w =>
    {
        if (person.IsOrganisation || answer.Provider.IsForOrganisations)
        {
            return new Refusal("oidc.organisation-apart", T("Das Konto einer Organisation und das einer Person lassen sich nicht verbinden."));
        }

        var (provider, subject) = KeyOf(answer);
        await w.Lock($"oidc:{provider}:{Einmalschluessel.HashOf(subject)}", cancel);
        if (await Find(w.Db, provider, subject, cancel) is not null)
        {
            return new Refusal("oidc.linked-elsewhere", T("Diese Anmeldung bei {0} gehört schon zu einem Konto.", answer.Provider.Name));
        }

        w.Db.Add(new Identitaet { KontoId = person.Konto, Provider = provider, SubjectKey = subject, LinkedAt = w.Now });
        w.Record($"konto:{person.Konto}", "konto.identity-linked", $"Mit {answer.Provider.Name} verbunden");
        return Done.It;
    }, cancel);

    /// <summary>Takes the link to a provider away, where another way to sign in remains.</summary>
    public Task<Outcome<Done>> Unlink(Kontoperson person, OidcProvider provider, CancellationToken cancel) => db.Write<Outcome<Done>>(person.Actor, async w =>
    {
        // One after the other, and not while a passkey is being removed: two at once could leave no way at all.
        await w.Lock($"passkey:{person.Konto}", cancel);
        var link = (await Links(w.Db, person.Konto, cancel)).FirstOrDefault(l => l.Provider.Key == provider.Key);
        if (link is not { LinkedAt: not null })
        {
            return new Refusal("oidc.not-linked", T("Mit {0} ist Ihr Konto nicht verbunden.", provider.Name));
        }

        if (!link.CanBeCut)
        {
            return new Refusal("oidc.last-way", T("{0} ist Ihr einziger Weg, sich hier anzumelden. Richten Sie bitte erst einen Passkey ein.", provider.Name));
        }

        await w.Db.Set<Identitaet>().Where(i => i.KontoId == person.Konto && i.Provider == provider.Key).ExecuteDeleteAsync(cancel);
        w.Record($"konto:{person.Konto}", "konto.identity-unlinked", $"Verbindung mit {provider.Name} getrennt");
        return Done.It;
    }, cancel);

    /// <summary>The city's providers and whether the account is linked to them; for an organisation only those that are: there is nothing more to link.</summary>
    public async Task<IReadOnlyList<Anbieterverbindung>> Links(Kontoperson person, CancellationToken cancel)
    {
        var all = await Links(db, person.Konto, cancel);
        return person.IsOrganisation ? [.. all.Where(link => link.LinkedAt is not null)] : all;
    }

    private async Task<IReadOnlyList<Anbieterverbindung>> Links(LeineweberDb from, Guid kontoId, CancellationToken cancel)
    {
        var linked = await from.Set<Identitaet>().Where(i => i.KontoId == kontoId).ToListAsync(cancel);
        var providers = OidcProvider.All(tenant);
        var ways = linked.Select(i => i.Provider).Intersect(providers.Select(provider => provider.Key)).Count()
            + (await Zugaenge.Of(from, SitzungKind.Konto, kontoId, cancel) is { HasPassword: true } ? 1 : 0)
            + (await Passkeys.Of(from, SitzungKind.Konto, kontoId, cancel)).Count;
        return [.. providers.Where(provider => !provider.IsForOrganisations || linked.Any(i => i.Provider == provider.Key)).Select(provider => new Anbieterverbindung(provider, linked.FirstOrDefault(i => i.Provider == provider.Key)?.LinkedAt, CanBeCut: ways > 1))];
    }

    private static (string Provider, string Subject) KeyOf(OidcAnswer answer) => (answer.Provider.Key, $"{answer.Provider.Issuer} {OidcToken.Text(answer.Claims, "sub")}");

    private static async Task<Nutzerkonto?> Find(LeineweberDb db, string provider, string subject, CancellationToken cancel)
    {
        var id = await db.Set<Identitaet>().Where(i => i.Provider == provider && i.SubjectKey == subject).Select(i => (Guid?)i.KontoId).SingleOrDefaultAsync(cancel);
        return id is null ? null : await db.Set<Nutzerkonto>().SingleOrDefaultAsync(k => k.Id == id && k.Kind != Kontoart.Organisation && k.DeletedAt == null, cancel);
    }
}
