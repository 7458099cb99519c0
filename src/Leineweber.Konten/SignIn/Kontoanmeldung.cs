using System.Net;
using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Security;
using Leineweber.Foundation.Security.SignIn;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Konten.SignIn;

/// <summary>Citizens' sign-in: mail address and password, then the second factor where one is set up. Says the same and does the same work for unknown addresses.</summary>
public sealed class Kontoanmeldung(LeineweberDb db, Anmeldebremse brake, Sitzungen sessions, ZweiterFaktor factor, Kontoperson before)
{
    private const string Purpose = "konto.zweiter-faktor";
    private const string TakeOverPurpose = "konto.gast-uebernehmen";
    private static readonly TimeSpan TimeForSecondFactor = TimeSpan.FromMinutes(10);

    /// <summary>Checks address and password. The value is the secret of the step still to come, or null where the session has begun.</summary>
    public async Task<Outcome<string?>> Password(HttpContext http, string? email, string? password, CancellationToken cancel)
    {
        var typed = (email ?? "").Trim().ToLowerInvariant();
        var taken = await brake.Take(BrakeName(typed), Address(http), cancel);
        if (taken.Refusal is { } refusal)
        {
            return refusal;
        }

        var account = await db.Set<Nutzerkonto>().SingleOrDefaultAsync(k => k.Anmeldename == typed && k.DeletedAt == null, cancel);
        if (!Kennwort.Fits(account?.KennwortHash, password))
        {
            return new Refusal("anmeldung.wrong", T("E-Mail-Adresse oder Kennwort stimmen nicht. Bitte prüfen Sie beides und versuchen Sie es noch einmal."));
        }

        if (account!.HasSecondFactor)
        {
            return await db.Write(Actor.System("anmeldung"), w => Task.FromResult<string?>(Einmalschluessel.Make(w, Purpose, account.Id.ToString(), "", TimeForSecondFactor)), cancel);
        }

        await Begin(http, account, level: 1, "mit Kennwort", cancel);
        return (string?)null;
    }

    /// <summary>Checks the code of the second factor or a recovery code.</summary>
    public async Task<Outcome<Done>> SecondFactor(HttpContext http, string? secret, string? code, CancellationToken cancel)
    {
        var id = (await Pending(secret, cancel))?.SubjectId;
        if (id is null || await db.Set<Nutzerkonto>().SingleOrDefaultAsync(k => k.Id == Guid.Parse(id) && k.DeletedAt == null, cancel) is not { } account)
        {
            return new Refusal("anmeldung.expired", T("Die Anmeldung hat zu lange gedauert. Bitte beginnen Sie von vorn."));
        }

        var taken = await brake.Take(BrakeName(account.Anmeldename ?? id), Address(http), cancel);
        if (taken.Refusal is { } refusal)
        {
            return refusal;
        }

        var accepted = await db.Write<Outcome<Done>>(Actor.System("anmeldung"), async w =>
        {
            var row = await w.Db.Set<Nutzerkonto>().SingleAsync(k => k.Id == account.Id, cancel);
            if (row.TotpSecret is null || !await factor.Accept(w, SitzungKind.Konto, row.Id, code, new(row.TotpSecret, row.TotpLastStep), step => row.TotpLastStep = step, cancel))
            {
                return new Refusal("anmeldung.wrong-code", T("Dieser Code stimmt nicht oder wurde schon benutzt. Bitte geben Sie den Code ein, den Ihre App jetzt zeigt."));
            }

            await Einmalschluessel.Use(w, secret, Purpose, cancel);
            return Done.It;
        }, cancel);
        if (accepted.IsOk)
        {
            await Begin(http, account, level: 2, "mit Kennwort und zweitem Faktor", cancel);
        }

        return accepted;
    }

    /// <summary>True while a second factor is awaited under this secret.</summary>
    public async Task<bool> IsPending(string? secret, CancellationToken cancel) => await Pending(secret, cancel) is not null;

    /// <summary>Begins the session of someone whose identity was checked.</summary>
    /// <param name="http">The request.</param>
    /// <param name="account">The account.</param>
    /// <param name="level">Trust level of this sign-in.</param>
    /// <param name="how">How, for the Protokoll: "mit …".</param>
    /// <param name="cancel">Gives up.</param>
    internal async Task Begin(HttpContext http, Nutzerkonto account, int level, string how, CancellationToken cancel)
    {
        await db.Write(Kontoperson.ActorOf(account), async w =>
        {
            await Anmeldebremse.Succeed(w, BrakeName(account.Anmeldename ?? account.Id.ToString()), Address(http), cancel);
            await w.Db.Set<Nutzerkonto>().Where(k => k.Id == account.Id).ExecuteUpdateAsync(k => k.SetProperty(r => r.LastSignInAt, w.Now), cancel);
            w.Record($"konto:{account.Id}", "konto.signed-in", $"Angemeldet {how} (Vertrauensniveau {level})");
        }, cancel);
        await sessions.Begin(http, SitzungKind.Konto, account.Id, level, cancel);
    }

    /// <summary>Where to go after signing in: over the question whether the guest's things of this browser shall come along, where there was a guest.</summary>
    public async Task<string> Onward(string? weiter, CancellationToken cancel)
    {
        if (!before.IsSignedIn || !before.IsGuest)
        {
            return Weiter.Local(weiter) ?? "/konto";
        }

        var secret = await db.Write(Actor.System("anmeldung"), w =>
            Task.FromResult(Einmalschluessel.Make(w, TakeOverPurpose, before.Konto.ToString(), "", TimeSpan.FromMinutes(30))), cancel);
        return Weiter.With($"/konto/uebernehmen/{secret}", weiter);
    }

    /// <summary>The guest who was there before the sign-in, by the secret of <see cref="Onward"/>; null where it opens nothing.</summary>
    internal async Task<Guid?> GuestBefore(string secret, CancellationToken cancel) =>
        await Einmalschluessel.Look(db, secret, TakeOverPurpose, factor.Now, cancel) is { } key ? Guid.Parse(key.SubjectId) : null;

    internal static string BrakeName(string name) => "konto:" + name;

    internal static IPAddress? Address(HttpContext http) => http.Connection.RemoteIpAddress;

    private Task<Einmalschluessel?> Pending(string? secret, CancellationToken cancel) => Einmalschluessel.Look(db, secret, Purpose, factor.Now, cancel);
}
