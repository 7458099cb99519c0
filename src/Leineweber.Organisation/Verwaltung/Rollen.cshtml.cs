using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Leineweber.Organisation.Verwaltung;

/// <summary>What each role may do, as the modules registered it.</summary>
[Amt(OrganisationModule.ManageStaff)]
public sealed class RollenModel(Rechtekatalog rights) : PageModel
{
    /// <summary>Roles with their rights.</summary>
    public IEnumerable<(Rolle Role, IReadOnlyList<Recht> Rights)> Roles =>
        Enum.GetValues<Rolle>().Select(role => (role, (IReadOnlyList<Recht>)[.. rights.All.Where(right => right.Roles.Contains(role))]));
}
