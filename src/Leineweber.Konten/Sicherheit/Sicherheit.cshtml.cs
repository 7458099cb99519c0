using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Design;
using Leineweber.Foundation.Security;
using Leineweber.Foundation.Security.SignIn;
using Leineweber.Foundation.Tenancy;
using Leineweber.Konten.Oidc;
using Leineweber.Konten.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Konten.Sicherheit;

/// <summary>How one signs in to the own account: password, second factor, passkeys, providers.</summary>
[Konto(1)]
[ResponseCache(NoStore = true)]
internal sealed class SicherheitModel(Kontoperson person, Zugaenge access, Sitzungen sessions, OidcKonten identities, LeineweberDb db) : PageModel
{
    /// <summary>The old password.</summary>
    [BindProperty]
    public string? Bisher { get; set; }

    /// <summary>The new password.</summary>
    [BindProperty]
    public string? Neu { get; set; }

    /// <summary>The access; null for accounts of a provider.</summary>
    public Zugang? Access { get; private set; }

    /// <summary>Providers of the city and whether the account is linked to them.</summary>
    public IReadOnlyList<Anbieterverbindung> Providers { get; private set; } = [];

    /// <summary>True where one acts for an organisation: it has neither passwords nor passkeys.</summary>
    public bool IsOrganisation => person.IsOrganisation;

    /// <summary>Shows it.</summary>
    public async Task OnGet(CancellationToken cancel)
    {
        Access = await Zugaenge.Of(db, SitzungKind.Konto, person.Konto, cancel);
        Providers = await identities.Links(person, cancel);
    }

    /// <summary>Changes the password.</summary>
    public async Task<IActionResult> OnPost(CancellationToken cancel)
    {
        var account = person.Account;
        var outcome = await access.ChangePassword(HttpContext, Owner(person), Bisher, Neu, [account.Vorname, account.Nachname, account.Email?.Split('@')[0]], cancel);
        if (outcome.Refusal is { } refusal)
        {
            await OnGet(cancel);
            return this.Refuse(refusal, refusal.Code == "zugang.weak-password" ? nameof(Neu) : nameof(Bisher));
        }

        await sessions.Begin(HttpContext, SitzungKind.Konto, person.Konto, person.Level, cancel);
        this.Say(T("Ihr Kennwort ist geändert. An anderen Geräten sind Sie abgemeldet."));
        return LocalRedirect("/konto/sicherheit");
    }

    /// <summary>Takes the link to a provider away.</summary>
    public async Task<IActionResult> OnPostTrennen(string? dienst, [FromServices] Tenant tenant, [FromServices] Bestaetigung confirmation, [FromServices] Kontoanmeldung side, CancellationToken cancel)
    {
        if (await confirmation.Missing(HttpContext, side, cancel) is { } ask)
        {
            return ask;
        }

        var provider = OidcProvider.Find(tenant, dienst ?? "");
        var outcome = provider is null ? new Refusal("oidc.unknown", T("Diesen Anmeldedienst gibt es hier nicht.")) : await identities.Unlink(person, provider, cancel);
        if (outcome.Refusal is { } refusal)
        {
            await OnGet(cancel);
            return this.Refuse(refusal);
        }

        this.Say(T("Die Verbindung mit {0} ist getrennt.", provider!.Name));
        return LocalRedirect("/konto/sicherheit");
    }

    internal static ZugangOwner Owner(Kontoperson person) => new(SitzungKind.Konto, person.Konto, $"konto:{person.Konto}", person.Actor);
}
