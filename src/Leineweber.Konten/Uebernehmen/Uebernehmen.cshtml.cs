using Leineweber.Foundation.Design;
using Leineweber.Konten.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Konten.Uebernehmen;

/// <summary>Asks after signing in whether what was begun as guest in this browser shall come along.</summary>
[Konto]
[ResponseCache(NoStore = true)]
public sealed class UebernehmenModel(Kontoanmeldung anmeldung, Uebernahme takeover, Kontoperson person) : PageModel
{
    /// <summary>Names the guest who was there before.</summary>
    [BindProperty(SupportsGet = true)]
    public string Secret { get; set; } = "";

    /// <summary>Where to go on to.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Weiter { get; set; }

    /// <summary>The organisation whose account it would go into; null where the account is a person's own.</summary>
    public string? Organisation => person.IsOrganisation ? person.Name : null;

    private string Onward => Foundation.Security.SignIn.Weiter.Local(Weiter) ?? "/konto";

    /// <summary>Asks, where there is something to take over.</summary>
    public async Task<IActionResult> OnGet(CancellationToken cancel) =>
        !person.IsGuest && await anmeldung.GuestBefore(Secret, cancel) is not null ? Page() : LocalRedirect(Onward);

    /// <summary>Takes it over.</summary>
    public async Task<IActionResult> OnPost(CancellationToken cancel)
    {
        if (!person.IsGuest && await anmeldung.GuestBefore(Secret, cancel) is { } guest)
        {
            var outcome = await takeover.Into(person, guest, cancel);
            this.Say(outcome.Match(_ => T("Ihre Angaben von vorher gehören jetzt zu Ihrem Konto."), refusal => refusal.Message));
        }

        return LocalRedirect(Onward);
    }

    /// <summary>Leaves it where it is.</summary>
    public IActionResult OnPostOhne() => LocalRedirect(Onward);
}
