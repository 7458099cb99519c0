using System.CommandLine;
using System.Diagnostics;
using System.Globalization;

namespace Leineweber.Commands.Bench;

/// <summary><c>bench suche</c>: the search while typing, over all services of the demonstration city and the national catalogue where it is there.</summary>
internal static class BenchSearchCommand
{
    private const double MostMilliseconds = 10;

    private static readonly string[] Words =
    [
        "anwonerparken", "personalausweis", "hund anmelden", "sperrmüll", "geburtsurkunde", "ummelden", "führerschein umtauschen", "kita platz", "heiraten", "gewerbe anmelden",
        "wohngeld", "baugenehmigung", "reisepass", "führungszeugnis", "müllabfuhr", "parkausweis", "sterbefall", "schwerbehindertenausweis", "elterngeld", "kfz zulassung",
        "straßenfest", "grundsteuer", "bibliotheksausweis", "einbürgerung", "aufenthaltstitel", "schulanmeldung", "ferienspiele", "fundsachen", "osterfeuer", "baumfällung",
    ];

    public static Command Build()
    {
        var command = new Command("suche", "Suche während des Tippens: jede Vorsilbe jedes Wortes, 95. Perzentil gegen 10 ms");
        command.SetAction((_, cancel) => Run(cancel));
        return command;
    }

    private static async Task<int> Run(CancellationToken cancel)
    {
        var folder = Directory.CreateTempSubdirectory("lw-bench-");
        var port = Machine.FreePort();
        var server = Machine.StartSelf("demo", "--port", port.ToString(CultureInfo.InvariantCulture), "--data", Path.Combine(folder.FullName, "daten"));
        try
        {
            using var http = new HttpClient(new SocketsHttpHandler());
            var home = $"http://127.0.0.1:{port}";
            await Machine.UntilAnswers(http, home + "/health", TimeSpan.FromMinutes(5), cancel);
            var prefixes = Words.SelectMany(word => Enumerable.Range(2, word.Length - 1).Select(length => word[..length])).ToList();
            for (var warm = Stopwatch.StartNew(); warm.Elapsed < TimeSpan.FromSeconds(20);)
            {
                await Measure(http, home, prefixes, cancel);
            }

            var before = Machine.Cpu(server.Id);
            var times = new List<double>();
            for (var round = 0; round < 5; round++)
            {
                times.AddRange(await Measure(http, home, prefixes, cancel));
            }

            var cpu = (Machine.Cpu(server.Id) - before).TotalMilliseconds / times.Count;
            times.Sort();
            var p95 = times[(int)(times.Count * 0.95)];
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{times.Count} Anfragen an /suche/vorschlaege: Median {times[times.Count / 2]:0.00} ms, 95 % {p95:0.00} ms (Ziel ≤ {MostMilliseconds}), 99 % {times[(int)(times.Count * 0.99)]:0.00} ms, Prozessorzeit {cpu:0.00} ms je Anfrage, Last {Machine.Load():0.0}"));
            return p95 <= MostMilliseconds ? 0 : 1;
        }
        finally
        {
            await Machine.Stop(server);
            folder.Delete(recursive: true);
        }
    }

    private static async Task<List<double>> Measure(HttpClient http, string home, List<string> prefixes, CancellationToken cancel)
    {
        var times = new List<double>(prefixes.Count);
        foreach (var prefix in prefixes)
        {
            var start = Stopwatch.GetTimestamp();
            using var answer = await http.GetAsync($"{home}/suche/vorschlaege?q={Uri.EscapeDataString(prefix)}", cancel);
            answer.EnsureSuccessStatusCode();
            await answer.Content.ReadAsByteArrayAsync(cancel);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return times;
    }
}
