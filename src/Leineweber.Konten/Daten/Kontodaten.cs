using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Mail;
using Leineweber.Foundation.Security;
using Leineweber.Foundation.Security.SignIn;
using Leineweber.Konten.Oidc;
using Leineweber.Konten.Register;
using Microsoft.EntityFrameworkCore;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Konten.Daten;

/// <summary>What a person can change about themselves.</summary>
public sealed record Angaben(string? Vorname, string? Nachname, string? Telefon, string? Strasse, string? Hausnummer, string? Plz, string? Ort, DateOnly? Geburtsdatum);

/// <summary>Changes an account's data, its mail address, and deletes it.</summary>
public sealed class Kontodaten(LeineweberDb db)
{
    private static readonly TimeSpan MailLife = TimeSpan.FromHours(24);

    /// <summary>Changes the data.</summary>
    public Task<Outcome<Done>> Change(Kontoperson person, Angaben data, CancellationToken cancel) => db.Write<Outcome<Done>>(person.Actor, async w =>
    {
        if (data.Geburtsdatum is { } day && (day > DateOnly.FromDateTime(Clock.ToLocal(w.Now)) || day.Year < 1900))
        {
            return new Refusal("konto.birth-wrong", T("Bitte prüfen Sie das Geburtsdatum."));
        }

        if (data.Plz is { Length: > 0 } plz && (plz.Trim().Length > 10 || !plz.Trim().All(c => char.IsLetterOrDigit(c) || c is ' ' or '-')))
        {
            return new Refusal("konto.plz-wrong", T("Bitte prüfen Sie die Postleitzahl."));
        }

        var account = await w.Db.Set<Nutzerkonto>().SingleAsync(k => k.Id == person.Konto, cancel);
        account.Telefon = Cut(data.Telefon, 60);
        // An organisation's name and address come from its provider, and nothing of a person belongs into its account.
        if (!account.IsOrganisation)
        {
            (account.Vorname, account.Nachname, account.Geburtsdatum) = (Registrierung.Cut(data.Vorname), Registrierung.Cut(data.Nachname), data.Geburtsdatum);
            (account.Strasse, account.Hausnummer) = (Registrierung.Cut(data.Strasse), Cut(data.Hausnummer, 20));
            (account.Plz, account.Ort) = (Cut(data.Plz, 20), Registrierung.Cut(data.Ort));
        }

        w.Record($"konto:{account.Id}", "konto.data-changed", "Angaben im Konto geändert");
        return Done.It;
    }, cancel);

    /// <summary>Mails a link to a new address; the old one counts until it is opened. The password was asked before.</summary>
    public Task<Outcome<Done>> AskForMail(Kontoperson person, string? email, CancellationToken cancel) => db.Write<Outcome<Done>>(person.Actor, async w =>
    {
        var address = email?.Trim();
        if (!Mail.IsAddress(address))
        {
            return new Refusal("konto.mail-wrong", T("Bitte geben Sie die E-Mail-Adresse so ein: name@beispiel.de"));
        }

        await Einmalschluessel.Revoke(w, Registrierung.MailPurpose, person.Konto.ToString(), cancel);
        // Nobody signs in to an organisation's account with it: it may be a person's name for signing in elsewhere.
        if (person.IsOrganisation || !await Registrierung.IsTaken(w.Db, address!, cancel))
        {
            var secret = Einmalschluessel.Make(w, Registrierung.MailPurpose, person.Konto.ToString(), address!, MailLife);
            w.Enqueue(new Mail(address!, T("Bitte bestätigen Sie Ihre neue E-Mail-Adresse"), T(
                "Guten Tag,\n\nSie möchten diese Adresse für Ihr Konto bei {0} benutzen. Bitte bestätigen Sie das innerhalb von 24 Stunden:\n\n{1}\n\nWaren Sie das nicht? Dann löschen Sie diese Mail einfach.\n",
                w.Tenant.Name, $"{w.Tenant.Address}/konto/email/{secret}"), Sprache.Code));
        }

        w.Record($"konto:{person.Konto}", "konto.mail-asked", "Neue E-Mail-Adresse beantragt, Bestätigung verschickt");
        return Done.It;
    }, cancel);

    /// <summary>Takes the new address by the link of the mail, and tells the old one.</summary>
    public Task<Outcome<Done>> TakeMail(string secret, CancellationToken cancel) => db.Write<Outcome<Done>>(Actor.Visitor, async w =>
    {
        await w.Lock("konto.anmeldename", cancel);
        var key = await Einmalschluessel.Use(w, secret, Registrierung.MailPurpose, cancel);
        var id = key is null ? Guid.Empty : Guid.Parse(key.SubjectId);
        var account = await w.Db.Set<Nutzerkonto>().SingleOrDefaultAsync(k => k.Id == id && k.DeletedAt == null, cancel);
        if (key is null || account is null || (!account.IsOrganisation && await Registrierung.IsTaken(w.Db, key.Data, cancel)))
        {
            return Registrierung.Gone();
        }

        if (account.Email is { } old)
        {
            w.Enqueue(new Mail(old, T("Ihre E-Mail-Adresse wurde geändert"), T(
                "Guten Tag,\n\nIhr Konto bei {0} benutzt ab jetzt eine andere E-Mail-Adresse. Waren Sie das nicht, rufen Sie bitte sofort die 115 an.\n", w.Tenant.Name), account.Sprache));
        }

        (account.Email, account.EmailConfirmedAt) = (key.Data, w.Now);
        var name = key.Data.ToLowerInvariant();
        await w.Db.Set<Zugang>().Where(z => z.Kind == SitzungKind.Konto && z.SubjectId == id).ExecuteUpdateAsync(z => z.SetProperty(r => r.Anmeldename, name), cancel);
        w.Record($"konto:{id}", "konto.mail-changed", "Neue E-Mail-Adresse bestätigt");
        return Done.It;
    }, cancel);

    /// <summary>Deletes the account: all personal data, sign-in, links. What was sent to the city stays in its files, as the law on files wants it.</summary>
    public Task Delete(Kontoperson person, CancellationToken cancel) => db.Write(person.Actor, async w =>
    {
        TellColleagues(w, person.Account);
        foreach (var id in person.Ids)
        {
            var account = await w.Db.Set<Nutzerkonto>().SingleAsync(k => k.Id == id, cancel);
            (account.Vorname, account.Nachname, account.Email, account.EmailConfirmedAt) = (null, null, null, null);
            (account.Telefon, account.Strasse, account.Hausnummer, account.Plz, account.Ort, account.Geburtsdatum) = (null, null, null, null, null, null);
            (account.Organisation, account.Rechtsform, account.Register) = (null, null, null);
            account.DeletedAt = w.Now;
            await w.Db.Set<Identitaet>().Where(i => i.KontoId == id).ExecuteDeleteAsync(cancel);
            await w.Db.Set<Gastlink>().Where(link => link.KontoId == id).ExecuteDeleteAsync(cancel);
            await Einmalschluessel.Revoke(w, Registrierung.ResetPurpose, id.ToString(), cancel);
            await Einmalschluessel.Revoke(w, Registrierung.MailPurpose, id.ToString(), cancel);
            await Einmalschluessel.Revoke(w, OidcLogout.Purpose, id.ToString(), cancel);
            await Zugaenge.Close(w, SitzungKind.Konto, id, cancel);
            w.Record($"konto:{id}", "konto.deleted", "Konto auf Wunsch gelöscht");
            w.Raise(new NutzerkontoGeloescht(id));
        }
    }, cancel);

    /// <summary>One of several deletes what is all theirs: the organisation hears of it where notices go.</summary>
    private static void TellColleagues(Write w, Nutzerkonto account)
    {
        if (account is { IsOrganisation: true, Email: { } address })
        {
            using var language = Sprache.Speak(account.Sprache);
            w.Enqueue(new Mail(address, T("Das Konto Ihrer Organisation ist gelöscht"), T(
                "Guten Tag,\n\n{0} hat das Konto von {1} bei {2} gelöscht. War das nicht gewollt, rufen Sie bitte sofort die 115 an.\n", w.Actor.Name, account.Name, w.Tenant.Name), account.Sprache));
        }
    }

    private static string? Cut(string? text, int longest) => text?.Trim() is { Length: > 0 } typed ? typed[..Math.Min(typed.Length, longest)] : null;
}
