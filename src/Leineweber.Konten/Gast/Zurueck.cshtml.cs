using Leineweber.Foundation.Data;
using Leineweber.Foundation.Design;
using Leineweber.Foundation.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Konten.Gast;

/// <summary>A guest comes back by the private link. It takes a press of a button: mail scanners open links too, and nobody shall end up in another's
/// things without having said so.</summary>
[Public]
[ResponseCache(NoStore = true)]
public sealed class ZurueckModel(Nutzerkonten accounts, Kontoperson person, Sitzungen sessions, LeineweberDb db, Uebernahme takeover) : PageModel
{
    /// <summary>The secret of the link.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Secret { get; set; }

    /// <summary>Where to go on to.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Weiter { get; set; }

    /// <summary>The guest; null where the link leads nowhere.</summary>
    public Nutzerkonto? Guest { get; private set; }

    /// <summary>True where the reader has an account that can take the guest's things over.</summary>
    public bool CanTakeOver => person.IsSignedIn && !person.IsGuest;

    /// <summary>Shows what the link opens.</summary>
    public async Task OnGet(CancellationToken cancel)
    {
        Guest = await accounts.ByLink(Secret, cancel);
        Response.StatusCode = Guest is null ? 404 : 200;
    }

    /// <summary>Opens the guest's things.</summary>
    public async Task<IActionResult> OnPost(CancellationToken cancel)
    {
        if (await accounts.ByLink(Secret, cancel) is not { } guest)
        {
            return NotFound();
        }

        await db.Write(Kontoperson.ActorOf(guest), async w =>
        {
            await w.Db.Set<Nutzerkonto>().Where(k => k.Id == guest.Id).ExecuteUpdateAsync(k => k.SetProperty(r => r.LastSignInAt, w.Now), cancel);
            w.Record($"konto:{guest.Id}", "konto.guest-returned", "Gast ist mit dem persönlichen Link zurückgekommen");
        }, cancel);
        await sessions.Begin(HttpContext, SitzungKind.Konto, guest.Id, level: 0, cancel);
        return LocalRedirect(Foundation.Security.SignIn.Weiter.Local(Weiter) ?? "/antraege");
    }

    /// <summary>Takes the guest's things over into the account of the reader.</summary>
    public async Task<IActionResult> OnPostUebernehmen(CancellationToken cancel)
    {
        if (!CanTakeOver || await accounts.ByLink(Secret, cancel) is not { } guest)
        {
            return NotFound();
        }

        var outcome = await takeover.Into(person, guest.Id, cancel);
        if (outcome.Refusal is { } refusal)
        {
            Guest = guest;
            return this.Refuse(refusal);
        }

        this.Say(T("Ihre Anträge von vorher gehören jetzt zu Ihrem Konto."));
        return LocalRedirect("/antraege");
    }
}
