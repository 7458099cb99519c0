using Leineweber.Foundation.Design;
using Leineweber.Foundation.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Konten.SignIn;

/// <summary>Where a provider sends people back to who signed out there.</summary>
[Public]
[ResponseCache(NoStore = true)]
public sealed class AbgemeldetModel(Kontoperson person) : PageModel
{
    /// <summary>Says so on the start page; whoever is signed in still is told nothing wrong.</summary>
    public IActionResult OnGet()
    {
        if (!person.IsSignedIn)
        {
            this.Say(T("Sie sind abgemeldet."));
        }

        return LocalRedirect(person.IsSignedIn ? "/konto" : "/");
    }
}
