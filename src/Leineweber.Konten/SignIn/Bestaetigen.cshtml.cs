using Leineweber.Foundation.Data;
using Leineweber.Foundation.Security.Passkeys;
using Leineweber.Foundation.Security.SignIn;
using Leineweber.Konten.Oidc;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Konten.SignIn;

/// <summary>Asks citizens again who is there; with a provider that means to sign in there anew.</summary>
[Konto(1)]
[ResponseCache(NoStore = true)]
internal sealed class BestaetigenModel(Kontoanmeldung side, Bestaetigung confirmation, Passkeys passkeys, LeineweberDb db) : ConfirmPage(side, confirmation, passkeys, db)
{
    /// <summary>The providers the account is linked to.</summary>
    public async Task<IEnumerable<OidcProvider>> Providers()
    {
        var services = HttpContext.RequestServices;
        var links = await services.GetRequiredService<OidcKonten>().Links(services.GetRequiredService<Kontoperson>(), HttpContext.RequestAborted);
        return links.Where(link => link.LinkedAt is not null).Select(link => link.Provider);
    }
}
