using Leineweber.Foundation.Security;
using Leineweber.Foundation.Security.Passkeys;
using Leineweber.Foundation.Security.SignIn;
using Leineweber.Foundation.Tenancy;
using Leineweber.Konten.Oidc;
using Leineweber.Konten.Seed;
using Leineweber.Organisation;
using Microsoft.AspNetCore.Mvc;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Konten.SignIn;

/// <summary>Citizens' sign-in: account, provider of identities, or on without one.</summary>
[Public]
[ResponseCache(NoStore = true)]
public sealed class AnmeldenModel(Kontoanmeldung side, Anmeldung check, Passkeys passkeys, Tenant tenant, DemoPersonen invented) : SignInPage(side, check, passkeys)
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
    public IReadOnlyList<DemoBuerger> Citizens { get; private set; } = [];

    /// <summary>Those of a demonstration city who act for an organisation.</summary>
    public IReadOnlyList<DemoHandelnd> Acting { get; private set; } = [];

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

    /// <summary>One click of a demonstration, for an organisation; the acting person stands in for what a provider would say.</summary>
    public async Task<IActionResult> OnPostHandelnd(string? person, CancellationToken cancel)
    {
        if ((await invented.Acting(cancel)).FirstOrDefault(one => one.Name == person) is not { } acting)
        {
            return NotFound();
        }

        await side.Begin(HttpContext, acting.Konto, DemoPersonen.HandelndLevel, "mit einem Klick der Vorführung", acting.Name, cancel);
        return LocalRedirect(await side.Onward(Weiter, cancel));
    }

    /// <inheritdoc />
    protected override async Task Prepare(CancellationToken cancel)
    {
        Citizens = WithLocal ? await invented.Citizens(cancel) : [];
        Acting = Niveau <= DemoPersonen.HandelndLevel ? await invented.Acting(cancel) : [];
    }
}
