using System.Net;
using AngleSharp.Dom;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Security;
using Leineweber.Foundation.Security.SignIn;
using Leineweber.Organisation;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Tests.Organisation;

/// <summary>What tests of staff pages do again and again.</summary>
internal static class Staff
{
    /// <summary>A browser in which someone of the demonstration is signed in.</summary>
    public static async Task<Visitor> Signed(this City city, string name, string host = "127.0.0.1")
    {
        var visitor = city.Visitor(host);
        var page = await SignIn(visitor, name, Demo.Kennwort);
        Assert.Equal("/amt", page.Address.AbsolutePath);
        return visitor;
    }

    public static async Task<Page> SignIn(Visitor visitor, string name, string password, string? weiter = null)
    {
        var page = await visitor.Open("/amt/anmelden" + (weiter is null ? "" : "?weiter=" + Uri.EscapeDataString(weiter)));
        return await page.Submit("Anmelden", new { Benutzername = name, Kennwort = password });
    }

    public static Task<Guid> IdOf(this City city, string name) => city.Read(db =>
        db.Set<Zugang>().Where(z => z.Kind == SitzungKind.Bedienstete && z.Anmeldename == name).Select(z => z.SubjectId).SingleAsync());

    /// <summary>Sets up a second factor through the page; returns secret and recovery codes.</summary>
    public static async Task<(string Secret, IReadOnlyList<string> Codes)> SetUpFactor(this City city, Visitor visitor, string address)
    {
        var page = await visitor.Open(address);
        var secret = page.Text("details code").Replace(" ", "", StringComparison.Ordinal);
        page = await page.Submit("Einrichten", new { Code = Totp.CodeAt(secret, city.Clock.GetUtcNow().UtcDateTime) });
        Assert.Equal(HttpStatusCode.OK, page.Status);
        var codes = page.Document.QuerySelectorAll("ul.lw-codes code").Select(code => code.TextContent).ToList();
        Assert.Equal(ZweiterFaktor.RecoveryCodes, codes.Count);
        return (secret, codes);
    }

    public static string Code(this City city, string secret) => Totp.CodeAt(secret, city.Clock.GetUtcNow().UtcDateTime);
}
