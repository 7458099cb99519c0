using Leineweber.Foundation.Data;
using Leineweber.Foundation.Design;
using Leineweber.Foundation.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Konten.SignIn;

/// <summary>Ends the session of a citizen.</summary>
[Public]
[ResponseCache(NoStore = true)]
public sealed class AbmeldenModel(Sitzungen sessions, Kontoperson person, LeineweberDb db) : PageModel
{
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
        this.Say(T("Sie sind abgemeldet."));
        return LocalRedirect("/");
    }
}
