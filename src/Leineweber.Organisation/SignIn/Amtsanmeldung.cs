using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Security;
using Leineweber.Foundation.Security.SignIn;
using Leineweber.Organisation.Profil;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Organisation.SignIn;

/// <summary>The staff's side of signing in: begins the session of a member of staff whose identity was checked.</summary>
public sealed class Amtsanmeldung(LeineweberDb db, Sitzungen sessions, Amtsperson person) : ISignInSide
{
    /// <inheritdoc />
    public SitzungKind Kind => SitzungKind.Bedienstete;

    /// <inheritdoc />
    public string SignInPath => "/amt/anmelden";

    /// <inheritdoc />
    public string PasskeyPath => "/amt/passkey";

    /// <inheritdoc />
    public string AccessPath => "/amt/profil";

    /// <inheritdoc />
    public string ConfirmPath => "/amt/sind-sie-es";

    /// <inheritdoc />
    public bool CanConfirm => true;

    /// <inheritdoc />
    public ZugangOwner Owner => ProfilModel.Owner(person);

    /// <inheritdoc />
    public int LevelOf(SignInWay way) => way == SignInWay.Password ? 2 : 3;

    /// <inheritdoc />
    public Task Begin(HttpContext http, Guid id, SignInWay way, CancellationToken cancel) => Begin(http, id, LevelOf(way), way.InWords(), cancel);

    /// <inheritdoc />
    /// <remarks>Staff without a password can be invited anew.</remarks>
    public Task<bool> CanDoWithoutPasskeys(LeineweberDb db, CancellationToken cancel) => Task.FromResult(true);

    /// <inheritdoc />
    public Task<string> Onward(string? weiter, CancellationToken cancel) => Task.FromResult(Weiter.Local(weiter) ?? "/amt");

    /// <summary>Begins the session.</summary>
    /// <param name="http">The request.</param>
    /// <param name="id">Who.</param>
    /// <param name="level">2 password, 3 with second factor or passkey.</param>
    /// <param name="how">How, for the Protokoll: "mit …".</param>
    /// <param name="cancel">Gives up.</param>
    public async Task Begin(HttpContext http, Guid id, int level, string how, CancellationToken cancel)
    {
        var who = await db.Set<Bedienstete>().SingleAsync(b => b.Id == id, cancel);
        await db.Write(new Actor(ActorKind.Bedienstete, id.ToString(), who.Name), async w =>
        {
            await Anmeldung.Forget(w, http, SitzungKind.Bedienstete, id, cancel);
            await w.Db.Set<Bedienstete>().Where(b => b.Id == id).ExecuteUpdateAsync(b => b.SetProperty(r => r.LastSignInAt, w.Now), cancel);
            w.Record($"bedienstete:{id}", "bedienstete.signed-in", $"{who.Name} hat sich {how} angemeldet");
        }, cancel);
        await sessions.Begin(http, SitzungKind.Bedienstete, id, level, cancel);
    }
}
