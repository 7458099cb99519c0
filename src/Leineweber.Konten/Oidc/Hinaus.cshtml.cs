using Leineweber.Foundation.Design;
using Leineweber.Foundation.Security;
using Leineweber.Foundation.Security.SignIn;
using Leineweber.Foundation.Tenancy;
using Leineweber.Konten.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Leineweber.Konten.Oidc;

/// <summary>Sends the person to a provider of identities: to sign in, or to link the provider's person to the account.</summary>
[Public]
[ResponseCache(NoStore = true)]
internal sealed class HinausModel(OidcFlow flow, Tenant tenant, Kontoperson person, Bestaetigung confirmation, Kontoanmeldung side) : PageModel
{
    /// <summary>Key of the provider.</summary>
    [BindProperty(SupportsGet = true, Name = "provider")]
    public string Key { get; set; } = "";

    /// <summary>Name of the provider.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Address to go to.</summary>
    public string Target { get; private set; } = "";

    /// <summary>There is nothing to see: the way begins at the sign-in page.</summary>
    public IActionResult OnGet() => OidcProvider.Find(tenant, Key) is null ? NotFound() : LocalRedirect("/konto/anmelden");

    /// <summary>Leads on.</summary>
    /// <param name="weiter">Where to go on to.</param>
    /// <param name="verbinden">True to link the provider's person to the account that is signed in.</param>
    /// <param name="erneut">True where the provider shall ask again who is there, signed in with it or not.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<IActionResult> OnPost(string? weiter, bool verbinden, bool erneut, CancellationToken cancel)
    {
        if (OidcProvider.Find(tenant, Key) is not { } provider)
        {
            return NotFound();
        }

        if (verbinden && (person.IsOrganisation || provider.IsForOrganisations))
        {
            return NotFound();
        }

        var linkTo = verbinden && person is { IsSignedIn: true, IsGuest: false } ? person.Konto : (Guid?)null;
        if (linkTo is not null && await confirmation.Missing(HttpContext, side, cancel) is { } ask)
        {
            return ask;
        }

        var outcome = await flow.Start(HttpContext, provider, new OidcWish(weiter, linkTo, erneut), cancel);
        if (outcome.Refusal is { } refusal)
        {
            this.Warn(refusal.Message);
            return LocalRedirect("/konto/anmelden");
        }

        (Name, Target) = (provider.Name, outcome.Value);
        return this.Leave(Target);
    }
}
