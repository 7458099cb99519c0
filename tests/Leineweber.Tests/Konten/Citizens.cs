using System.Text.RegularExpressions;
using Leineweber.Foundation.Data;
using Leineweber.Konten;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Tests.Konten;

/// <summary>What tests of citizens' pages do again and again.</summary>
internal static partial class Citizens
{
    public const string Password = "Sieben Schafe auf der Sparrenburg";

    /// <summary>A browser in which an invented citizen of the demonstration is signed in.</summary>
    public static async Task<Visitor> Citizen(this City city, string name = "Erika Erfunden")
    {
        var visitor = city.Visitor();
        var page = await (await visitor.Open("/konto/anmelden")).Submit(name);
        Assert.Equal("/konto", page.Address.AbsolutePath);
        return visitor;
    }

    /// <summary>A browser with a newly registered account.</summary>
    public static async Task<Visitor> Register(this City city, string email)
    {
        var visitor = city.Visitor();
        await (await visitor.Open("/konto/registrieren")).Submit("Konto anlegen", new { Email = email, Kennwort = Password, Vorname = "Nora", Nachname = "Neu" });
        var page = await visitor.Open(await city.LinkTo(email));
        page = await page.Submit("Bestätigen und anmelden", new { Kennwort = Password });
        Assert.Equal("/konto", page.Address.AbsolutePath);
        return visitor;
    }

    /// <summary>A browser with a guest, and the guest's private link.</summary>
    public static async Task<(Visitor Visitor, string Link)> Guest(this City city)
    {
        var visitor = city.Visitor();
        var page = await (await visitor.Open("/konto/gast?weiter=/konto")).Submit("Ohne Anmeldung weiter");
        return (visitor, GuestLink().Match(page.Body).Value);
    }

    public static async Task<Page> SignIn(Visitor visitor, string email, string password, string? weiter = null) =>
        await (await visitor.Open("/konto/anmelden" + (weiter is null ? "" : "?weiter=" + Uri.EscapeDataString(weiter)))).Submit("Anmelden", new { Email = email, Kennwort = password });

    public static Task<Page> Open(this Visitor visitor, Uri address) => visitor.Open(address.ToString());

    /// <summary>The link in the newest mail to an address.</summary>
    public static async Task<string> LinkTo(this City city, string email)
    {
        await city.Drain();
        return AnyLink().Match(city.Mails().Last(mail => mail.StartsWith($"To: {email}", StringComparison.OrdinalIgnoreCase))).Value;
    }

    public static Task<Nutzerkonto> AccountOf(this City city, string email) => city.Read(db => db.Set<Nutzerkonto>().SingleAsync(k => k.Email == email));

    [GeneratedRegex("http://[^\"<\\s]+/gast/[0-9a-f]+")]
    private static partial Regex GuestLink();

    [GeneratedRegex("http\\S+/konto/\\S+")]
    private static partial Regex AnyLink();
}
