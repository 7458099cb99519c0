using Leineweber.Foundation.Design;
using Leineweber.Organisation;
using Microsoft.AspNetCore.Http;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Zahlungen.Manage;

/// <summary>"Zahlungen" in the rail of the treasury.</summary>
internal sealed class ZahlungenNavigation(Amtsperson person) : INavigation
{
    public ValueTask Fill(PageFrame frame, HttpContext context)
    {
        if (person.IsSignedIn && person.Has(ZahlungenModule.Treasury))
        {
            frame.Amt.Add(new NavigationEntry(T("Zahlungen"), "/amt/zahlungen", "list", 400));
        }

        return ValueTask.CompletedTask;
    }
}
