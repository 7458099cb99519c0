using Leineweber.Foundation.Design;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Organisation.Verwaltung;

/// <summary>Enters a member of staff; they get an invitation by mail.</summary>
[Amt(OrganisationModule.ManageStaff)]
public sealed class NeuModel(Personal staff, Amtsperson person, Organisationsplan plan) : PageModel
{
    /// <summary>Given name.</summary>
    [BindProperty]
    public string? Vorname { get; set; }

    /// <summary>Family name.</summary>
    [BindProperty]
    public string? Nachname { get; set; }

    /// <summary>Sign-in name.</summary>
    [BindProperty]
    public string? Anmeldename { get; set; }

    /// <summary>Mail address.</summary>
    [BindProperty]
    public string? Email { get; set; }

    /// <summary>What the person does.</summary>
    [BindProperty]
    public string? Funktion { get; set; }

    /// <summary>Number of the unit.</summary>
    [BindProperty]
    public string? Einheit { get; set; }

    /// <summary>Units the administrator looks after.</summary>
    public IReadOnlyList<Option> Units { get; private set; } = [];

    /// <summary>Shows the form.</summary>
    public async Task OnGet(CancellationToken cancel) => Units = await UnitsOf(person, plan, cancel);

    /// <summary>Enters the person.</summary>
    public async Task<IActionResult> OnPost(CancellationToken cancel)
    {
        var outcome = await staff.Enter(person, new NeueBedienstete(Anmeldename, Vorname, Nachname, Email, Funktion, Einheit), byMail: true, cancel);
        if (outcome.Refusal is { } refusal)
        {
            await OnGet(cancel);
            return this.Refuse(refusal);
        }

        this.Say(T("Die Person ist angelegt und bekommt eine Einladung per E-Mail. Geben Sie ihr jetzt Rollen."));
        return LocalRedirect($"/amt/verwaltung/personal/{outcome.Value.BedienstetenId}");
    }

    internal static async Task<IReadOnlyList<Option>> UnitsOf(Amtsperson person, Organisationsplan plan, CancellationToken cancel)
    {
        var mine = person.UnitsWith(OrganisationModule.ManageStaff);
        return [.. (await plan.All(cancel)).Where(unit => mine.Contains(unit.Nummer)).Select(unit => new Option(unit.Nummer, $"{unit.Nummer} {unit.DisplayName}"))];
    }
}
