using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Organisation.Verwaltung;

/// <summary>The people of the own units: who is away, who stands in.</summary>
[Amt(OrganisationModule.EnterAbsence)]
public sealed class AbwesenheitenModel(Amtsperson person, Vertretungen deputies, LeineweberDb db, TimeProvider clock) : PageModel
{
    /// <summary>The people with the absence that comes next, or null.</summary>
    public IReadOnlyList<(Bedienstete Person, Vertretung? Next)> Rows { get; private set; } = [];

    /// <summary>Names by id.</summary>
    public IReadOnlyDictionary<Guid, string> Names { get; private set; } = new Dictionary<Guid, string>();

    /// <summary>Shows the list.</summary>
    public async Task OnGet(CancellationToken cancel)
    {
        var today = clock.Today();
        var people = await deputies.Entrusted(person, cancel);
        var absences = await db.Set<Vertretung>().Where(v => v.CancelledAt == null && v.Bis >= today).OrderBy(v => v.Von).ToListAsync(cancel);
        Names = await db.Set<Bedienstete>().ToDictionaryAsync(b => b.Id, b => b.Name, cancel);
        Rows = [.. people.Select(b => (b, absences.FirstOrDefault(v => v.AbsentId == b.Id)))];
    }
}
