using Leineweber.Foundation.Data;
using Leineweber.Foundation.Design;
using Leineweber.Foundation.Mail;
using Leineweber.Foundation.Security;
using Leineweber.Foundation.Tenancy;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Konten.Gast;

/// <summary>Begins a guest and shows the private link, once.</summary>
[Public]
[ResponseCache(NoStore = true)]
public sealed class StartModel(Nutzerkonten accounts, Kontoperson person, Tenant tenant, LeineweberDb db) : PageModel
{
    /// <summary>Where to go on to.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Weiter { get; set; }

    /// <summary>Where the link shall be sent, or empty.</summary>
    [BindProperty]
    public string? Email { get; set; }

    /// <summary>The link, right after it was made.</summary>
    public string? Link { get; private set; }

    /// <summary>The way on, local.</summary>
    public string Onward => Foundation.Security.SignIn.Weiter.Local(Weiter) ?? "/";

    /// <summary>Asks; whoever is signed in already goes on.</summary>
    public IActionResult OnGet() => person.IsSignedIn ? LocalRedirect(Onward) : Page();

    /// <summary>Begins the guest.</summary>
    public async Task<IActionResult> OnPost(CancellationToken cancel)
    {
        if (person.IsSignedIn)
        {
            return LocalRedirect(Onward);
        }

        var start = await accounts.StartGuest(HttpContext, cancel);
        Link = tenant.Address + start.Path;
        return Page();
    }

    /// <summary>Sends the link to an address and goes on.</summary>
    public async Task<IActionResult> OnPostSchicken(CancellationToken cancel)
    {
        if (!person.IsSignedIn || !person.IsGuest)
        {
            return LocalRedirect(Onward);
        }

        if (!Mail.IsAddress(Email?.Trim()))
        {
            ModelState.AddModelError(nameof(Email), T("Bitte geben Sie die E-Mail-Adresse so ein: name@beispiel.de"));
            return this.Again();
        }

        await db.Write(person.Actor, w => accounts.KeepGuestContact(w, person.Konto, null, null, Email!.Trim(), cancel), cancel);
        this.Say(T("Wir schicken Ihnen den Link per E-Mail."));
        return LocalRedirect(Onward);
    }
}
