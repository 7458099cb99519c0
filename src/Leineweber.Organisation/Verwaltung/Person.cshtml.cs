using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Design;
using Leineweber.Foundation.Protokoll;
using Leineweber.Foundation.Security;
using Leineweber.Foundation.Security.SignIn;
using Leineweber.Foundation.Tenancy;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Organisation.Verwaltung;

/// <summary>One member of staff: roles, access, what happened.</summary>
[Amt(OrganisationModule.ManageStaff)]
public sealed class PersonModel(Personal staff, Amtsperson administrator, Organisationsplan plan, LeineweberDb db, History history) : PageModel
{
    /// <summary>Id of the person.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>The person.</summary>
    public Bedienstete Person { get; private set; } = null!;

    /// <summary>The person's access; null where it ended.</summary>
    public Zugang? Access { get; private set; }

    /// <summary>Where the person is signed in now.</summary>
    public IReadOnlyList<Sitzung> Sessions { get; private set; } = [];

    /// <summary>Roles and their units.</summary>
    public IReadOnlyList<(Rollenzuweisung Role, Organisationseinheit Unit)> Roles { get; private set; } = [];

    /// <summary>Units the administrator looks after.</summary>
    public IReadOnlyList<Option> Units { get; private set; } = [];

    /// <summary>All roles.</summary>
    public static IReadOnlyList<Option> AllRoles => [.. Enum.GetValues<Rolle>().Select(role => new Option(role.ToString(), role.Name()))];

    /// <summary>True where the administrator may change the person.</summary>
    public bool MayChange { get; private set; }

    /// <summary>What happened, newest first.</summary>
    public IReadOnlyList<ProtokollRow> Entries { get; private set; } = [];

    /// <summary>Shows the person.</summary>
    public async Task<IActionResult> OnGet(CancellationToken cancel)
    {
        if (await staff.Find(Id, cancel) is not { } person)
        {
            return NotFound();
        }

        Person = person;
        Access = await Zugaenge.Of(db, SitzungKind.Bedienstete, Id, cancel);
        Sessions = await HttpContext.RequestServices.GetRequiredService<Sitzungen>().Of(SitzungKind.Bedienstete, Id, cancel);
        var units = (await plan.All(cancel)).ToDictionary(unit => unit.Id);
        var roles = await db.Set<Rollenzuweisung>().Where(role => role.BedienstetenId == Id && role.EndedAt == null).ToListAsync(cancel);
        Roles = [.. roles.OrderBy(role => role.Rolle).Select(role => (role, units[role.UnitId]))];
        Units = await NeuModel.UnitsOf(administrator, plan, cancel);
        MayChange = await staff.MayChange(administrator, person, cancel);
        Entries = [.. (await history.Of($"bedienstete:{Id}", cancel)).TakeLast(50).Reverse()];
        return Page();
    }

    /// <summary>Gives a role.</summary>
    public async Task<IActionResult> OnPostRolle(Rolle? rolle, string? einheit, CancellationToken cancel) => rolle is { } given
        ? await Answer(await staff.Grant(administrator, Id, given, einheit, cancel), T("Die Rolle ist vergeben."), cancel)
        : await Answer(new Refusal("personal.role-missing", T("Bitte wählen Sie eine Rolle.")), "", cancel);

    /// <summary>Ends a role.</summary>
    public async Task<IActionResult> OnPostRolleBeenden(Guid role, CancellationToken cancel) =>
        await Answer(await staff.Revoke(administrator, Id, role, cancel), T("Die Rolle ist beendet."), cancel);

    /// <summary>Mails a new invitation.</summary>
    public async Task<IActionResult> OnPostEinladen(CancellationToken cancel) =>
        await Answer((await staff.InviteAgain(administrator, Id, byMail: true, cancel)).Match<Outcome<Done>>(_ => Done.It, refusal => refusal), T("Eine neue Einladung ist unterwegs."), cancel);

    /// <summary>Resets the second factor.</summary>
    public async Task<IActionResult> OnPostFaktor([FromServices] Tenant tenant, CancellationToken cancel) =>
        await Answer(await staff.ResetSecondFactor(administrator, Id, cancel), Faktorpflicht.Of(tenant)
            ? T("Zweiter Faktor, Passkeys und Kennwort sind zurückgesetzt. Die Person ist überall abgemeldet und bekommt eine neue Einladung.")
            : T("Zweiter Faktor und Passkeys sind zurückgesetzt. Die Person ist überall abgemeldet."), cancel);

    /// <summary>Ends all sessions.</summary>
    public async Task<IActionResult> OnPostAbmelden(CancellationToken cancel) =>
        await Answer(await staff.EndSessions(administrator, Id, cancel), T("Die Person ist an allen Geräten abgemeldet."), cancel);

    /// <summary>Ends the access.</summary>
    public async Task<IActionResult> OnPostBeenden(bool sicher, CancellationToken cancel) => sicher
        ? await Answer(await staff.End(administrator, Id, cancel), T("Der Zugang ist beendet. Die Person ist überall abgemeldet."), cancel)
        : await Answer(new Refusal("personal.not-sure", T("Bitte bestätigen Sie mit dem Häkchen, dass der Zugang enden soll.")), "", cancel);

    private async Task<IActionResult> Answer(Outcome<Done> outcome, string done, CancellationToken cancel)
    {
        if (outcome.Refusal is { } refusal)
        {
            var page = await OnGet(cancel);
            return page is PageResult ? this.Refuse(refusal) : page;
        }

        this.Say(done);
        return LocalRedirect($"/amt/verwaltung/personal/{Id}");
    }
}
