using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Design;
using Leineweber.Foundation.Security;
using Leineweber.Foundation.Security.SignIn;
using Leineweber.Foundation.Tenancy;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Organisation.SignIn;

/// <summary>Sign-in of staff. In a demonstration city the invented people stand there to click.</summary>
[Public]
[ResponseCache(NoStore = true)]
public sealed class AnmeldenModel(Amtsanmeldung anmeldung, Tenant tenant, LeineweberDb db, Organisationsplan plan) : PageModel
{
    /// <summary>Where to go on to.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Weiter { get; set; }

    /// <summary>Sign-in name.</summary>
    [BindProperty]
    public string? Benutzername { get; set; }

    /// <summary>Password.</summary>
    [BindProperty]
    public string? Kennwort { get; set; }

    /// <summary>The invented people of a demonstration city.</summary>
    public IReadOnlyList<DemoLogin> Logins { get; private set; } = [];

    /// <summary>Shows the form.</summary>
    public Task OnGet(CancellationToken cancel) => Prepare(cancel);

    /// <summary>Checks name and password.</summary>
    public async Task<IActionResult> OnPost(CancellationToken cancel)
    {
        var outcome = await anmeldung.Password(HttpContext, Benutzername, Kennwort, cancel);
        if (outcome.Refusal is { } refusal)
        {
            Kennwort = null;
            await Prepare(cancel);
            return this.Refuse(refusal);
        }

        if (outcome.Value is not { } secret)
        {
            return LocalRedirect(Foundation.Security.SignIn.Weiter.Local(Weiter) ?? "/amt");
        }

        SignInStep.Set(HttpContext, SitzungKind.Bedienstete, secret);
        return LocalRedirect(Foundation.Security.SignIn.Weiter.With("/amt/anmelden/code", Weiter));
    }

    /// <summary>One click of a demonstration: the ordinary sign-in with the published password.</summary>
    public Task<IActionResult> OnPostVorfuehrung(string person, CancellationToken cancel)
    {
        if (!tenant.IsDemo)
        {
            return Task.FromResult<IActionResult>(NotFound());
        }

        (Benutzername, Kennwort) = (person, Demo.Kennwort);
        return OnPost(cancel);
    }

    private async Task Prepare(CancellationToken cancel)
    {
        if (tenant.IsDemo)
        {
            var units = (await plan.All(cancel)).ToDictionary(unit => unit.Id, unit => unit.DisplayName);
            var people = await db.Set<Bedienstete>().Where(b => b.EndedAt == null && b.KennwortHash != null).OrderBy(b => b.Id).Take(60).ToListAsync(cancel);
            Logins = [.. people.Select(b => new DemoLogin(b.Anmeldename, b.Name, b.Funktion ?? "", units.GetValueOrDefault(b.UnitId ?? default, "")))];
        }
    }

    /// <summary>One invented person.</summary>
    public sealed record DemoLogin(string Anmeldename, string Name, string Funktion, string Unit);
}
