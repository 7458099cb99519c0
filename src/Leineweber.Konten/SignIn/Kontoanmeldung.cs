using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Security;
using Leineweber.Foundation.Security.SignIn;
using Leineweber.Foundation.Tenancy;
using Leineweber.Konten.Oidc;
using Leineweber.Konten.Sicherheit;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Konten.SignIn;

/// <summary>The citizens' side of signing in: begins the session of a citizen whose identity was checked, and minds the guest who was there before.</summary>
public sealed class Kontoanmeldung(LeineweberDb db, Sitzungen sessions, Kontoperson before, Tenant tenant, TimeProvider clock) : ISignInSide
{
    private const string TakeOverPurpose = "konto.gast-uebernehmen";

    /// <inheritdoc />
    public SitzungKind Kind => SitzungKind.Konto;

    /// <inheritdoc />
    public string SignInPath => "/konto/anmelden";

    /// <inheritdoc />
    public string PasskeyPath => "/konto/passkey";

    /// <inheritdoc />
    public string AccessPath => "/konto/sicherheit";

    /// <inheritdoc />
    public string ConfirmPath => "/konto/sind-sie-es";

    /// <inheritdoc />
    public bool CanConfirm => !before.IsGuest;

    /// <inheritdoc />
    public ZugangOwner Owner => SicherheitModel.Owner(before);

    /// <inheritdoc />
    public int LevelOf(SignInWay way) => way == SignInWay.Password ? 1 : 2;

    /// <inheritdoc />
    public Task Begin(HttpContext http, Guid id, SignInWay way, CancellationToken cancel) => Begin(http, id, LevelOf(way), way.InWords(), handelnd: null, cancel);

    /// <inheritdoc />
    public async Task<bool> CanDoWithoutPasskeys(LeineweberDb db, CancellationToken cancel)
    {
        var providers = OidcProvider.All(tenant).Select(provider => provider.Key).ToList();
        return await Zugaenge.Of(db, SitzungKind.Konto, before.Konto, cancel) is { HasPassword: true }
            || await db.Set<Identitaet>().AnyAsync(i => i.KontoId == before.Konto && providers.Contains(i.Provider), cancel);
    }

    /// <summary>Begins the session.</summary>
    /// <param name="http">The request.</param>
    /// <param name="id">The account.</param>
    /// <param name="level">Trust level of this sign-in, 1–4.</param>
    /// <param name="how">How, for the Protokoll: "mit …".</param>
    /// <param name="handelnd">Who acts, where the account is an organisation's; else null.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task Begin(HttpContext http, Guid id, int level, string how, string? handelnd, CancellationToken cancel)
    {
        var account = await db.Set<Nutzerkonto>().SingleAsync(k => k.Id == id, cancel);
        await db.Write(Kontoperson.ActorOf(account, handelnd), async w =>
        {
            await Anmeldung.Forget(w, http, SitzungKind.Konto, id, cancel);
            await w.Db.Set<Nutzerkonto>().Where(k => k.Id == id).ExecuteUpdateAsync(k => k.SetProperty(r => r.LastSignInAt, w.Now), cancel);
            w.Record($"konto:{id}", "konto.signed-in", $"Angemeldet {how} (Vertrauensniveau {level})");
        }, cancel);
        OidcLogout.Forget(http);
        await sessions.Begin(http, SitzungKind.Konto, id, level, handelnd, cancel);
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
        await Einmalschluessel.Look(db, secret, TakeOverPurpose, clock.Now(), cancel) is { } key ? Guid.Parse(key.SubjectId) : null;
}
