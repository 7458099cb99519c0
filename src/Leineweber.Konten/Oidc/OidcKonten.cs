using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Mail;
using Leineweber.Konten.Register;
using Microsoft.EntityFrameworkCore;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Konten.Oidc;

/// <summary>Finds or makes the account of a provider's person. Accounts are never joined by mail address: that would let a provider take over others.</summary>
internal sealed class OidcKonten(LeineweberDb db)
{
    /// <summary>The account that signs in with this answer; made where the person is new.</summary>
    public Task<Nutzerkonto> SignIn(OidcAnswer answer, CancellationToken cancel) => db.Write(Actor.System("oidc"), async w =>
    {
        var (provider, subject) = KeyOf(answer);
        await w.Lock($"oidc:{provider}:{Foundation.Security.SignIn.Einmalschluessel.HashOf(subject)}", cancel);
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
        var (provider, subject) = KeyOf(answer);
        await w.Lock($"oidc:{provider}:{Foundation.Security.SignIn.Einmalschluessel.HashOf(subject)}", cancel);
        if (await Find(w.Db, provider, subject, cancel) is not null)
        {
            return new Refusal("oidc.linked-elsewhere", T("Diese Anmeldung bei {0} gehört schon zu einem Konto.", answer.Provider.Name));
        }

        w.Db.Add(new Identitaet { KontoId = person.Konto, Provider = provider, SubjectKey = subject, LinkedAt = w.Now });
        w.Record($"konto:{person.Konto}", "konto.identity-linked", $"Mit {answer.Provider.Name} verbunden");
        return Done.It;
    }, cancel);

    private static (string Provider, string Subject) KeyOf(OidcAnswer answer) => (answer.Provider.Key, $"{answer.Provider.Issuer} {OidcToken.Text(answer.Claims, "sub")}");

    private static async Task<Nutzerkonto?> Find(LeineweberDb db, string provider, string subject, CancellationToken cancel)
    {
        var id = await db.Set<Identitaet>().Where(i => i.Provider == provider && i.SubjectKey == subject).Select(i => (Guid?)i.KontoId).SingleOrDefaultAsync(cancel);
        return id is null ? null : await db.Set<Nutzerkonto>().SingleOrDefaultAsync(k => k.Id == id && k.DeletedAt == null, cancel);
    }
}
