using Leineweber.Foundation.Data;
using Leineweber.Organisation.Profil;
using Microsoft.AspNetCore.Mvc;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Organisation.Verwaltung;

/// <summary>Absences of another person, entered by the head or an administrator: whoever is ill cannot do it.</summary>
[Amt(OrganisationModule.EnterAbsence)]
public sealed class AbwesenheitModel(Amtsperson person, Vertretungen deputies, LeineweberDb db, TimeProvider clock) : Abwesenheitsseite(person, deputies, db, clock)
{
    private readonly Vertretungen deputies = deputies;
    private readonly Amtsperson person = person;

    /// <summary>Id of the person.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid Person { get; set; }

    /// <summary>The person.</summary>
    public Bedienstete Absent { get; private set; } = null!;

    /// <inheritdoc />
    protected override string Here => $"/amt/abwesenheiten/{Person}";

    /// <summary>Shows the list.</summary>
    public async Task<IActionResult> OnGet(CancellationToken cancel) => await With(async absent =>
    {
        await Prepare(absent, cancel);
        return Page();
    }, cancel);

    /// <summary>Enters an absence.</summary>
    public Task<IActionResult> OnPost(CancellationToken cancel) => With(absent => Enter(absent, T("Die Abwesenheit ist eingetragen."), cancel), cancel);

    /// <summary>Takes one back.</summary>
    public Task<IActionResult> OnPostZuruecknehmen(Guid id, CancellationToken cancel) => With(absent => Cancel(absent, id, cancel), cancel);

    private async Task<IActionResult> With(Func<Bedienstete, Task<IActionResult>> work, CancellationToken cancel)
    {
        if (await deputies.Entrusted(person, Person, cancel) is not { } absent)
        {
            return NotFound();
        }

        Absent = absent;
        return await work(absent);
    }
}
