using Leineweber.Foundation.Data;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Foundation.Security.SignIn;

/// <summary>A sign-in after its first step.</summary>
/// <param name="SubjectId">Who.</param>
/// <param name="Pending">Secret of the second step still to come; null where there is none.</param>
public sealed record FirstStep(Guid SubjectId, string? Pending);

/// <summary>Checks names, passwords and second factors of staff and citizens. Says the same and does the same work for unknown names.</summary>
public sealed class Anmeldung(LeineweberDb db, Anmeldebremse brake, ZweiterFaktor factor)
{
    private static readonly TimeSpan TimeForSecondFactor = TimeSpan.FromMinutes(10);

    /// <summary>Checks name and password.</summary>
    /// <param name="http">The request.</param>
    /// <param name="kind">Citizen or staff.</param>
    /// <param name="name">What was typed as name.</param>
    /// <param name="password">What was typed as password.</param>
    /// <param name="wrong">What to say where they do not fit.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<Outcome<FirstStep>> Password(HttpContext http, SitzungKind kind, string? name, string? password, string wrong, CancellationToken cancel)
    {
        var typed = (name ?? "").Trim().ToLowerInvariant();
        if ((await brake.Take(Guessed(kind, typed), http.Connection.RemoteIpAddress, cancel)).Refusal is { } refusal)
        {
            Sicherheitslog.Refused(http, "anmeldung.gebremst", $"{kind}, Kennwort", null);
            return refusal;
        }

        var access = await db.Set<Zugang>().SingleOrDefaultAsync(z => z.Kind == kind && z.Anmeldename == typed, cancel);
        if (!Kennwort.Fits(access?.KennwortHash, password, out var isOutdated))
        {
            Sicherheitslog.Refused(http, "anmeldung.misslungen", $"{kind}, Kennwort", access is null ? null : Sicherheitslog.Subject(kind, access.SubjectId.ToString()));
            return new Refusal("anmeldung.wrong", wrong);
        }

        if (isOutdated)
        {
            var (old, renewed) = (access!.KennwortHash, Kennwort.Hash(password!));
            await db.Write(Actor.System("anmeldung"), w => w.Db.Set<Zugang>().Where(z => z.Kind == kind && z.SubjectId == access.SubjectId && z.KennwortHash == old)
                .ExecuteUpdateAsync(z => z.SetProperty(r => r.KennwortHash, renewed), cancel), cancel);
        }

        var pending = access!.HasSecondFactor
            ? await db.Write(Actor.System("anmeldung"), w => Task.FromResult(Einmalschluessel.Make(w, Purpose(kind), access.SubjectId.ToString(), "", TimeForSecondFactor)), cancel)
            : null;
        return new FirstStep(access.SubjectId, pending);
    }

    /// <summary>Checks the code of the second factor or a recovery code; the value says who it is.</summary>
    public async Task<Outcome<Guid>> SecondFactor(HttpContext http, SitzungKind kind, string? secret, string? code, CancellationToken cancel)
    {
        var pending = await Einmalschluessel.Look(db, secret, Purpose(kind), factor.Now, cancel);
        if (pending is null || await Zugaenge.Of(db, kind, Guid.Parse(pending.SubjectId), cancel) is not { HasSecondFactor: true } access)
        {
            return new Refusal("anmeldung.expired", T("Die Anmeldung hat zu lange gedauert. Bitte beginnen Sie von vorn."));
        }

        if ((await brake.Take(Guessed(kind, access.Anmeldename), http.Connection.RemoteIpAddress, cancel)).Refusal is { } refusal)
        {
            Sicherheitslog.Refused(http, "anmeldung.gebremst", $"{kind}, zweiter Faktor", Sicherheitslog.Subject(kind, pending.SubjectId));
            return refusal;
        }

        var outcome = await db.Write<Outcome<Guid>>(Actor.System("anmeldung"), async w =>
        {
            if (!await factor.Accept(w, kind, access.SubjectId, code, cancel))
            {
                return new Refusal("anmeldung.wrong-code", T("Dieser Code stimmt nicht oder wurde schon benutzt. Bitte geben Sie den Code ein, den Ihre App jetzt zeigt."));
            }

            await Einmalschluessel.Use(w, secret, Purpose(kind), cancel);
            return access.SubjectId;
        }, cancel);
        if (!outcome.IsOk)
        {
            Sicherheitslog.Refused(http, "anmeldung.misslungen", $"{kind}, zweiter Faktor", Sicherheitslog.Subject(kind, pending.SubjectId));
        }

        return outcome;
    }

    /// <summary>True while a second factor is awaited under this secret.</summary>
    public async Task<bool> IsPending(SitzungKind kind, string? secret, CancellationToken cancel) =>
        await Einmalschluessel.Look(db, secret, Purpose(kind), factor.Now, cancel) is not null;

    /// <summary>Forgets the failed tries of someone who has just signed in.</summary>
    public static async Task Forget(Write w, HttpContext http, SitzungKind kind, Guid subjectId, CancellationToken cancel)
    {
        if (await Zugaenge.Of(w.Db, kind, subjectId, cancel) is { } access)
        {
            await Anmeldebremse.Succeed(w, Guessed(kind, access.Anmeldename), http.Connection.RemoteIpAddress, cancel);
        }
    }

    internal static string Guessed(SitzungKind kind, string name) => $"{kind}:{name}";

    private static string Purpose(SitzungKind kind) => $"zweiter-faktor.{kind}";
}
