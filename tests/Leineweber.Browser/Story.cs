using System.Diagnostics;
using System.Text.RegularExpressions;
using Leineweber.Foundation.Protokoll;
using Leineweber.Foundation.Tenancy;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Leineweber.Browser;

/// <summary>One application's whole way: from the search to the sealed decision, with the citizen, the caseworker and the one who signs.
/// Each way has a citizen of its own, so that several go side by side.</summary>
/// <param name="city">The city.</param>
/// <param name="width">Width of the windows.</param>
/// <param name="script">False switches JavaScript off.</param>
/// <param name="citizen">Account and first name of the citizen.</param>
internal sealed partial class Story(RunningCity city, int width, bool script, Person citizen)
{
    private static readonly byte[] Scan = [.. "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"u8];

    /// <summary>A day the permit may begin on; the city runs by the machine's clock.</summary>
    private static string Soon => TimeProvider.System.GetLocalNow().AddDays(2).ToString("dd.MM.yyyy", System.Globalization.CultureInfo.InvariantCulture);

    private readonly List<string> problems = [];
    private string antrag = "";

    /// <summary>Walks the whole way; throws where it does not go on.</summary>
    public async Task Walk()
    {
        var page = await city.Window(width, script);
        var caseworker = await city.Window(width, script);
        var signer = await city.Window(width, script);
        var plate = $"BI-LW {(width / 10) + (script ? 500 : 600)}";

        await Find(page);
        await Fill(page, plate);
        var number = await SendAndPay(page);
        var matter = await Ask(caseworker, number);
        await Answer(page, number);
        await Decide(caseworker, matter);
        await Sign(signer, matter);
        var letter = await Read(page, number);
        await Check(await city.Window(width, script), letter);
        await SeeTheEvidence(caseworker, matter);

        var finding = await ProtokollVerifier.Verify(Space(), TestContext.Current.CancellationToken);
        Assert.Null(finding.Problem);
        foreach (var window in new[] { page, caseworker, signer })
        {
            await window.Context.DisposeAsync();
        }

        Look.AssertNone(problems);
    }

    /// <summary>Looks at a page in the middle of the way, which no link leads to.</summary>
    private async Task See(IPage page)
    {
        if (script)
        {
            problems.AddRange(await city.Look.At(page, width));
        }
    }

    private TenantSpace Space()
    {
        var tenants = city.Services.GetRequiredService<Tenants>();
        return tenants.Space(tenants.All["bielefeld"]);
    }

    private async Task Find(IPage page)
    {
        await page.GotoAsync("/");
        await page.Locator("main input[name=q]").FillAsync("anwonerparken");
        await page.Locator("main form").First.GetByRole(AriaRole.Button).ClickAsync();
        await page.Locator("main").GetByRole(AriaRole.Link, new() { Name = "Bewohnerparkausweis" }).First.ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("Bewohnerparkausweis");
        await Press(page, "Online beantragen");
        await Press(page, "Anmelden und beginnen");
        await page.FillAndSend(citizen.Account);
    }

    private async Task Fill(IPage page, string plate)
    {
        await page.GetByRole(AriaRole.Button, new() { NameRegex = BeginButton() }).First.ClickAsync();
        await Expect(page.GetByLabel("Vorname")).ToHaveValueAsync(citizen.FirstName);
        await Press(page, "Weiter");

        await Press(page, "Weiter");
        await Expect(page.GetByRole(AriaRole.Alert).First).ToContainTextAsync("Bitte wählen Sie Ja oder Nein");
        await See(page);
        await page.GetByLabel("Nein", new() { Exact = true }).CheckAsync(new() { Force = true });
        await Press(page, "Weiter");

        await page.GetByLabel("Kennzeichen").FillAsync(plate);
        await page.GetByLabel("Es ist ein Firmenwagen").CheckAsync(new() { Force = true });
        await Press(page, "Weiter");
        await Expect(page.Locator("main")).ToContainTextAsync("Bestätigung des Arbeitgebers");

        // Another answer on the page before makes the employer's letter disappear.
        await page.GetByRole(AriaRole.Link, new() { Name = "Zurück" }).First.ClickAsync();
        await page.GetByLabel("Es ist auf mich zugelassen").CheckAsync(new() { Force = true });
        await Press(page, "Weiter");
        await Expect(page.Locator("main")).Not.ToContainTextAsync("Bestätigung des Arbeitgebers");
        await page.Locator("input[type=file]").First.SetInputFilesAsync(new FilePayload { Name = "schein.pdf", MimeType = "application/pdf", Buffer = Scan });
        await Press(page, "Weiter");

        await AddVehicle(page, plate);
        await page.Locator("main input:not([type=hidden])").First.FillAsync("morgen");
        await Press(page, "Weiter");
        await See(page);
        await page.Locator("main input:not([type=hidden])").First.FillAsync(Soon);
        await Press(page, "Weiter");
        await Expect(page.Locator("main")).ToContainTextAsync(plate);
    }

    private async Task AddVehicle(IPage page, string plate)
    {
        await See(page);
        await Press(page, "hinzufügen");
        await See(page);
        await page.GetByLabel("Kennzeichen").FillAsync(plate.Replace("LW", "ZW", StringComparison.Ordinal));
        await page.GetByRole(AriaRole.Radio).First.CheckAsync(new() { Force = true });
        await Press(page, "Weiter");
        await Expect(page.Locator("main")).ToContainTextAsync(plate.Replace("LW", "ZW", StringComparison.Ordinal));
        await Press(page, "Weiter");
    }

    private async Task<string> SendAndPay(IPage page)
    {
        foreach (var consent in await page.Locator("main input[type=checkbox]").AllAsync())
        {
            await consent.CheckAsync(new() { Force = true });
        }

        await See(page);
        await Press(page, "Kostenpflichtig absenden – 30,00 €");
        await See(page);
        await Press(page, "Bezahlen");
        await See(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Bezahlen", Exact = true }).ClickAsync();
        await Until(page, async () => (await page.Locator("main").InnerTextAsync()).Contains("Eingegangen", StringComparison.Ordinal));
        await See(page);
        antrag = new Uri(page.Url).Segments[2].TrimEnd('/');
        return ApplicationNumber().Match(await page.Locator("main").InnerTextAsync()).Value;
    }

    private async Task<string> Ask(IPage page, string number)
    {
        await page.SignInAsStaff("paula.parkfein");
        var row = page.Locator("main table tbody tr").Filter(new() { HasText = "Bewohnerparkausweis" }).Filter(new() { HasText = citizen.FirstName }).First;
        await page.GotoAsync("/amt/arbeitskorb?teil=Neu");
        await Until(page, async () => await row.CountAsync() > 0);
        await row.Locator("a[href*='/amt/vorgang/']").First.ClickAsync();
        await Expect(page.Locator("main")).ToContainTextAsync(number);
        var matter = new Uri(page.Url).AbsolutePath;
        await Press(page, "Vorgang übernehmen");
        await page.GotoAsync(matter + "/dokumente");
        await Expect(page.Locator("main")).ToContainTextAsync("Fahrzeugschein");
        await page.GotoAsync(matter + "/nachforderung");
        await See(page);
        await page.Locator("main textarea").First.FillAsync("Bitte schicken Sie uns die Rückseite des Fahrzeugscheins.");
        await Press(page, "Nachforderung senden");
        return matter;
    }

    private async Task Answer(IPage page, string number)
    {
        await page.GotoAsync($"/vorgang/{antrag}/schreiben");
        await See(page);
        await OpenNewest(page, "Bitte antworten");
        await page.GetByLabel("Ihre Nachricht").FillAsync($"Hier ist die Rückseite zu {number}.");
        await page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "rueckseite.pdf", MimeType = "application/pdf", Buffer = Scan });
        await Press(page, "Antwort senden");
        await Expect(page.Locator("main")).ToContainTextAsync("Ihre Antwort ist bei uns angekommen");
        await See(page);
    }

    private async Task Decide(IPage page, string matter)
    {
        await page.GotoAsync(matter + "/dokumente");
        await Until(page, async () => (await page.Locator("main").InnerTextAsync()).Contains("rueckseite", StringComparison.OrdinalIgnoreCase));
        await page.GotoAsync(matter + "/bescheid");
        await See(page);
        await page.GetByRole(AriaRole.Radio).First.CheckAsync(new() { Force = true });
        await Press(page, "Weiter zum Text");
        await See(page);
        await Press(page, "Zur Zeichnung vorlegen");
        await Expect(page.Locator("main")).ToContainTextAsync("Zur Zeichnung");
        Assert.Equal(0, await page.GetByRole(AriaRole.Button, new() { Name = "Zeichnen und erteilen" }).CountAsync());
    }

    private async Task Sign(IPage page, string matter)
    {
        await page.SignInAsStaff("ludger.leinen");
        await page.GotoAsync(matter.Replace("/amt/vorgang/", "/amt/akten/vorgang/", StringComparison.Ordinal) + "/freigaben");
        await See(page);
        await page.GotoAsync(matter);
        await Press(page, "Bescheid prüfen und zeichnen");
        await See(page);
        await Press(page, "Zeichnen und erteilen");
    }

    private async Task<string> Read(IPage page, string number)
    {
        await OpenNewest(page, "Entscheidung über Ihren Antrag");
        var download = await page.RunAndWaitForDownloadAsync(() => page.Locator("main a[href*='/anlage/']").First.ClickAsync());
        var file = Path.Combine(Path.GetTempPath(), $"bescheid-{Guid.CreateVersion7():N}.pdf");
        await download.SaveAsAsync(file);
        Assert.NotEmpty(number);
        return file;
    }

    private async Task Check(IPage page, string letter)
    {
        await page.GotoAsync("/echtheit");
        await page.Locator("input[type=file]").SetInputFilesAsync(letter);
        await page.Locator("main form").Last.GetByRole(AriaRole.Button).Last.ClickAsync();
        await Expect(page.Locator("h1")).ToContainTextAsync("echt und unverändert");
        await See(page);

        var bytes = await File.ReadAllBytesAsync(letter, TestContext.Current.CancellationToken);
        bytes[bytes.Length / 3] ^= 1;
        await page.GotoAsync("/echtheit");
        await page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "gefaelscht.pdf", MimeType = "application/pdf", Buffer = bytes });
        await page.Locator("main form").Last.GetByRole(AriaRole.Button).Last.ClickAsync();
        await Expect(page.Locator("h1")).Not.ToContainTextAsync("echt und unverändert");
        await See(page);

        Assert.Contains("Signature is Valid", await Run("pdfsig", letter), StringComparison.Ordinal);
        File.Delete(letter);
        await page.Context.DisposeAsync();
    }

    private async Task SeeTheEvidence(IPage page, string matter)
    {
        await page.GotoAsync(matter);
        await Until(page, async () => (await page.Locator("main").InnerTextAsync()).Contains("§ 9 Onlinezugangsgesetz", StringComparison.Ordinal));
        await page.GotoAsync(matter + "/verlauf");
        var history = await page.Locator("main").InnerTextAsync();
        foreach (var words in new[] { "Paula Parkfein", "Ludger Leinen", citizen.FirstName, "abgerufen" })
        {
            Assert.Contains(words, history, StringComparison.OrdinalIgnoreCase);
        }
    }

    private static async Task OpenNewest(IPage page, string subject)
    {
        await page.GotoAsync("/postkorb");
        var row = page.Locator("main table tbody tr").Filter(new() { HasText = subject }).Filter(new() { HasTextRegex = Unread() }).First;
        await Until(page, async () => await row.CountAsync() > 0);
        await row.GetByRole(AriaRole.Link).First.ClickAsync();
    }

    private static Task Press(IPage page, string name) => page.Locator("main").GetByRole(AriaRole.Button, new() { Name = name })
        .Or(page.Locator("main").GetByRole(AriaRole.Link, new() { Name = name })).First.ClickAsync();

    /// <summary>Loads the page again until something a job does has arrived.</summary>
    private static async Task Until(IPage page, Func<Task<bool>> arrived)
    {
        var watch = Stopwatch.StartNew();
        while (!await arrived())
        {
            Assert.True(watch.Elapsed < TimeSpan.FromMinutes(3), $"{page.Url}: {await page.Locator("main").InnerTextAsync()}");
            await page.WaitForTimeoutAsync(300);
            try
            {
                await page.ReloadAsync();
            }
            catch (PlaywrightException came) when (came.Message.Contains("ERR_ABORTED", StringComparison.Ordinal))
            {
                // The page that waits for a payment loads itself anew every three seconds, and was faster.
                await page.WaitForLoadStateAsync();
            }
        }
    }

    private static async Task<string> Run(string program, string argument)
    {
        using var process = Process.Start(new ProcessStartInfo(program, argument) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var text = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return text;
    }

    [GeneratedRegex("Antrag beginnen|Neuen Antrag beginnen")]
    private static partial Regex BeginButton();

    [GeneratedRegex(@"\d{4}-[\d.]+-\d{6}-\w")]
    private static partial Regex ApplicationNumber();

    [GeneratedRegex("Neu|Wartet auf Sie")]
    private static partial Regex Unread();
}
