using Leineweber.Foundation.Data;
using Leineweber.Foundation.Security;
using Leineweber.Foundation.Security.Passkeys;
using Leineweber.Foundation.Security.SignIn;
using Leineweber.Foundation.Tenancy;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Organisation.SignIn;

/// <summary>Sign-in of staff. In a demonstration city the invented people stand there to click.</summary>
[Public]
[ResponseCache(NoStore = true)]
public sealed class AnmeldenModel(Amtsanmeldung side, Anmeldung check, Passkeys passkeys, Tenant tenant, LeineweberDb db) : SignInPage(side, check, passkeys)
{
    /// <summary>Sign-in name.</summary>
    [BindProperty]
    public string? Benutzername { get; set; }

    /// <summary>The invented people of a demonstration city.</summary>
    public IReadOnlyList<DemoLogin> Logins { get; private set; } = [];

    /// <inheritdoc />
    protected override string Wrong => T("Benutzername oder Kennwort stimmen nicht. Bitte prüfen Sie beides und versuchen Sie es noch einmal.");

    /// <inheritdoc />
    protected override string? TypedName
    {
        get => Benutzername;
        set => Benutzername = value;
    }

    /// <summary>One click of a demonstration.</summary>
    public Task<IActionResult> OnPostVorfuehrung(string person, CancellationToken cancel) => ByClick(tenant.IsDemo, person, Demo.Kennwort, cancel);

    /// <inheritdoc />
    protected override async Task Prepare(CancellationToken cancel)
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
