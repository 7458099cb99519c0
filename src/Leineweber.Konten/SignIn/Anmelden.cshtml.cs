using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Design;
using Leineweber.Foundation.Security;
using Leineweber.Foundation.Security.SignIn;
using Leineweber.Foundation.Tenancy;
using Leineweber.Organisation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Konten.SignIn;

/// <summary>Citizens' sign-in: account, provider of identities, or on without one.</summary>
[Public]
[ResponseCache(NoStore = true)]
public sealed class AnmeldenModel(Kontoanmeldung anmeldung, Tenant tenant, LeineweberDb db) : PageModel
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

    /// <summary>The invented citizens of a demonstration city.</summary>
    public IReadOnlyList<DemoLogin> Logins { get; private set; } = [];

    /// <summary>True where the way on is open to guests and leads somewhere.</summary>
    public bool GuestsToo => Niveau == 0 && Foundation.Security.SignIn.Weiter.Local(Weiter) is { } weiter && !weiter.StartsWith("/konto", StringComparison.Ordinal);

    /// <summary>Shows the ways.</summary>
    public Task OnGet(CancellationToken cancel) => Prepare(cancel);

    /// <summary>Checks address and password.</summary>
    public async Task<IActionResult> OnPost(CancellationToken cancel)
    {
        var outcome = await anmeldung.Password(HttpContext, Email, Kennwort, cancel);
        if (outcome.Refusal is { } refusal)
        {
            Kennwort = null;
            await Prepare(cancel);
            return this.Refuse(refusal);
        }

        if (outcome.Value is { } secret)
        {
            SignInStep.Set(HttpContext, SitzungKind.Konto, secret);
            return LocalRedirect(Foundation.Security.SignIn.Weiter.With("/konto/anmelden/code", Weiter));
        }

        return LocalRedirect(await anmeldung.Onward(Weiter, cancel));
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

    private async Task Prepare(CancellationToken cancel)
    {
        if (tenant.IsDemo)
        {
            Logins = await db.Set<Nutzerkonto>().Where(k => k.DeletedAt == null && k.Anmeldename != null && k.Anmeldename.EndsWith(".demo.example"))
                .OrderBy(k => k.Anmeldename).Take(10).Select(k => new DemoLogin(k.Anmeldename!, k.Vorname + " " + k.Nachname)).ToListAsync(cancel);
        }
    }

    /// <summary>One invented citizen.</summary>
    public sealed record DemoLogin(string Email, string Name);
}
