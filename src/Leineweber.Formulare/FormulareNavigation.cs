using Leineweber.Foundation.Design;
using Leineweber.Konten;
using Leineweber.Organisation;
using Microsoft.AspNetCore.Http;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Formulare;

/// <summary>"Meine Anträge" for citizens, "Formulare" for staff who may edit them.</summary>
internal sealed class FormulareNavigation(Kontoperson citizen, Amtsperson staff) : INavigation
{
    public ValueTask Fill(PageFrame frame, HttpContext context)
    {
        if (!context.Request.Path.StartsWithSegments("/amt"))
        {
            if (citizen.IsSignedIn)
            {
                frame.Portal.Add(new NavigationEntry(T("Meine Anträge"), FormulareLinks.Mine, Order: 10));
            }
        }
        else if (staff.IsSignedIn && staff.Has(FormulareModule.Edit))
        {
            frame.Amt.Add(new NavigationEntry(T("Formulare"), "/amt/formulare", "list", 510, About: T("Fassungen ansehen, prüfen und veröffentlichen")));
        }

        return ValueTask.CompletedTask;
    }
}
