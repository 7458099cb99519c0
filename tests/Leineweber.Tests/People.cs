using Leineweber.Konten;
using Leineweber.Organisation;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Tests;

/// <summary>The demo cities' people, signed in.</summary>
internal static class People
{
    /// <summary>A citizen of the demo city, signed in with the published password.</summary>
    public static async Task<Visitor> Citizen(this City city, string email = "erika.erfunden@buerger.demo.example", string host = "127.0.0.1")
    {
        var visitor = city.Visitor(host);
        var page = await visitor.Open("/konto/anmelden");
        var fields = page.FieldsOfType(("email", email), ("password", Demo.Kennwort));
        page = await page.Submit("Anmelden", fields);
        Assert.True(!page.Address.AbsolutePath.Contains("anmelden", StringComparison.Ordinal), $"{email} could not sign in: {page.Heading} {page.Words}");
        return visitor;
    }

    /// <summary>A member of staff of the demo city, signed in with the published password.</summary>
    public static async Task<Visitor> Staff(this City city, string email, string host = "127.0.0.1")
    {
        var visitor = city.Visitor(host);
        var page = await visitor.Open("/amt/anmelden");
        page = await page.Submit("Anmelden", page.FieldsOfType(("email", email), ("password", Demo.Kennwort)));
        Assert.True(!page.Address.AbsolutePath.Contains("anmelden", StringComparison.Ordinal), $"{email} could not sign in: {page.Heading} {page.Words}");
        return visitor;
    }

    /// <summary>Id of a citizen's account.</summary>
    public static Task<Guid> KontoOf(this City city, string email = "erika.erfunden@buerger.demo.example") =>
        city.Read(db => db.Set<Nutzerkonto>().Where(konto => konto.Email == email).Select(konto => konto.Id).SingleAsync());

    /// <summary>Fills the first field of each input type in the sign-in form, whatever it is called.</summary>
    private static Dictionary<string, object?> FieldsOfType(this Page page, params (string Type, string Value)[] values) => values.ToDictionary(
        pair => (page.Document.QuerySelector($"main form input[type={pair.Type}]") ?? page.Document.QuerySelector("main form input[autocomplete~=username]"))?.GetAttribute("name")
            ?? throw new InvalidOperationException($"No field of type {pair.Type} at {page.Address}: {(int)page.Status} {page.Words} {page.Body[..Math.Min(3000, page.Body.Length)]}"),
        pair => (object?)pair.Value);
}
