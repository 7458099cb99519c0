using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Security;
using Leineweber.Foundation.Security.SignIn;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Organisation.SignIn;

/// <summary>Begins the session of a member of staff whose identity was checked.</summary>
public sealed class Amtsanmeldung(LeineweberDb db, Sitzungen sessions)
{
    /// <summary>Begins the session.</summary>
    /// <param name="http">The request.</param>
    /// <param name="id">Who.</param>
    /// <param name="level">2 password, 3 with second factor or passkey.</param>
    /// <param name="how">How, for the Protokoll: "mit …".</param>
    /// <param name="cancel">Gives up.</param>
    public async Task Begin(HttpContext http, Guid id, int level, string how, CancellationToken cancel)
    {
        var person = await db.Set<Bedienstete>().SingleAsync(b => b.Id == id, cancel);
        await db.Write(new Actor(ActorKind.Bedienstete, id.ToString(), person.Name), async w =>
        {
            await Anmeldung.Forget(w, http, SitzungKind.Bedienstete, id, cancel);
            await w.Db.Set<Bedienstete>().Where(b => b.Id == id).ExecuteUpdateAsync(b => b.SetProperty(r => r.LastSignInAt, w.Now), cancel);
            w.Record($"bedienstete:{id}", "bedienstete.signed-in", $"{person.Name} hat sich {how} angemeldet");
        }, cancel);
        await sessions.Begin(http, SitzungKind.Bedienstete, id, level, cancel);
    }
}
