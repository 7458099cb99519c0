using Leineweber.Foundation.Data;
using Leineweber.Foundation.Design;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Foundation.Security.SignIn;

/// <summary>The own sessions: where one is signed in; ends one of them or all.</summary>
public abstract class SessionsPage(ISignInSide side, Sitzungen sessions, Bestaetigung confirmation, LeineweberDb db) : PageModel
{
    /// <summary>The open sessions, the last used first.</summary>
    public IReadOnlyList<Sitzung> All { get; private set; } = [];

    /// <summary>The session of this request.</summary>
    public string? Here { get; private set; }

    private string Address => side.AccessPath + "/anmeldungen";

    /// <summary>Shows the list.</summary>
    public async Task OnGet(CancellationToken cancel)
    {
        All = await sessions.Of(side.Kind, side.Owner.Id, cancel);
        Here = (await sessions.Find(HttpContext, side.Kind, cancel))?.Kennung;
    }

    /// <summary>Ends one. The own session ends by signing out.</summary>
    public async Task<IActionResult> OnPostBeenden(string? id, CancellationToken cancel)
    {
        if (await confirmation.Missing(HttpContext, side, cancel) is { } ask)
        {
            return ask;
        }

        var owner = side.Owner;
        var ended = await db.Write(owner.Actor, async w =>
        {
            var found = await Sitzungen.EndOne(w, owner.Kind, owner.Id, id, cancel);
            if (found)
            {
                w.Record(owner.Subject, "sitzung.ended", "Eine Anmeldung an einem anderen Gerät beendet");
            }

            return found;
        }, cancel);
        this.Say(ended ? T("Die Anmeldung ist beendet.") : T("Diese Anmeldung war schon zu Ende."));
        return LocalRedirect(Address);
    }

    /// <summary>Ends all, this one too.</summary>
    public async Task<IActionResult> OnPostUeberall(CancellationToken cancel)
    {
        if (await confirmation.Missing(HttpContext, side, cancel) is { } ask)
        {
            return ask;
        }

        var owner = side.Owner;
        await db.Write(owner.Actor, async w =>
        {
            await Sitzungen.EndAll(w, owner.Kind, owner.Id, cancel);
            w.Record(owner.Subject, "sitzung.ended-everywhere", "An allen Geräten abgemeldet");
        }, cancel);
        await sessions.End(HttpContext, owner.Kind, cancel);
        this.Say(T("Sie sind an allen Geräten abgemeldet."));
        return LocalRedirect(side.SignInPath);
    }
}
