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

    public static async Task SignInAsStaff(this IPage page, string email)
    {
        await page.GotoAsync("/amt/anmelden");
        await page.FillAndSend(email);
    }

    private static async Task FillAndSend(this IPage page, string email)
    {
        var form = page.Locator("form:has(input[type=password])");
        await form.Locator("input[type=email], input[autocomplete*=username]").First.FillAsync(email);
        await form.Locator("input[type=password]").FillAsync(Demo.Kennwort);
        await form.GetByRole(AriaRole.Button, new() { Name = "Anmelden", Exact = true }).ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("anmelden", StringComparison.Ordinal));
    }
}
