using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Design;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Organisation.Profil;

/// <summary>Absences of one person and who stands in: the own ones, and those a head or administrator enters for others.</summary>
public abstract class Abwesenheitsseite(Amtsperson person, Vertretungen deputies, LeineweberDb db, TimeProvider clock) : PageModel
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

    /// <summary>Where the page stands.</summary>
    protected abstract string Here { get; }

    /// <summary>Enters what was typed, and says so.</summary>
    protected async Task<IActionResult> Enter(Bedienstete absent, string done, CancellationToken cancel)
    {
        if (!ModelState.IsValid)
        {
            await Prepare(absent, cancel);
            return this.Again();
        }

        return await Answer(absent, await deputies.Enter(person, absent.Id, Vertretung, Von, Bis, cancel), done, cancel);
    }

    /// <summary>Takes an absence back.</summary>
    protected async Task<IActionResult> Cancel(Bedienstete absent, Guid id, CancellationToken cancel) =>
        await Answer(absent, await deputies.Cancel(person, absent.Id, id, cancel), T("Die Abwesenheit ist zurückgenommen."), cancel);

    /// <summary>Reads what the page shows.</summary>
    protected async Task Prepare(Bedienstete absent, CancellationToken cancel)
    {
        var today = clock.Today();
        Absences = await deputies.Of(absent.Id, today, cancel);
        StandsInFor = await db.Set<Vertretung>().Where(v => v.DeputyId == absent.Id && v.CancelledAt == null && v.Bis >= today).OrderBy(v => v.Von).ToListAsync(cancel);
        var people = await db.Set<Bedienstete>().Where(b => b.EndedAt == null && b.Id != absent.Id).OrderBy(b => b.Nachname).ThenBy(b => b.Vorname).ToListAsync(cancel);
        Names = people.ToDictionary(b => b.Id, b => b.Name);
        // Colleagues of the own unit first: they are asked most. Nobody makes themselves the deputy of another.
        Colleagues = [.. people.Where(b => b.Id != person.Id).OrderBy(b => b.UnitId == absent.UnitId ? 0 : 1).Select(b => new Option(b.Id.ToString(), b.Funktion is null ? b.Name : $"{b.Name}, {b.Funktion}"))];
    }

    private async Task<IActionResult> Answer(Bedienstete absent, Outcome<Done> outcome, string done, CancellationToken cancel)
    {
        if (outcome.Refusal is { } refusal)
        {
            await Prepare(absent, cancel);
            return this.Refuse(refusal);
        }

        this.Say(done);
        return LocalRedirect(Here);
    }
}
