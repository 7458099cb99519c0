using System.Text.Json.Nodes;
using Leineweber.Foundation.Data;
using Leineweber.Konten;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Tests.Konten;

/// <summary>What tests of organisations' accounts do again and again.</summary>
internal static class Organisationen
{
    /// <summary>An invented organisation, as a broker of Mein Unternehmenskonto would name it.</summary>
    public static void Claims(JsonObject claims, string kennung, string sub, string vorname, string firma = "Weberei Erdacht GmbH")
    {
        (claims["sub"], claims["given_name"], claims["family_name"]) = (sub, vorname, "Handelnd");
        (claims["DatenuebermittlerPseudonymID"], claims["Firmenname"], claims["Rechtsform"]) = (kennung, firma, "Gesellschaft mit beschränkter Haftung");
        (claims["Registerart"], claims["Registernummer"], claims["Registergericht"]) = ("HRB", "12345", "Amtsgericht Bielefeld");
        (claims["Strasse"], claims["Hausnummer"], claims["PLZ"], claims["Ort"]) = ("Alfred-Bozi-Str.", "10", "33602", "Bielefeld");
    }

    /// <summary>A browser that comes back from a provider with these claims, and the page it lands on.</summary>
    public static async Task<(Visitor Visitor, Page Page)> Come(this OidcCity fixture, Action<JsonObject> claims, string weiter = "/konto", string provider = "firma", Visitor? visitor = null)
    {
        fixture.Provider.Honest();
        fixture.Provider.Claims = claims;
        visitor ??= fixture.City.Visitor();
        var page = await visitor.Open("/konto/anmelden?weiter=" + Uri.EscapeDataString(weiter));
        var form = page.Document.QuerySelectorAll("form").First(f => f.GetAttribute("action")?.Contains("/konto/oidc/" + provider, StringComparison.Ordinal) == true);
        var back = await OidcTests.Redirected(fixture.Provider, visitor, new Uri(page.Address, form.GetAttribute("action")), form.QuerySelector("input[name=__formular]")!.GetAttribute("value")!);
        return (visitor, await visitor.Open(back));
    }

    /// <summary>A browser in which somebody acts for an organisation.</summary>
    public static async Task<Visitor> ActFor(this OidcCity fixture, string kennung, string vorname, string firma = "Weberei Erdacht GmbH")
    {
        var (visitor, page) = await fixture.Come(claims => Claims(claims, kennung, $"{kennung}-{vorname}", vorname, firma));
        Assert.Equal("/konto", page.Address.AbsolutePath);
        return visitor;
    }

    public static Task<Nutzerkonto> Organisation(this City city, string kennung) => city.Read(db => (
        from identity in db.Set<Identitaet>()
        where identity.SubjectKey == $"organisation {FakeProvider.Issuer} {kennung}"
        join konto in db.Set<Nutzerkonto>() on identity.KontoId equals konto.Id
        select konto).SingleAsync());
}
