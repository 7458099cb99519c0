using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Design;
using Leineweber.Foundation.Security;
using Leineweber.Foundation.Security.Passkeys;
using Leineweber.Foundation.Security.SignIn;
using Leineweber.Foundation.Tenancy;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Organisation.SignIn;

/// <summary>Sign-in of staff. In a demonstration city the invented people stand there to click.</summary>
[Public]
[ResponseCache(NoStore = true)]
public sealed class AnmeldenModel(Anmeldung check, Amtsanmeldung session, Passkeys passkeys, Tenant tenant, LeineweberDb db) : PageModel
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

    /// <summary>The browser's answer of a passkey.</summary>
    [BindProperty]
    public string? Credential { get; set; }

    /// <summary>True where browsers can use passkeys here.</summary>
    public bool WithPasskeys => Passkeys.Possible(HttpContext);

    /// <summary>The invented people of a demonstration city.</summary>
    public IReadOnlyList<DemoLogin> Logins { get; private set; } = [];

    private string Onward => Foundation.Security.SignIn.Weiter.Local(Weiter) ?? "/amt";

    /// <summary>Shows the form.</summary>
    public Task OnGet(CancellationToken cancel) => Prepare(cancel);

    /// <summary>Checks name and password.</summary>
    public async Task<IActionResult> OnPost(CancellationToken cancel)
    {
        var wrong = T("Benutzername oder Kennwort stimmen nicht. Bitte prüfen Sie beides und versuchen Sie es noch einmal.");
        var outcome = await check.Password(HttpContext, SitzungKind.Bedienstete, Benutzername, Kennwort, wrong, cancel);
        if (outcome.Refusal is { } refusal)
        {
            return await Refuse(refusal, cancel);
        }

        if (outcome.Value.Pending is { } secret)
        {
            SignInStep.Set(HttpContext, SitzungKind.Bedienstete, secret);
            return LocalRedirect(Foundation.Security.SignIn.Weiter.With("/amt/anmelden/code", Weiter));
        }

        await session.Begin(HttpContext, outcome.Value.SubjectId, level: 2, "mit Kennwort", cancel);
        return LocalRedirect(Onward);
    }

    /// <summary>Checks a passkey.</summary>
    public async Task<IActionResult> OnPostPasskey(CancellationToken cancel)
    {
        var outcome = await passkeys.SignIn(HttpContext, SitzungKind.Bedienstete, Credential, cancel);
        if (outcome.Refusal is { } refusal)
        {
            return await Refuse(refusal, cancel);
        }

        await session.Begin(HttpContext, outcome.Value, level: 3, "mit Passkey", cancel);
        return LocalRedirect(Onward);
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
            Logins = await (from person in db.Set<Bedienstete>()
                            join access in db.Set<Zugang>().Where(z => z.Kind == SitzungKind.Bedienstete) on person.Id equals access.SubjectId
                            join unit in db.Set<Organisationseinheit>() on person.UnitId equals unit.Id
                            where person.EndedAt == null
                            orderby unit.Reihenfolge, person.Nachname
                            select new DemoLogin(access.Anmeldename, person.Vorname + " " + person.Nachname, person.Funktion ?? "", unit.Name)).Take(60).ToListAsync(cancel);
        }
    }

    /// <summary>One invented person.</summary>
    public sealed record DemoLogin(string Anmeldename, string Name, string Funktion, string Unit);
}
