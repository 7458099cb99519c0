using Leineweber.Organisation;
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
