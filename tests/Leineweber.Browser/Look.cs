using System.Collections.Concurrent;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Leineweber.Browser;

/// <summary>What every page is held to: it fits a narrow window, has one heading and a title, says nothing on the console, and axe finds nothing.</summary>
public sealed class Look
{
    /// <summary>Width at which nothing may stick out: a desktop window at 400 % (WCAG 1.4.10).</summary>
    private const int Narrowest = 320;

    /// <summary>The page's build without its words and ids. What axe judges depends on nothing else, so pages built alike need it once.</summary>
    private const string Build = """
        () => {
          const seen = [innerWidth];
          for (const e of document.querySelectorAll('*')) {
            if (e.closest('svg') && e.tagName !== 'svg') continue;
            const words = [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim());
            seen.push(e.tagName + (words ? '+' : ''), ...[...e.attributes]
              .filter(a => !['value', 'd', 'datetime', 'placeholder'].includes(a.name))
              .map(a => a.name + '=' + (a.name === 'href' || a.name === 'src' || a.name === 'action' ? '' : a.value.replace(/[0-9a-f]{8}-[0-9a-f-]{27}|\d+/g, '#'))));
          }
          return seen.join('|');
        }
        """;

    private const string Axe = """
        async () => {
          const found = await axe.run(document, { resultTypes: ['violations'], runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] } });
          const undrawn = [...document.querySelectorAll('*')].filter(e => e.localName.startsWith('lw-'));
          return [...found.violations.map(v => `axe ${v.id}: ${v.help} (${v.nodes[0].html})`), ...undrawn.map(e => `<${e.localName}> was not drawn`)];
        }
        """;

    private static readonly string AxeScript = new BundledAxeScriptProvider().GetScript();

    private readonly ConcurrentDictionary<string, byte> judged = new();
    private readonly ConcurrentDictionary<string, byte> paths = new();
    private readonly ConcurrentDictionary<string, ConcurrentQueue<string>> said = new();

    /// <summary>Addresses of all pages looked at.</summary>
    public IEnumerable<string> Paths => paths.Keys;

    /// <summary>Pages on which axe ran.</summary>
    public int Judged => judged.Count;

    /// <summary>Fails with all lines, if there are any.</summary>
    internal static void AssertNone(IReadOnlyList<string> problems) => Assert.True(problems.Count == 0, string.Join('\n', problems));

    /// <summary>Hears what the pages of a window say on the console: errors of scripts and breaches of the content security policy.</summary>
    public void Hear(IPage page)
    {
        page.Console += (_, message) =>
        {
            // A page that answers "not found" is reported by the browser as well; the status is looked at elsewhere.
            if (message.Type == "error" && !message.Text.StartsWith("Failed to load resource: the server responded with a status of 4", StringComparison.Ordinal))
            {
                said.GetOrAdd(page.Url, _ => new()).Enqueue(message.Text);
            }
        };
        page.PageError += (_, error) => said.GetOrAdd(page.Url, _ => new()).Enqueue(error);
    }

    /// <summary>Looks at the page that is open in a window of the given width; returns what is wrong, a line each.</summary>
    public async Task<IReadOnlyList<string>> At(IPage page, int width)
    {
        var path = new Uri(page.Url).PathAndQuery;
        paths.TryAdd(new Uri(page.Url).AbsolutePath, 0);
        var problems = new List<string>();
        var headings = await page.Locator("h1").CountAsync();
        // The page of patterns shows headings as examples.
        if (headings != 1 && !path.StartsWith("/muster", StringComparison.Ordinal))
        {
            problems.Add($"{headings} h1");
        }

        if ((await page.TitleAsync()).Trim().Length < 4)
        {
            problems.Add("no title");
        }

        if (said.TryRemove(page.Url, out var lines))
        {
            problems.AddRange(lines);
        }

        if (judged.TryAdd(await page.EvaluateAsync<string>(Build), 0))
        {
            foreach (var narrow in new[] { 390, Narrowest })
            {
                await page.SetViewportSizeAsync(narrow, 844);
                var overflow = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
                if (overflow > 1)
                {
                    problems.Add($"{overflow} px wider than a window of {narrow}");
                }
            }

            await page.SetViewportSizeAsync(width, width < 600 ? 844 : 900);
            await page.EvaluateAsync(AxeScript);
            problems.AddRange(await page.EvaluateAsync<string[]>(Axe));
        }

        return [.. problems.Select(problem => $"{path}: {problem}")];
    }
}
