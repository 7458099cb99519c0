using Leineweber.Foundation.Data;
using Leineweber.Foundation.Design;
using Leineweber.Foundation.Security;
using Leineweber.Konten.Oidc;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Konten.SignIn;

/// <summary>Ends the session of a citizen, and the one at the provider where the citizen signed in with one.</summary>
[Public]
[ResponseCache(NoStore = true)]
internal sealed class AbmeldenModel(Sitzungen sessions, Kontoperson person, OidcLogout logout, LeineweberDb db) : PageModel
{
    /// <summary>Where the provider ends its session; null before, and where there is no provider.</summary>
    public string? Target { get; private set; }

    /// <summary>Asks with a button: signing out changes something, so it is never a mere link.</summary>
    public void OnGet()
    {
    }

    /// <summary>Ends the session.</summary>
    public async Task<IActionResult> OnPost(CancellationToken cancel)
    {
        if (person.IsSignedIn)
        {
            await db.Write(person.Actor, w =>
            {
                w.Record($"konto:{person.Konto}", "konto.signed-out", "Abgemeldet");
                return Task.CompletedTask;
            }, cancel);
        }

        await sessions.End(HttpContext, SitzungKind.Konto, cancel);
        (Target, var warning) = await logout.Leave(HttpContext, cancel);
        if (Target is not null)
        {
            return this.Leave(Target);
        }

        if (warning is not null)
        {
            this.Warn(warning);
            return LocalRedirect("/");
        }

        this.Say(T("Sie sind abgemeldet."));
        return LocalRedirect("/");
    }
}
