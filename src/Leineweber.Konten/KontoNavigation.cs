using Leineweber.Foundation.Design;
using Leineweber.Foundation.Security.SignIn;
using Microsoft.AspNetCore.Http;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Konten;

/// <summary>Shows on citizens' pages who is signed in.</summary>
internal sealed class KontoNavigation(Kontoperson person) : INavigation
{
    public ValueTask Fill(PageFrame frame, HttpContext context)
    {
        if (Requested.IsAmt(context))
        {
            return ValueTask.CompletedTask;
        }

        frame.SignInHref = "/konto/anmelden";
        if (person.IsSignedIn)
        {
            IReadOnlyList<NavigationEntry> links = person.IsGuest
                ? [new NavigationEntry(T("Anmelden oder registrieren"), Weiter.With("/konto/anmelden", Requested.Path(context)))]
                : [new NavigationEntry(T("Mein Konto"), "/konto", "account-circle")];
            frame.SessionLeft = person.SessionLeft;
            var detail = person.IsGuest ? T("ohne Anmeldung") : person.IsOrganisation ? T("Sie handeln für: {0}", person.Name) : null;
            frame.Person = new SignedIn(person.Handelnd ?? person.Name, detail, links, "/konto/abmelden");
        }

        return ValueTask.CompletedTask;
    }
}
