using System.Security.Cryptography;
using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Security;
using Leineweber.Foundation.Security.SignIn;
using Leineweber.Foundation.Tenancy;
using Leineweber.Konten;
using Leineweber.Organisation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Leineweber.Browser;

/// <summary>Signing in as one of the demonstration's people.</summary>
internal static class SignIns
{
    public static async Task SignInAsCitizen(this IPage page, string email = "erika.erfunden@buerger.demo.example")
    {
        await page.GotoAsync("/konto/anmelden");
        await page.FillAndSend(email);
    }

    /// <summary>Gives the window the session of somebody who acts for a company; a provider is not there to ask.</summary>
    public static async Task ActForACompany(this IPage page, RunningCity city)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var tenants = city.Services.GetRequiredService<Tenants>();
        await tenants.InScope(tenants.All["bielefeld"], services => services.GetRequiredService<LeineweberDb>().Write(Actor.System("test"), w =>
        {
            // As long as names are: the page must still fit a phone.
            const string Name = "Donaudampfschifffahrtsgesellschaftskapitänsmützenmanufaktur Erdacht Verwaltungs-GmbH & Co. KG";
            var account = w.Db.Add(new Nutzerkonto(Kontoart.Organisation, w.Now) { Organisation = Name, Register = "HRA 12345, Amtsgericht Bielefeld", Strasse = "Alfred-Bozi-Str.", Hausnummer = "10", Plz = "33602", Ort = "Bielefeld" }).Entity;
            var session = w.Db.Add(new Sitzung
            {
                TokenHash = Einmalschluessel.HashOf(token),
                Kind = SitzungKind.Konto,
                SubjectId = account.Id.ToString(),
                Level = 3,
                CreatedAt = w.Now,
                ExpiresAt = w.Now.AddHours(2),
                IdleMinutes = 120,
                Handelnd = "Olivia Ausgedacht",
            });
            session.Property(row => row.SeenAt).CurrentValue = w.Now;
            return Task.CompletedTask;
        }));
        await page.Context.AddCookiesAsync([new() { Name = "lw-konto", Value = token, Url = city.Address }]);
    }

    /// <param name="page">The window.</param>
    /// <param name="name">User name, e.g. <c>paula.parkfein</c>.</param>
    public static async Task SignInAsStaff(this IPage page, string name)
    {
        await page.GotoAsync("/amt/anmelden");
        await page.FillAndSend(name);
    }

    /// <summary>Fills in the sign-in form that is open.</summary>
    public static async Task FillAndSend(this IPage page, string name)
    {
        var form = page.Locator("form:has(input[type=password])");
        await form.Locator("input[autocomplete*=username]").FillAsync(name);
        await form.Locator("input[type=password]").FillAsync(Demo.Kennwort);
        await form.GetByRole(AriaRole.Button, new() { Name = "Anmelden", Exact = true }).ClickAsync();
        await Assertions.Expect(page).Not.ToHaveURLAsync(new System.Text.RegularExpressions.Regex("anmelden"));
    }
}
