using Leineweber.Foundation;
using Leineweber.Foundation.Design;
using Leineweber.Foundation.Security;
using Leineweber.Foundation.Tenancy;
using Leineweber.Konten.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Routing;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Konten.Oidc;

/// <summary>The way back from a provider; the way out is the page <see cref="HinausModel"/>.</summary>
internal static class OidcEndpoints
{
    public static void MapOidc(this IEndpointRouteBuilder routes) => routes.MapGet("/konto/oidc/{provider}/rueckkehr", Return);

    private static async Task<IResult> Return(string provider, HttpContext http, Tenant tenant, OidcFlow flow, Kontoperson person, OidcReturn back, Notes notes, CancellationToken cancel)
    {
        if (OidcProvider.Find(tenant, provider) is not { } found)
        {
            return Results.NotFound();
        }

        await person.Load(http, cancel);
        var outcome = await flow.Finish(http, found, cancel);
        return outcome.Refusal is { } refusal ? notes.Refuse(http, refusal, "/konto/anmelden") : await back.Take(http, outcome.Value, person, tenant, cancel);
    }
}

/// <summary>Says something on the next page from an endpoint that is not a page.</summary>
internal sealed class Notes(ITempDataDictionaryFactory factory)
{
    public IResult Say(HttpContext http, string text, string next) => Say(http, text, next, isWarning: false);

    public IResult Refuse(HttpContext http, Refusal refusal, string next) => Say(http, refusal.Message, next, isWarning: true);

    private IResult Say(HttpContext http, string text, string next, bool isWarning)
    {
        PageAnswers.Keep(factory.GetTempData(http), text, isWarning);
        return Results.LocalRedirect(next);
    }
}

/// <summary>What follows a checked answer: a link to the account that asked for it, or a session.</summary>
internal sealed class OidcReturn(OidcKonten accounts, Organisationskonten organisations, Kontoanmeldung session, OidcLogout logout, Notes notes)
{
    public async Task<IResult> Take(HttpContext http, OidcAnswer answer, Kontoperson person, Tenant tenant, CancellationToken cancel)
    {
        if (answer.Started.LinkTo is { } account)
        {
            // Only into the account that asked for it and is still signed in.
            var linked = person.IsSignedIn && person.Konto == account ? await accounts.Link(person, answer, cancel) : new Refusal("oidc.signed-out", T("Bitte melden Sie sich erst wieder an."));
            return linked.Match(_ => notes.Say(http, T("Verbunden mit {0}.", answer.Provider.Name), "/konto/sicherheit"), no => notes.Refuse(http, no, "/konto/sicherheit"));
        }

        var organisation = answer.Provider.IsForOrganisations ? Organisationsangabe.Of(answer, tenant.IsDemo) : default(Outcome<Organisationsangabe>?);
        if (organisation is { Refusal: { } refusal })
        {
            Sicherheitslog.Refused(http, "anmeldung.misslungen", "Konto, Anmeldedienst ohne Organisation", null);
            return notes.Refuse(http, refusal, "/konto/anmelden");
        }

        var acting = organisation?.Value;
        var found = acting is null ? await accounts.SignIn(answer, cancel) : await organisations.SignIn(answer.Provider, acting, cancel);
        var level = answer.Provider.LevelOf(OidcToken.Text(answer.Claims, "acr"));
        await session.Begin(http, found.Id, level, $"mit {answer.Provider.Name}", acting?.Handelnd, cancel);
        await logout.Remember(http, found.Id, answer, cancel);
        return Results.LocalRedirect(await session.Onward(answer.Started.Weiter, cancel));
    }
}
