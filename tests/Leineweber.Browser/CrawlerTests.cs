using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Leineweber.Browser;

/// <summary>Follows every link of the portal and of the staff's side, so that no page escapes: each answers, fits a phone, and has no axe violation.</summary>
public sealed partial class CrawlerTests(RunningCity city)
{
    /// <summary>Pages of one kind (same address but for ids) looked at; more of them look the same.</summary>
    private const int SamplesPerKind = 2;

    private const int MostPages = 140;

    [Theory]
    [InlineData("besucher", 390)]
    [InlineData("besucher", 1280)]
    [InlineData("erika.erfunden@buerger.demo.example", 390)]
    [InlineData("paula.parkfein", 390)] // casework
    [InlineData("ludger.leinen", 1280)] // signs
    [InlineData("rita.rotstift", 1280)] // edits services
    [InlineData("falk.feldname", 390)] // writes forms
    [InlineData("regina.regal", 390)] // keeps the files
    [InlineData("bernd.betrieb", 1280)] // administers and operates
    public async Task Every_page_answers_fits_and_is_accessible(string who, int width)
    {
        var page = await city.Window(width);
        var start = "/";
        var staff = who.Contains('.') && !who.Contains('@');
        if (staff)
        {
            await page.SignInAsStaff(who);
            start = "/amt";
        }
        else if (who.Contains('@'))
        {
            await page.SignInAsCitizen(who);
        }

        var problems = await Crawl(page, start, staff);
        await page.Context.DisposeAsync();
        Assert.True(problems.Count == 0, string.Join("\n", problems));
    }

    private async Task<List<string>> Crawl(IPage page, string start, bool staff)
    {
        var problems = new List<string>();
        var seen = new HashSet<string> { start };
        var kinds = new Dictionary<string, int>();
        var queue = new Queue<string>([start]);
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

            problems.AddRange(await Look(page, path));
            foreach (var link in await Links(page))
            {
                var kind = KindOf(link);
                if (IsWorthIt(link, staff) && seen.Add(link) && (kinds[kind] = kinds.GetValueOrDefault(kind) + 1) <= SamplesPerKind)
                {
                    queue.Enqueue(link);
                }
            }
        }

        return problems;
    }

    private static async Task<IEnumerable<string>> Look(IPage page, string path)
    {
        var problems = new List<string>();
        var overflow = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        if (overflow > 1)
        {
            problems.Add($"{path}: {overflow} px wider than the window");
        }

        if (await page.Locator("h1").CountAsync() != 1)
        {
            problems.Add($"{path}: {await page.Locator("h1").CountAsync()} h1");
        }

        var result = await page.RunAxe(new AxeRunOptions { RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] } });
        problems.AddRange(result.Violations.Select(violation => $"{path}: axe {violation.Id}: {violation.Help} ({violation.Nodes[0].Html})"));
        return problems;
    }

    private async Task<IReadOnlyList<string>> Links(IPage page)
    {
        var links = await page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('a[href]')].filter(a => !a.hasAttribute('download')).map(a => a.href)");
        return [.. links.Where(link => link.StartsWith(city.Address + "/", StringComparison.Ordinal)).Select(link => link[city.Address.Length..].Split('#')[0]).Where(link => link.Length > 0)];
    }

    private static bool IsWorthIt(string link, bool staff) =>
        !link.Contains("abmelden", StringComparison.Ordinal)
        && !link.Contains("sprache=", StringComparison.Ordinal)
        && !Download().IsMatch(link)
        && link.StartsWith("/amt", StringComparison.Ordinal) == staff;

    /// <summary>The address with ids, numbers and names of things replaced, so that pages of one template count as one kind.</summary>
    private static string KindOf(string link)
    {
        var path = link.Split('?');
        var kind = Id().Replace(path[0], "/*");
        foreach (var prefix in new[] { "/leistung/", "/lebenslagen/", "/aemter/", "/katalog/", "/zielgruppen/", "/antrag/neu/", "/amt/leistungen/", "/amt/akten/", "/amt/formulare/" })
        {
            if (kind.StartsWith(prefix, StringComparison.Ordinal))
            {
                var rest = kind[prefix.Length..].Split('/');
                kind = prefix + "*" + string.Concat(rest.Skip(1).Select(part => "/" + part));
            }
        }

        return path.Length == 1 ? kind : kind + "?" + string.Join('&', path[1].Split('&').Select(pair => pair.Split('=')[0]).Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"/(?:[0-9a-f]{8}-[0-9a-f-]{27}|[\d.]+-\d{4}-\d+[^/]*|\d+)(?=/|$)")]
    private static partial Regex Id();

    [GeneratedRegex(@"/(?:anlage|inhalt|datei|export|pdf|xml|json)(?:/|\?|$)|\.(?:pdf|csv|json|xml|txt|js)(?:\?|$)|handler=|[?&]csv=|^/api/|^/schema/|^/einbetten/suche")]
    private static partial Regex Download();
}
