using System.Text.Json;
using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Mail;
using Leineweber.Foundation.Security;
using Leineweber.Foundation.Security.SignIn;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Konten.Register;

/// <summary>Registration, forgotten passwords and changed mail addresses: everything that goes over a link in a mail. No answer tells whether an address has an account.</summary>
public sealed class Registrierung(LeineweberDb db, Anmeldebremse brake, TimeProvider clock)
{
    internal const string ConfirmPurpose = "konto.bestaetigen";
    internal const string ResetPurpose = "konto.kennwort-neu";
    internal const string MailPurpose = "konto.email-neu";
    private static readonly TimeSpan ConfirmLife = TimeSpan.FromHours(24);
    private static readonly TimeSpan ResetLife = TimeSpan.FromHours(1);

    internal sealed record Pending(string Email, string Hash, string? Vorname, string? Nachname, string Sprache, string? Weiter);

    /// <summary>Begins a registration: the mail holds a link for 24 hours. Who has an account already gets a mail that says so.</summary>
    public async Task<Outcome<Done>> Begin(HttpContext http, string? email, string? password, string? vorname, string? nachname, string? weiter, CancellationToken cancel)
    {
        var address = email?.Trim() ?? "";
        if (!Mail.IsAddress(address))
        {
            return new Refusal("konto.mail-wrong", T("Bitte geben Sie die E-Mail-Adresse so ein: name@beispiel.de"));
        }

        if (Kennwort.Problem(password, vorname, nachname, address.Split('@')[0]) is { } problem)
        {
            return new Refusal("zugang.weak-password", problem);
        }

        if ((await brake.Take("registrieren:" + address, http.Connection.RemoteIpAddress, cancel)).Refusal is { } refusal)
        {
            return refusal;
        }

        var hash = Kennwort.Hash(password!);
        return await db.Write<Outcome<Done>>(Actor.Visitor, async w =>
        {
            if (await IsTaken(w.Db, address, cancel))
            {
                w.Enqueue(new Mail(address, T("Sie haben schon ein Konto"), T(
                    "Guten Tag,\n\nmit dieser Adresse wollte sich jemand bei {0} registrieren. Sie haben aber schon ein Konto. Haben Sie Ihr Kennwort vergessen? Hier legen Sie ein neues fest:\n\n{1}\n\nWaren Sie das nicht? Dann müssen Sie nichts tun.\n",
                    w.Tenant.Name, w.Tenant.Address + "/konto/kennwort-vergessen"), Sprache.Code));
                return Done.It;
            }

            var pending = new Pending(address, hash, vorname?.Trim(), nachname?.Trim(), Sprache.Code, Weiter.Local(weiter));
            var secret = Einmalschluessel.Make(w, ConfirmPurpose, "", JsonSerializer.Serialize(pending), ConfirmLife);
            w.Enqueue(new Mail(address, T("Bitte bestätigen Sie Ihre E-Mail-Adresse"), T(
                "Guten Tag,\n\nSie möchten ein Konto bei {0}. Bitte bestätigen Sie innerhalb von 24 Stunden, dass diese Adresse Ihnen gehört:\n\n{1}\n\nWaren Sie das nicht? Dann löschen Sie diese Mail einfach; es entsteht kein Konto.\n",
                w.Tenant.Name, $"{w.Tenant.Address}/konto/bestaetigen/{secret}"), Sprache.Code));
            return Done.It;
        }, cancel);
    }

    /// <summary>Finishes a registration. The password is asked again: whoever registers someone else's address gets no account under it.</summary>
    public async Task<Outcome<Guid>> Confirm(HttpContext http, string secret, string? password, CancellationToken cancel)
    {
        if (await Look(secret, ConfirmPurpose, cancel) is not { } key || JsonSerializer.Deserialize<Pending>(key.Data) is not { } pending)
        {
            return Gone();
        }

        if ((await brake.Take("bestaetigen:" + key.Hash, http.Connection.RemoteIpAddress, cancel)).Refusal is { } refusal)
        {
            return refusal;
        }

        if (!Kennwort.Fits(pending.Hash, password))
        {
            return new Refusal("konto.confirm-wrong", T("Das ist nicht das Kennwort, das Sie bei der Registrierung gewählt haben."));
        }

        return await db.Write<Outcome<Guid>>(Actor.Visitor, async w =>
        {
            await w.Lock("konto.anmeldename", cancel);
            if (await Einmalschluessel.Use(w, secret, ConfirmPurpose, cancel) is null || await IsTaken(w.Db, pending.Email, cancel))
            {
                return Gone();
            }

            var account = w.Db.Add(new Nutzerkonto(Kontoart.Lokal, w.Now)
            {
                Vorname = Cut(pending.Vorname),
                Nachname = Cut(pending.Nachname),
                Email = pending.Email,
                EmailConfirmedAt = w.Now,
                Sprache = pending.Sprache,
            }).Entity;
            Zugaenge.Open(w, SitzungKind.Konto, account.Id, pending.Email, pending.Hash);
            w.Record($"konto:{account.Id}", "konto.created", "Konto angelegt, E-Mail-Adresse bestätigt");
            return account.Id;
        }, cancel);
    }

    /// <summary>Where a registration was going to when it began; null where the link leads nowhere.</summary>
    internal async Task<Pending?> PendingOf(string secret, CancellationToken cancel) =>
        await Look(secret, ConfirmPurpose, cancel) is { } key ? JsonSerializer.Deserialize<Pending>(key.Data) : null;

    /// <summary>Mails a link to set a new password, where the address has an account; one hour.</summary>
    public async Task<Outcome<Done>> Forgot(HttpContext http, string? email, CancellationToken cancel)
    {
        var address = email?.Trim() ?? "";
        if (!Mail.IsAddress(address))
        {
            return new Refusal("konto.mail-wrong", T("Bitte geben Sie die E-Mail-Adresse so ein: name@beispiel.de"));
        }

        if ((await brake.Take("vergessen:" + address, http.Connection.RemoteIpAddress, cancel)).Refusal is { } refusal)
        {
            return refusal;
        }

        return await db.Write<Outcome<Done>>(Actor.Visitor, async w =>
        {
            var name = address.ToLowerInvariant();
            if (await w.Db.Set<Zugang>().SingleOrDefaultAsync(z => z.Kind == SitzungKind.Konto && z.Anmeldename == name, cancel) is { } access)
            {
                await Einmalschluessel.Revoke(w, ResetPurpose, access.SubjectId.ToString(), cancel);
                var secret = Einmalschluessel.Make(w, ResetPurpose, access.SubjectId.ToString(), "", ResetLife);
                w.Enqueue(new Mail(address, T("Neues Kennwort festlegen"), T(
                    "Guten Tag,\n\nhier legen Sie innerhalb einer Stunde ein neues Kennwort für Ihr Konto bei {0} fest:\n\n{1}\n\nWaren Sie das nicht? Dann müssen Sie nichts tun; Ihr Kennwort bleibt, wie es ist.\n",
                    w.Tenant.Name, $"{w.Tenant.Address}/konto/kennwort-neu/{secret}"), Sprache.Code));
                w.Record($"konto:{access.SubjectId}", "zugang.reset-asked", "Link für ein neues Kennwort angefordert");
            }

            return Done.It;
        }, cancel);
    }

    /// <summary>Sets a new password by the link of the mail. All sessions end; the second factor stays.</summary>
    public async Task<Outcome<Done>> Reset(string secret, string? password, CancellationToken cancel)
    {
        if (await Look(secret, ResetPurpose, cancel) is not { } key || await db.Set<Nutzerkonto>().SingleOrDefaultAsync(k => k.Id == Guid.Parse(key.SubjectId) && k.DeletedAt == null, cancel) is not { } account)
        {
            return Gone();
        }

        if (Kennwort.Problem(password, account.Vorname, account.Nachname, account.Email?.Split('@')[0]) is { } problem)
        {
            return new Refusal("zugang.weak-password", problem);
        }

        var hash = Kennwort.Hash(password!);
        return await db.Write<Outcome<Done>>(Kontoperson.ActorOf(account), async w =>
        {
            if (await Einmalschluessel.Use(w, secret, ResetPurpose, cancel) is null)
            {
                return Gone();
            }

            await Zugaenge.SetPassword(w, SitzungKind.Konto, account.Id, hash, cancel);
            w.Record($"konto:{account.Id}", "zugang.password-reset", "Kennwort über den Link in einer E-Mail neu festgelegt");
            return Done.It;
        }, cancel);
    }

    /// <summary>True while a link for this purpose leads somewhere.</summary>
    internal async Task<bool> IsOpen(string secret, string purpose, CancellationToken cancel) => await Look(secret, purpose, cancel) is not null;

    internal static Refusal Gone() => new("konto.link-gone", T("Dieser Link gilt nicht mehr. Vielleicht wurde er schon benutzt oder ist zu alt. Bitte fordern Sie einen neuen an."));

    internal static Task<bool> IsTaken(LeineweberDb db, string address, CancellationToken cancel)
    {
        var name = address.Trim().ToLowerInvariant();
        return db.Set<Zugang>().AnyAsync(z => z.Kind == SitzungKind.Konto && z.Anmeldename == name, cancel);
    }

    internal static string? Cut(string? text) => text?.Trim() is { Length: > 0 } typed ? typed[..Math.Min(typed.Length, 120)] : null;

    private Task<Einmalschluessel?> Look(string secret, string purpose, CancellationToken cancel) => Einmalschluessel.Look(db, secret, purpose, clock.Now(), cancel);
}
