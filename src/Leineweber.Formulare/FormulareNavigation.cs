using Leineweber.Foundation.Design;
using Leineweber.Konten;
using Leineweber.Organisation;
using Microsoft.AspNetCore.Http;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Formulare;

/// <summary>"Meine Anträge" for citizens, "Formulare" for staff who may edit them.</summary>
internal sealed class FormulareNavigation(Kontoperson citizen, Amtsperson staff, Formularkatalog catalog) : INavigation
{
    public async ValueTask Fill(PageFrame frame, HttpContext context)
    {
        if (!context.Request.Path.StartsWithSegments("/amt"))
        {
            if (citizen.IsSignedIn)
            {
                frame.Portal.Add(new NavigationEntry(T("Meine Anträge"), FormulareLinks.Mine, Order: 10));
            }
        }
        else if (staff.IsSignedIn)
        {
            if (staff.Has(FormulareModule.Edit))
            {
                frame.Amt.Add(new NavigationEntry(T("Formulare"), "/amt/formulare", "list", 510, About: T("Fassungen ansehen, prüfen und veröffentlichen")));
            }

            if (staff.UnitsWith(FormulareModule.Places) is { Count: > 0 } units && (await catalog.WithPlaces(units, context.RequestAborted)).Count > 0)
            {
                frame.Amt.Add(new NavigationEntry(T("Plätze"), "/amt/plaetze", "people", 30, About: T("Wer bei Anmeldungen einen Platz hat und wer wartet")));
            }
        }
    }
}
