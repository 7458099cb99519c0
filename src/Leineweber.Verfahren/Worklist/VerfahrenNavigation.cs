using Leineweber.Foundation.Design;
using Leineweber.Organisation;
using Microsoft.AspNetCore.Http;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Verfahren.Worklist;

/// <summary>"Arbeitskorb", "Auswertung" and "Betrieb" in the rail of those who may use them.</summary>
internal sealed class VerfahrenNavigation(Amtsperson person) : INavigation
{
    public ValueTask Fill(PageFrame frame, HttpContext context)
    {
        if (!person.IsSignedIn)
        {
            return ValueTask.CompletedTask;
        }

        if (person.Has(Akten.AktenRechte.Lesen))
        {
            frame.Amt.Add(new NavigationEntry(T("Arbeitskorb"), "/amt/arbeitskorb", "checklist", 10, About: T("Neue Anträge, Ihre Vorgänge und was heute fällig ist")));
            (frame.AmtSearchHref, frame.AmtSearchName) = ("/amt/arbeitskorb?teil=Team", "suche");
            frame.AmtSuggestHref = "/amt/arbeitskorb?handler=Vorschlaege";
        }

        if (person.Has(VerfahrenRechte.Auswerten))
        {
            frame.Amt.Add(new NavigationEntry(T("Auswertung"), "/amt/auswertung", "chart", 700, About: T("Wie viel eingeht und wie lange es dauert")));
        }

        if (person.Has(VerfahrenRechte.Betrieb))
        {
            frame.Amt.Add(new NavigationEntry(T("Betrieb"), "/amt/betrieb", "settings", 900, About: T("Aufträge im Hintergrund, Störungen beheben")));
        }

        return ValueTask.CompletedTask;
    }
}
