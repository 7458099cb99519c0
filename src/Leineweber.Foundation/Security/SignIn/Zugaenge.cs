using Leineweber.Foundation.Data;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Foundation.Security.SignIn;

/// <summary>Whose access is changed.</summary>
/// <param name="Kind">Citizen or staff.</param>
/// <param name="Id">Who.</param>
/// <param name="Subject">Subject of the Protokoll, e.g. <c>konto:0198…</c>.</param>
/// <param name="Actor">Who changes it: the person itself.</param>
public sealed record ZugangOwner(SitzungKind Kind, Guid Id, string Subject, Actor Actor);

/// <summary>What people do with their own access: change the password, set up and remove the second factor.</summary>
public sealed class Zugaenge(LeineweberDb db, Anmeldebremse brake, ZweiterFaktor factor)
{
    /// <summary>Someone's access, or null.</summary>
    public static Task<Zugang?> Of(LeineweberDb db, SitzungKind kind, Guid id, CancellationToken cancel) =>
        db.Set<Zugang>().SingleOrDefaultAsync(z => z.Kind == kind && z.SubjectId == id, cancel);

    /// <summary>Gives someone access.</summary>
    /// <param name="w">The change it belongs to.</param>
    /// <param name="kind">Citizen or staff.</param>
    /// <param name="id">Who.</param>
    /// <param name="name">Name to sign in with.</param>
    /// <param name="hash">Hash of the password (<see cref="Kennwort.Hash"/>); null where it is still to be set.</param>
    public static void Open(Write w, SitzungKind kind, Guid id, string name, string? hash) =>
        w.Db.Add(new Zugang { Kind = kind, SubjectId = id, Anmeldename = name.Trim().ToLowerInvariant(), KennwortHash = hash });

    /// <summary>Takes someone's access away with all that belongs to it: sessions, recovery codes, passkeys.</summary>
    public static async Task Close(Write w, SitzungKind kind, Guid id, CancellationToken cancel)
    {
        await w.Db.Set<Zugang>().Where(z => z.Kind == kind && z.SubjectId == id).ExecuteDeleteAsync(cancel);
        await ZweiterFaktor.ForgetRecoveryCodes(w, kind, id, cancel);
        await Passkeys.Passkeys.Remove(w, kind, id, credentialId: null, cancel);
        await Sitzungen.EndAll(w, kind, id, cancel);
    }

    /// <summary>Sets a password without the old one: after an invitation or a link by mail. All sessions end.</summary>
    public static async Task SetPassword(Write w, SitzungKind kind, Guid id, string hash, CancellationToken cancel)
    {
        await w.Db.Set<Zugang>().Where(z => z.Kind == kind && z.SubjectId == id).ExecuteUpdateAsync(z => z.SetProperty(r => r.KennwortHash, hash), cancel);
        await Sitzungen.EndAll(w, kind, id, cancel);
    }

    /// <summary>Takes someone's password away: they come in again by an invitation.</summary>
    public static Task ForgetPassword(Write w, SitzungKind kind, Guid id, CancellationToken cancel) =>
        w.Db.Set<Zugang>().Where(z => z.Kind == kind && z.SubjectId == id).ExecuteUpdateAsync(z => z.SetProperty(r => r.KennwortHash, (string?)null), cancel);

    /// <summary>Takes someone's second factor away: a lost phone. Sessions and recovery codes end with it.</summary>
    public static async Task ResetSecondFactor(Write w, SitzungKind kind, Guid id, CancellationToken cancel)
    {
        await w.Db.Set<Zugang>().Where(z => z.Kind == kind && z.SubjectId == id)
            .ExecuteUpdateAsync(z => z.SetProperty(r => r.TotpSecret, (string?)null).SetProperty(r => r.TotpLastStep, 0), cancel);
        await ZweiterFaktor.ForgetRecoveryCodes(w, kind, id, cancel);
        await Sitzungen.EndAll(w, kind, id, cancel);
    }

    /// <summary>Refuses where the typed password is not the person's; slowed down like a sign-in. Passes where the person has no password.</summary>
    public async Task<Refusal?> Confirm(HttpContext http, ZugangOwner owner, string? password, CancellationToken cancel)
    {
        if (await Of(db, owner.Kind, owner.Id, cancel) is not { HasPassword: true } access)
        {
            return null;
        }

        if ((await brake.Take(Anmeldung.Guessed(owner.Kind, access.Anmeldename), http.Connection.RemoteIpAddress, cancel)).Refusal is { } refusal)
        {
            return refusal;
        }

        if (!Kennwort.Fits(access.KennwortHash, password))
        {
            return new Refusal("zugang.wrong-password", T("Das ist nicht Ihr jetziges Kennwort. Bitte versuchen Sie es noch einmal."));
        }

        await db.Write(owner.Actor, w => Anmeldebremse.Succeed(w, Anmeldung.Guessed(owner.Kind, access.Anmeldename), http.Connection.RemoteIpAddress, cancel), cancel);
        return null;
    }

    /// <summary>Refuses where password and, where one is set up, second factor are not the person's; slowed down like a sign-in. Refuses also who has no password.</summary>
    public async Task<Refusal?> ConfirmFully(HttpContext http, ZugangOwner owner, string? password, string? code, CancellationToken cancel)
    {
        if (await Of(db, owner.Kind, owner.Id, cancel) is not { HasPassword: true } access)
        {
            return new Refusal("zugang.no-password", T("Sie haben hier kein Kennwort. Bitte melden Sie sich neu an."));
        }

        if (await Confirm(http, owner, password, cancel) is { } refusal)
        {
            return refusal;
        }

        return !access.HasSecondFactor || await db.Write(owner.Actor, w => factor.Accept(w, owner.Kind, owner.Id, code, cancel), cancel)
            ? null
            : new Refusal("zugang.wrong-code", T("Dieser Code stimmt nicht oder wurde schon benutzt. Bitte geben Sie den Code ein, den Ihre App jetzt zeigt."));
    }

    /// <summary>Changes the password, having checked the old one. All sessions end: the caller begins this one anew.</summary>
    /// <param name="http">The request.</param>
    /// <param name="owner">Whose.</param>
    /// <param name="current">The old password.</param>
    /// <param name="wanted">The new password.</param>
    /// <param name="about">Words that must not be the password.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<Outcome<Done>> ChangePassword(HttpContext http, ZugangOwner owner, string? current, string? wanted, string?[] about, CancellationToken cancel)
    {
        if (Kennwort.Problem(wanted, about) is { } problem)
        {
            return new Refusal("zugang.weak-password", problem);
        }

        if (await Confirm(http, owner, current, cancel) is { } refusal)
        {
            return refusal;
        }

        var hash = Kennwort.Hash(wanted!);
        await db.Write(owner.Actor, async w =>
        {
            await SetPassword(w, owner.Kind, owner.Id, hash, cancel);
            w.Record(owner.Subject, "zugang.password-changed", "Kennwort geändert");
        }, cancel);
        return Done.It;
    }

    /// <summary>Sets up the second factor, where the app's code fits. The value are the recovery codes, to be shown once.</summary>
    /// <param name="owner">Whose.</param>
    /// <param name="offer">The offer the QR code was made from (<see cref="ZweiterFaktor.NewOffer"/>).</param>
    /// <param name="code">The code the app shows.</param>
    /// <param name="cancel">Gives up.</param>
    public Task<Outcome<IReadOnlyList<string>>> SetUpSecondFactor(ZugangOwner owner, string? offer, string? code, CancellationToken cancel) =>
        db.Write(owner.Actor, w => SetUpSecondFactor(w, owner, offer, code, cancel), cancel);

    /// <summary>The same within a change under way.</summary>
    public async Task<Outcome<IReadOnlyList<string>>> SetUpSecondFactor(Write w, ZugangOwner owner, string? offer, string? code, CancellationToken cancel)
    {
        if (factor.SecretOf(offer) is not { } secret)
        {
            return new Refusal("zugang.offer-expired", T("Die Seite war zu lange offen. Bitte scannen Sie den neuen Code."));
        }

        if (Totp.Accept(secret, code, w.Now, lastStep: 0) is not { } step)
        {
            return new Refusal("zugang.wrong-code", T("Dieser Code stimmt nicht. Bitte geben Sie den Code ein, den Ihre App jetzt zeigt."));
        }

        var kept = factor.Seal(secret);
        var changed = await w.Db.Set<Zugang>().Where(z => z.Kind == owner.Kind && z.SubjectId == owner.Id && z.TotpSecret == null)
            .ExecuteUpdateAsync(z => z.SetProperty(r => r.TotpSecret, kept).SetProperty(r => r.TotpLastStep, step), cancel);
        if (changed == 0)
        {
            return new Refusal("zugang.factor-there", T("Sie haben schon einen zweiten Faktor. Bitte entfernen Sie ihn erst."));
        }

        w.Record(owner.Subject, "zugang.factor-added", "Zweiten Faktor eingerichtet");
        return Outcome<IReadOnlyList<string>>.Of(await ZweiterFaktor.NewRecoveryCodes(w, owner.Kind, owner.Id, cancel));
    }

    /// <summary>Removes the person's second factor. The page asks before who is there (<see cref="Bestaetigung"/>).</summary>
    public Task RemoveSecondFactor(ZugangOwner owner, CancellationToken cancel) => db.Write(owner.Actor, async w =>
    {
        await ResetSecondFactor(w, owner.Kind, owner.Id, cancel);
        w.Record(owner.Subject, "zugang.factor-removed", "Zweiten Faktor entfernt");
    }, cancel);

    /// <summary>New recovery codes, to be shown once.</summary>
    public Task<IReadOnlyList<string>> NewRecoveryCodes(ZugangOwner owner, CancellationToken cancel) => db.Write(owner.Actor, async w =>
    {
        w.Record(owner.Subject, "zugang.codes-renewed", "Neue Wiederherstellungscodes erzeugt");
        return await ZweiterFaktor.NewRecoveryCodes(w, owner.Kind, owner.Id, cancel);
    }, cancel);
}
