using Leineweber.Foundation.Data;
using Leineweber.Foundation.Security;
using Leineweber.Foundation.Security.Passkeys;
using Leineweber.Foundation.Security.SignIn;
using Leineweber.Foundation.Tenancy;
using Leineweber.Konten.Oidc;
using Leineweber.Organisation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Konten.SignIn;

/// <summary>Citizens' sign-in: account, provider of identities, or on without one.</summary>
[Public]
[ResponseCache(NoStore = true)]
public sealed class AnmeldenModel(Kontoanmeldung side, Anmeldung check, Passkeys passkeys, Tenant tenant, LeineweberDb db) : SignInPage(side, check, passkeys)
{
    /// <summary>Trust level the page asks for that sent the reader here.</summary>
    [BindProperty(SupportsGet = true)]
    public int Niveau { get; set; }

    /// <summary>Mail address.</summary>
    [BindProperty]
    public string? Email { get; set; }

    /// <inheritdoc />
    public override bool WithPasskeys => base.WithPasskeys && WithLocal;

    /// <summary>True where an account here is safe enough for the page that sent the reader here.</summary>
    public bool WithLocal => Niveau <= 2;

    /// <summary>Providers of identities that are safe enough.</summary>
    public IEnumerable<OidcProvider> Providers => OidcProvider.All(tenant).Where(provider => provider.Level >= Niveau);

    /// <summary>The invented citizens of a demonstration city.</summary>
    public IReadOnlyList<DemoLogin> Logins { get; private set; } = [];

    /// <summary>True where the way on is open to guests and leads somewhere.</summary>
    public bool GuestsToo => Niveau == 0 && Foundation.Security.SignIn.Weiter.Local(Weiter) is { } weiter && !weiter.StartsWith("/konto", StringComparison.Ordinal);

    /// <inheritdoc />
    protected override string Wrong => T("E-Mail-Adresse oder Kennwort stimmen nicht. Bitte prüfen Sie beides und versuchen Sie es noch einmal.");

    /// <inheritdoc />
    protected override string? TypedName
    {
        get => Email;
        set => Email = value;
    }

    /// <summary>One click of a demonstration.</summary>
    public Task<IActionResult> OnPostVorfuehrung(string person, CancellationToken cancel) => ByClick(tenant.IsDemo, person, Demo.Kennwort, cancel);

    /// <inheritdoc />
    protected override async Task Prepare(CancellationToken cancel)
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
