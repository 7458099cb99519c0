using Leineweber.Foundation.Design;
using Leineweber.Organisation;
using Microsoft.AspNetCore.Http;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Leistungen.Read;

/// <summary>The portal's own entries in header and footer.</summary>
internal sealed class PortalNavigation(Amtsperson person) : INavigation
{
    public ValueTask Fill(PageFrame frame, HttpContext context)
    {
        if (person.IsSignedIn && person.Has(LeistungenModule.Edit))
        {
            frame.Amt.Add(new(T("Leistungen"), "/amt/leistungen", "list", Order: 500, About: T("Beschreibungen schreiben, prüfen und veröffentlichen")));
        }

        frame.Portal.AddRange(
        [
            new(T("Lebenslagen"), "/lebenslagen", Order: 10),
            new(T("Leistungen A–Z"), "/leistungen/a-z", Order: 20),
            new(T("Ämter"), "/aemter", Order: 30),
        ]);
        frame.Footer.Add(new(T("Hilfe"), "/hilfe", Order: 5));
        return ValueTask.CompletedTask;
    }
}
