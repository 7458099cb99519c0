using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Design;
using Leineweber.Foundation.Security;
using Leineweber.Foundation.Security.Passkeys;
using Leineweber.Foundation.Security.SignIn;
using Leineweber.Foundation.Tenancy;
using Leineweber.Konten.Oidc;
using Leineweber.Organisation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Konten.SignIn;

/// <summary>Citizens' sign-in: account, provider of identities, or on without one.</summary>
[Public]
[ResponseCache(NoStore = true)]
public sealed class AnmeldenModel(Anmeldung check, Kontoanmeldung session, Passkeys passkeys, Tenant tenant, LeineweberDb db) : PageModel
{
    /// <summary>Where to go on to.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Weiter { get; set; }

    /// <summary>Trust level the page asks for that sent the reader here.</summary>
    [BindProperty(SupportsGet = true)]
    public int Niveau { get; set; }

    /// <summary>Mail address.</summary>
    [BindProperty]
    public string? Email { get; set; }

    /// <summary>Password.</summary>
    [BindProperty]
    public string? Kennwort { get; set; }

    /// <summary>The browser's answer of a passkey.</summary>
    [BindProperty]
    public string? Credential { get; set; }

    /// <summary>True where browsers can use passkeys here.</summary>
    public bool WithPasskeys => Passkeys.Possible(HttpContext) && Niveau <= 2;

    /// <summary>True where an account here is safe enough for the page that sent the reader here.</summary>
    public bool WithLocal => Niveau <= 2;

    /// <summary>Providers of identities that are safe enough.</summary>
    public IEnumerable<OidcProvider> Providers => OidcProvider.All(tenant).Where(provider => provider.Level >= Niveau);

    /// <summary>The invented citizens of a demonstration city.</summary>
    public IReadOnlyList<DemoLogin> Logins { get; private set; } = [];

    /// <summary>True where the way on is open to guests and leads somewhere.</summary>
    public bool GuestsToo => Niveau == 0 && Foundation.Security.SignIn.Weiter.Local(Weiter) is { } weiter && !weiter.StartsWith("/konto", StringComparison.Ordinal);

    /// <summary>Shows the ways.</summary>
    public Task OnGet(CancellationToken cancel) => Prepare(cancel);

    /// <summary>Checks address and password.</summary>
    public async Task<IActionResult> OnPost(CancellationToken cancel)
    {
        var wrong = T("E-Mail-Adresse oder Kennwort stimmen nicht. Bitte prüfen Sie beides und versuchen Sie es noch einmal.");
        var outcome = await check.Password(HttpContext, SitzungKind.Konto, Email, Kennwort, wrong, cancel);
        if (outcome.Refusal is { } refusal)
        {
            return await Refuse(refusal, cancel);
        }

        if (outcome.Value.Pending is { } secret)
        {
            SignInStep.Set(HttpContext, SitzungKind.Konto, secret);
            return LocalRedirect(Foundation.Security.SignIn.Weiter.With("/konto/anmelden/code", Weiter));
        }

        await session.Begin(HttpContext, outcome.Value.SubjectId, level: 1, "mit Kennwort", cancel);
        return LocalRedirect(await session.Onward(Weiter, cancel));
    }

    /// <summary>Checks a passkey.</summary>
    public async Task<IActionResult> OnPostPasskey(CancellationToken cancel)
    {
        var outcome = await passkeys.SignIn(HttpContext, SitzungKind.Konto, Credential, cancel);
        if (outcome.Refusal is { } refusal)
        {
            return await Refuse(refusal, cancel);
        }

        await session.Begin(HttpContext, outcome.Value, level: 2, "mit Passkey", cancel);
        return LocalRedirect(await session.Onward(Weiter, cancel));
    }

    /// <summary>One click of a demonstration: the ordinary sign-in with the published password.</summary>
    public Task<IActionResult> OnPostVorfuehrung(string person, CancellationToken cancel)
    {
        if (!tenant.IsDemo)
        {
            return Task.FromResult<IActionResult>(NotFound());
        }

        (Email, Kennwort) = (person, Demo.Kennwort);
        return OnPost(cancel);
    }

    private async Task<IActionResult> Refuse(Refusal refusal, CancellationToken cancel)
    {
        (Kennwort, Credential) = (null, null);
        await Prepare(cancel);
        return this.Refuse(refusal);
    }

    private async Task Prepare(CancellationToken cancel)
    {
        if (tenant.IsDemo)
        {
            Logins = await db.Set<Nutzerkonto>().Where(k => k.DeletedAt == null && k.Email != null && k.Kind == Kontoart.Lokal && k.Email.EndsWith(".demo.example"))
                .OrderBy(k => k.Email).Take(10).Select(k => new DemoLogin(k.Email!, k.Vorname + " " + k.Nachname)).ToListAsync(cancel);
        }
    }

    /// <summary>One invented citizen.</summary>
    public sealed record DemoLogin(string Email, string Name);
}
