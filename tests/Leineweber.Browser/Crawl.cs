using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Leineweber.Browser;

/// <summary>Follows every link that one person sees, so that no page escapes.</summary>
internal sealed partial class Crawl(RunningCity city, string who, int width)
{
    /// <summary>Pages of one kind (same address but for ids) looked at; more of them look the same.</summary>
    private const int SamplesPerKind = 2;

    private const int MostPages = 140;

    private bool IsStaff => who.Contains('.') && !who.Contains('@');

    /// <summary>Pages that no link leads to, as mails and forms open them.</summary>
    private IEnumerable<string> Unlinked => who switch
    {
        "besucher" => ["/muster", "/demo/bezahlt", "/einbetten/suche", "/konto/gast?weiter=%2Fantrag%2Fneu%2Fsperrmuell", "/amt/anmelden", "/suche?q=xqzw", "/rueckmeldung", "/suche?q=umzug&online=ja"],
        "paula.parkfein" => ["/amt/arbeitskorb?teil=Team", "/amt/sind-sie-es", "/amt/arbeitskorb?suche=xqzw"],
        _ when who.Contains('@') => ["/konto/sind-sie-es", "/konto/vertrauensniveau?niveau=3&weiter=%2Fantraege"],
        _ => [],
    };

    /// <summary>Addresses whose secret is used up or wrong: they answer with a "no" that is a page as well.</summary>
    private IEnumerable<string> Refused => who switch
    {
        "besucher" => ["/gibt-es-nicht", "/konto/bestaetigen/verbraucht", "/konto/email/verbraucht", "/konto/kennwort-neu/verbraucht", "/gast/verbraucht", "/fortsetzen/verbraucht", "/amt/einladung/verbraucht"],
        "paula.parkfein" => ["/amt/gibt-es-nicht", "/amt/betrieb", "/amt/abmelden"],
        "unternehmen" => ["/konto/sicherheit/passkeys", "/konto/sicherheit/zweiter-faktor"],
        _ when who.Contains('@') => ["/konto/abmelden"],
        _ => [],
    };

    /// <summary>Walks and returns what is wrong, a line each.</summary>
    public async Task<IReadOnlyList<string>> Walk()
    {
        var problems = new List<string>();
        var page = await city.Window(width);
        var start = "/";
        if (IsStaff)
        {
            await page.SignInAsStaff(who);
            start = "/amt";
            if (who == "rita.rotstift")
            {
                problems.AddRange(await Edit(page));
            }
        }
        else if (who == "unternehmen")
        {
            await page.ActForACompany(city);
            start = "/konto";
            problems.AddRange(await Begin(page, "sperrmuell"));
        }
        else if (who.Contains('@'))
        {
            await page.SignInAsCitizen(who);
            problems.AddRange(await Begin(page, "veranstaltung-anzeige")); // with an overview of its parts
            problems.AddRange(await Begin(page, "standesamtliche-urkunden")); // begins with a list
            problems.AddRange(await Begin(page, "bewohnerparkausweis"));
        }

        var seen = new HashSet<string> { start };
        var kinds = new Dictionary<string, int>();
        var queue = new Queue<string>([start, .. Unlinked]);
        var visited = 0;
        while (queue.TryDequeue(out var path) && visited < MostPages)
        {
            visited++;
            var answer = await page.GotoAsync(path, new() { WaitUntil = WaitUntilState.Load });
            if (answer is null || answer.Status >= 400)
            {
                problems.Add($"{path}: {answer?.Status}");
                continue;
            }

            problems.AddRange(await city.Look.At(page, width));
            foreach (var link in await Links(page))
            {
                var kind = KindOf(link);
                if (IsWorthIt(link) && seen.Add(link) && (kinds[kind] = kinds.GetValueOrDefault(kind) + 1) <= SamplesPerKind)
                {
                    queue.Enqueue(link);
                }
            }
        }

        foreach (var path in Refused)
        {
            await page.GotoAsync(path);
            problems.AddRange(await city.Look.At(page, width));
        }

        await page.Context.DisposeAsync();
        return problems;
    }

    /// <summary>Saves a draft of a service; the preview follows.</summary>
    private async Task<IReadOnlyList<string>> Edit(IPage page)
    {
        await page.GotoAsync("/amt/leistungen/bewohnerparkausweis");
        await page.GetByLabel("Was haben Sie geändert und warum?").FillAsync("Probe");
        await page.Locator("textarea").First.FillAsync("Als Anwohnerin oder Anwohner parken Sie in Ihrer Zone ohne Parkschein.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Entwurf speichern und ansehen" }).ClickAsync();
        await Arrive(page, PreviewAddress());
        return await city.Look.At(page, width);
    }

    private async Task<IReadOnlyList<string>> Begin(IPage page, string form)
    {
        await page.GotoAsync("/antrag/neu/" + form);
        await page.Locator("main").GetByRole(AriaRole.Button, new() { NameRegex = BeginButton() }).First.ClickAsync();
        await Arrive(page, DraftAddress());
        return await city.Look.At(page, width);
    }

    /// <summary>Waits until a button has led to a page and all of that is there. Asks the page itself: the event may be over before anybody listens.</summary>
    private static async Task Arrive(IPage page, Regex address)
    {
        await Assertions.Expect(page).ToHaveURLAsync(address);
        // Not WaitForFunction: that evaluates text within the page, which its content security policy forbids.
        for (var watch = Stopwatch.StartNew(); await page.EvaluateAsync<string>("() => document.readyState") != "complete";)
        {
            Assert.True(watch.Elapsed < TimeSpan.FromMinutes(2), $"{page.Url} is not there as a whole");
            await page.WaitForTimeoutAsync(50);
        }
    }

    private async Task<IReadOnlyList<string>> Links(IPage page)
    {
        var links = await page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('a[href]')].filter(a => !a.hasAttribute('download')).map(a => a.href)");
        return [.. links.Where(link => link.StartsWith(city.Address + "/", StringComparison.Ordinal)).Select(link => link[city.Address.Length..].Split('#')[0]).Where(link => link.Length > 0)];
    }

    private bool IsWorthIt(string link) =>
        !link.Contains("sprache=", StringComparison.Ordinal)
        && !link.StartsWith("/darstellung/", StringComparison.Ordinal)
        && !Download().IsMatch(link)
        && link.StartsWith("/amt", StringComparison.Ordinal) == IsStaff;

    /// <summary>The address with ids, numbers and names of things replaced, so that pages of one template count as one kind.</summary>
    private static string KindOf(string link)
    {
        var path = link.Split('?');
        var kind = Id().Replace(path[0], "/*");
        foreach (var prefix in new[] { "/leistung/", "/lebenslagen/", "/aemter/", "/katalog/", "/zielgruppen/", "/antrag/neu/", "/amt/leistungen/", "/amt/akten/", "/amt/formulare/" })
        {
            if (kind.StartsWith(prefix, StringComparison.Ordinal) && kind[prefix.Length..] is not ("neu" or "rueckmeldungen"))
            {
                var rest = kind[prefix.Length..].Split('/');
                kind = prefix + "*" + string.Concat(rest.Skip(1).Select(part => "/" + part));
            }
        }

        return path.Length == 1 ? kind : kind + "?" + string.Join('&', path[1].Split('&').Select(pair => pair.Split('=')[0]).Order(StringComparer.Ordinal));
    }

    [GeneratedRegex("/vorschau$")]
    private static partial Regex PreviewAddress();

    [GeneratedRegex("/antrag/[0-9a-f]{8}-")]
    private static partial Regex DraftAddress();

    [GeneratedRegex("beginnen")]
    private static partial Regex BeginButton();

    [GeneratedRegex(@"/(?:[0-9a-f]{8}-[0-9a-f-]{27}|[\d.]+-\d{4}-\d+[^/]*|\d+)(?=/|$)")]
    private static partial Regex Id();

    [GeneratedRegex(@"/(?:anlage|inhalt|datei|export|pdf|xml|json)(?:/|\?|$)|\.(?:pdf|csv|json|xml|txt|js)(?:\?|$)|handler=|[?&]csv=|^/api/|^/schema/")]
    private static partial Regex Download();
}
