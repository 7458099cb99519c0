using System.Diagnostics;
using System.Net;
using Leineweber.Leistungen.Search;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Tests.Leistungen;

public sealed class SucheTests(City city, ITestOutputHelper output) : IClassFixture<City>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("suchanfragen.txt", 120, 95)]
    [InlineData("suchanfragen-englisch.txt", 50, 95)]
    public async Task Of_what_people_type_95_percent_is_among_the_first_three(string file, int atLeast, double wanted)
    {
        var missed = new List<string>();
        var queries = Queries(file).ToList();
        foreach (var (text, slugs) in queries)
        {
            var found = await Ask(text);
            if (!slugs.Any(found.Take(3).Contains))
            {
                missed.Add($"{text} → {string.Join(", ", found.Take(4))}");
            }
        }

        var rate = 100.0 * (queries.Count - missed.Count) / queries.Count;
        output.WriteLine($"{queries.Count} queries, {rate:0.0} % found among the first three.\n" + string.Join('\n', missed));
        Assert.True(queries.Count >= atLeast);
        Assert.True(rate >= wanted, $"{rate:0.0} %\n" + string.Join('\n', missed));
    }

    [Fact]
    public async Task Answers_come_within_ten_milliseconds()
    {
        var queries = Queries("suchanfragen.txt").Select(query => query.Text).ToList();
        foreach (var text in queries)
        {
            await Ask(text);
        }

        var times = new List<double>();
        foreach (var text in queries)
        {
            // A busy machine makes one question wait, not the same one three times.
            var shortest = double.MaxValue;
            for (var time = 0; time < 3; time++)
            {
                var watch = Stopwatch.StartNew();
                await Ask(text);
                shortest = Math.Min(shortest, watch.Elapsed.TotalMilliseconds);
            }

            times.Add(shortest);
        }

        times.Sort();
        output.WriteLine($"median {times[times.Count / 2]:0.0} ms, p95 {times[times.Count * 95 / 100]:0.0} ms, longest {times[^1]:0.0} ms");
        // A loaded test machine may take several times as long as a quiet one; the bench judges the exact figure.
        Assert.True(times[times.Count / 2] < 50, $"median {times[times.Count / 2]:0.0} ms");
    }

    private Task<IReadOnlyList<string>> Ask(string text) => city.Inside(async services =>
    {
        var result = await services.GetRequiredService<Portalsuche>().Leistungen(text, new Suchfilter(), 10, 0, false, Cancel);
        return (IReadOnlyList<string>)[.. result.Treffer.Select(hit => hit.Url[(hit.Url.LastIndexOf('/') + 1)..])];
    });

    private static IEnumerable<(string Text, string[] Slugs)> Queries(string file) =>
        from line in File.ReadLines(Path.Combine(Repository.Root, "tests", "Leineweber.Tests", "Leistungen", file))
        where line.Contains("=>", StringComparison.Ordinal) && !line.StartsWith('#')
        let parts = line.Split("=>", StringSplitOptions.TrimEntries)
        select (parts[0], parts[1].Split(',', StringSplitOptions.TrimEntries));
}
