using System.Net;
using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Security;
using Leineweber.Foundation.Security.SignIn;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Organisation.SignIn;

/// <summary>Staff sign-in: name and password, then the second factor where one is set up. Says the same and does the same work for unknown names.</summary>
public sealed class Amtsanmeldung(LeineweberDb db, Anmeldebremse brake, Sitzungen sessions, ZweiterFaktor factor)
{
    private const string Purpose = "amt.zweiter-faktor";
    private static readonly TimeSpan TimeForSecondFactor = TimeSpan.FromMinutes(10);

    /// <summary>Checks name and password. The value is the secret of the step still to come, or null where the session has begun.</summary>
    public async Task<Outcome<string?>> Password(HttpContext http, string? name, string? password, CancellationToken cancel)
    {
        var typed = (name ?? "").Trim().ToLowerInvariant();
        var taken = await brake.Take(BrakeName(typed), Address(http), cancel);
        if (taken.Refusal is { } refusal)
        {
            return refusal;
        }

        var person = await db.Set<Bedienstete>().SingleOrDefaultAsync(b => b.Anmeldename == typed && b.EndedAt == null, cancel);
        if (!Kennwort.Fits(person?.KennwortHash, password))
        {
            return new Refusal("anmeldung.wrong", T("Benutzername oder Kennwort stimmen nicht. Bitte prüfen Sie beides und versuchen Sie es noch einmal."));
        }

        if (person!.HasSecondFactor)
        {
            return await db.Write(Actor.System("anmeldung"), w => Task.FromResult<string?>(Einmalschluessel.Make(w, Purpose, person.Id.ToString(), "", TimeForSecondFactor)), cancel);
        }

        await Begin(http, person, level: 2, "mit Kennwort", cancel);
        return (string?)null;
    }

    /// <summary>Checks the code of the second factor or a recovery code.</summary>
    public async Task<Outcome<Done>> SecondFactor(HttpContext http, string? secret, string? code, CancellationToken cancel)
    {
        var now = (await Pending(secret, cancel))?.SubjectId;
        if (now is null || await db.Set<Bedienstete>().SingleOrDefaultAsync(b => b.Id == Guid.Parse(now) && b.EndedAt == null, cancel) is not { } person)
        {
            return new Refusal("anmeldung.expired", T("Die Anmeldung hat zu lange gedauert. Bitte beginnen Sie von vorn."));
        }

        var taken = await brake.Take(BrakeName(person.Anmeldename), Address(http), cancel);
        if (taken.Refusal is { } refusal)
        {
            return refusal;
        }

        var accepted = await db.Write<Outcome<Done>>(Actor.System("anmeldung"), async w =>
        {
            var row = await w.Db.Set<Bedienstete>().SingleAsync(b => b.Id == person.Id, cancel);
            if (row.TotpSecret is null || !await factor.Accept(w, SitzungKind.Bedienstete, row.Id, code, new(row.TotpSecret, row.TotpLastStep), step => row.TotpLastStep = step, cancel))
            {
                return new Refusal("anmeldung.wrong-code", T("Dieser Code stimmt nicht oder wurde schon benutzt. Bitte geben Sie den Code ein, den Ihre App jetzt zeigt."));
            }

            await Einmalschluessel.Use(w, secret, Purpose, cancel);
            return Done.It;
        }, cancel);
        if (accepted.IsOk)
        {
            await Begin(http, person, level: 3, "mit Kennwort und zweitem Faktor", cancel);
        }

        return accepted;
    }

    /// <summary>Begins the session of someone whose passkey was checked.</summary>
    public async Task<Outcome<Done>> Passkey(HttpContext http, Guid id, CancellationToken cancel)
    {
        var person = await db.Set<Bedienstete>().SingleOrDefaultAsync(b => b.Id == id && b.EndedAt == null, cancel);
        if (person is null)
        {
            return new Refusal("anmeldung.wrong", T("Mit diesem Passkey kann man sich hier nicht anmelden."));
        }

        await Begin(http, person, level: 3, "mit Passkey", cancel);
        return Done.It;
    }

    /// <summary>True while a second factor is awaited under this secret.</summary>
    public async Task<bool> IsPending(string? secret, CancellationToken cancel) => await Pending(secret, cancel) is not null;

    private Task<Einmalschluessel?> Pending(string? secret, CancellationToken cancel) => Einmalschluessel.Look(db, secret, Purpose, factor.Now, cancel);

    private async Task Begin(HttpContext http, Bedienstete person, int level, string how, CancellationToken cancel)
    {
        var actor = new Actor(ActorKind.Bedienstete, person.Id.ToString(), person.Name);
        await db.Write(actor, async w =>
        {
            await Anmeldebremse.Succeed(w, BrakeName(person.Anmeldename), Address(http), cancel);
            await w.Db.Set<Bedienstete>().Where(b => b.Id == person.Id).ExecuteUpdateAsync(b => b.SetProperty(r => r.LastSignInAt, w.Now), cancel);
            w.Record($"bedienstete:{person.Id}", "bedienstete.signed-in", $"{person.Name} hat sich {how} angemeldet");
        }, cancel);
        await sessions.Begin(http, SitzungKind.Bedienstete, person.Id, level, cancel);
    }

    private static string BrakeName(string name) => "amt:" + name;

    private static IPAddress? Address(HttpContext http) => http.Connection.RemoteIpAddress;
}
