using Leineweber.Foundation.Design;
using Leineweber.Organisation;
using Microsoft.AspNetCore.Http;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Akten.Read;

/// <summary>"Akten" in the rail of those who may read files.</summary>
internal sealed class AktenNavigation(Amtsperson person) : INavigation
{
    public ValueTask Fill(PageFrame frame, HttpContext context)
    {
        if (person.IsSignedIn && person.Has(AktenRechte.Lesen))
        {
            frame.Amt.Add(new NavigationEntry(T("Akten"), "/amt/akten", "folder", 20, About: T("Akten und Vorgänge nach dem Aktenplan")));
        }

        return ValueTask.CompletedTask;
    }
}
