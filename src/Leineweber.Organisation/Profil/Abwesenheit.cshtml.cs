using Leineweber.Foundation.Data;
using Microsoft.AspNetCore.Mvc;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Organisation.Profil;

/// <summary>The own absences and who stands in.</summary>
[Amt]
public sealed class AbwesenheitModel(Amtsperson person, Vertretungen deputies, LeineweberDb db, TimeProvider clock) : Abwesenheitsseite(person, deputies, db, clock)
{
    private readonly Amtsperson person = person;

    /// <inheritdoc />
    protected override string Here => "/amt/profil/abwesenheit";

    /// <summary>Shows the list.</summary>
    public Task OnGet(CancellationToken cancel) => Prepare(person.Person, cancel);

    /// <summary>Enters an absence.</summary>
    public Task<IActionResult> OnPost(CancellationToken cancel) => Enter(person.Person, T("Ihre Abwesenheit ist eingetragen."), cancel);

    /// <summary>Takes one back.</summary>
    public Task<IActionResult> OnPostZuruecknehmen(Guid id, CancellationToken cancel) => Cancel(person.Person, id, cancel);
}
