using Leineweber.Foundation.Data;
using Leineweber.Foundation.Security;
using Leineweber.Foundation.Security.Passkeys;
using Leineweber.Foundation.Security.SignIn;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Organisation.Profil;

/// <summary>Who the signed-in member of staff is here: data, roles, ways to sign in.</summary>
[Amt]
public sealed class ProfilModel(Amtsperson person, LeineweberDb db, Organisationsplan plan) : PageModel
{
    /// <summary>The person.</summary>
    public Amtsperson Person => person;

    /// <summary>The person's access.</summary>
    public Zugang? Access { get; private set; }

    /// <summary>The unit the person belongs to.</summary>
    public Organisationseinheit? Unit { get; private set; }

    /// <summary>Role and unit, in words.</summary>
    public IReadOnlyList<(string Role, string Unit)> Roles { get; private set; } = [];

    /// <summary>Number of passkeys.</summary>
    public int PasskeyCount { get; private set; }

    /// <summary>Shows it.</summary>
    public async Task OnGet(CancellationToken cancel)
    {
        Access = await Zugaenge.Of(db, SitzungKind.Bedienstete, person.Id, cancel);
        PasskeyCount = (await Passkeys.Of(db, SitzungKind.Bedienstete, person.Id, cancel)).Count;
        var units = (await plan.All(cancel)).ToDictionary(unit => unit.Id);
        Unit = person.Person.UnitId is { } unitId ? units.GetValueOrDefault(unitId) : null;
        var roles = await db.Set<Rollenzuweisung>().Where(role => role.BedienstetenId == person.Id && role.EndedAt == null).ToListAsync(cancel);
        Roles = [.. roles.OrderBy(role => role.Rolle).Select(role => (role.Rolle.Name(), $"{units[role.UnitId].Nummer} {units[role.UnitId].DisplayName}"))];
    }

    internal static ZugangOwner Owner(Amtsperson person) => new(SitzungKind.Bedienstete, person.Id, $"bedienstete:{person.Id}", person.Actor);
}
