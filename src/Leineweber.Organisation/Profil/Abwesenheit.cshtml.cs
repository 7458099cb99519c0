using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Design;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Organisation.Profil;

/// <summary>The own absences and who stands in.</summary>
[Amt]
public sealed class AbwesenheitModel(Amtsperson person, Vertretungen deputies, LeineweberDb db, TimeProvider clock) : PageModel
{
    /// <summary>First day.</summary>
    [BindProperty]
    public DateOnly? Von { get; set; }

    /// <summary>Last day.</summary>
    [BindProperty]
    public DateOnly? Bis { get; set; }

    /// <summary>Who stands in.</summary>
    [BindProperty]
    public Guid? Vertretung { get; set; }

    /// <summary>Absences that are not over.</summary>
    public IReadOnlyList<Vertretung> Absences { get; private set; } = [];

    /// <summary>Who can stand in.</summary>
    public IReadOnlyList<Option> Colleagues { get; private set; } = [];

    /// <summary>Names by id.</summary>
    public IReadOnlyDictionary<Guid, string> Names { get; private set; } = new Dictionary<Guid, string>();

    /// <summary>Those for whom the person stands in now or later.</summary>
    public IReadOnlyList<Vertretung> StandsInFor { get; private set; } = [];

    /// <summary>Shows the list.</summary>
    public Task OnGet(CancellationToken cancel) => Prepare(cancel);

    /// <summary>Enters an absence.</summary>
    public async Task<IActionResult> OnPost(CancellationToken cancel)
    {
        if (!ModelState.IsValid)
        {
            await Prepare(cancel);
            return this.Again();
        }

        var outcome = await deputies.Enter(person.Actor, person.Id, Vertretung, Von, Bis, cancel);
        return await Answer(outcome, T("Ihre Abwesenheit ist eingetragen."), cancel);
    }

    /// <summary>Takes one back.</summary>
    public async Task<IActionResult> OnPostZuruecknehmen(Guid id, CancellationToken cancel) =>
        await Answer(await deputies.Cancel(person.Actor, person.Id, id, cancel), T("Die Abwesenheit ist zurückgenommen."), cancel);

    private async Task<IActionResult> Answer(Outcome<Done> outcome, string done, CancellationToken cancel)
    {
        if (outcome.Refusal is { } refusal)
        {
            await Prepare(cancel);
            return this.Refuse(refusal);
        }

        this.Say(done);
        return LocalRedirect("/amt/profil/abwesenheit");
    }

    private async Task Prepare(CancellationToken cancel)
    {
        var today = clock.Today();
        Absences = await deputies.Of(person.Id, today, cancel);
        StandsInFor = await db.Set<Vertretung>().Where(v => v.DeputyId == person.Id && v.CancelledAt == null && v.Bis >= today).OrderBy(v => v.Von).ToListAsync(cancel);
        var people = await db.Set<Bedienstete>().Where(b => b.EndedAt == null && b.Id != person.Id).OrderBy(b => b.Nachname).ThenBy(b => b.Vorname).ToListAsync(cancel);
        Names = people.ToDictionary(b => b.Id, b => b.Name);
        // Colleagues of the own unit first: they are asked most.
        Colleagues = [.. people.OrderBy(b => b.UnitId == person.Person.UnitId ? 0 : 1).Select(b => new Option(b.Id.ToString(), b.Funktion is null ? b.Name : $"{b.Name}, {b.Funktion}"))];
    }
}
