using Leineweber.Foundation.Design;
using Microsoft.AspNetCore.Http;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Organisation;

/// <summary>Shows on staff pages who is signed in and for whom they stand in.</summary>
internal sealed class AmtNavigation(Amtsperson person, Organisationsplan plan) : INavigation
{
    public async ValueTask Fill(PageFrame frame, HttpContext context)
    {
        if (!Requested.IsAmt(context))
        {
            return;
        }

        frame.SignInHref = "/amt/anmelden";
        if (!person.IsSignedIn)
        {
            return;
        }

        frame.Person = new SignedIn(person.Name, await Detail(), [new NavigationEntry(T("Mein Profil"), "/amt/profil", "account-circle"), new NavigationEntry(T("Abwesenheit und Vertretung"), "/amt/profil/abwesenheit")], "/amt/abmelden");
        if (person.Has(OrganisationModule.EnterAbsence))
        {
            frame.Amt.Add(new NavigationEntry(T("Abwesenheiten"), "/amt/abwesenheiten", "calendar-today", 790));
        }

        if (person.Has(OrganisationModule.ManageStaff))
        {
            frame.Amt.Add(new NavigationEntry(T("Personal"), "/amt/verwaltung/personal", "people", 800, About: T("Menschen einlassen, Rollen geben, Zugänge beenden")));
        }
    }

    private async Task<string?> Detail()
    {
        if (person.StandsInFor.Count > 0)
        {
            return T("in Vertretung für {0}", string.Join(", ", person.StandsInFor));
        }

        if (person.OwnAbsence is not null)
        {
            return T("als abwesend eingetragen");
        }

        var units = await plan.All();
        return units.FirstOrDefault(unit => unit.Id == person.Person.UnitId) is { } unit ? $"{unit.Nummer} {unit.DisplayName}" : null;
    }
}
