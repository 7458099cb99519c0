using System.Collections.Concurrent;
using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Leineweber.Formulare;
using Leineweber.Formulare.Submit;
using Leineweber.Foundation.Jobs;
using Leineweber.Foundation.Protokoll;
using Leineweber.Foundation.Tenancy;
using Leineweber.Serve;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Commands.Bench;

/// <summary><c>bench antrag</c>: durable submissions of an application of 60 fields, against PostgreSQL's and SQLite's bare commits of one row in the same run.</summary>
internal static class BenchAntragCommand
{
    private const int Callers = 128;
    private const double LeastRatio = 0.5;
    private const double MostP99 = 50;

    public static Command Build()
    {
        var count = new Option<int>("--antraege") { Description = "Anträge je Runde", DefaultValueFactory = _ => 8_000 };
        var rounds = new Option<int>("--runden") { Description = "Runden", DefaultValueFactory = _ => 5 };
        var database = new Option<string?>("--database") { Description = "PostgreSQL für die Stadt selbst statt SQLite" };
        var warm = new Option<int>("--vorlauf") { Description = "Sekunden, die vor der Messung abgesendet wird, bis aller Code endgültig übersetzt ist", DefaultValueFactory = _ => 30 };
        var postgres = new Option<bool>("--postgres") { Description = "Die Stadt selbst auf dem PostgreSQL, mit dem verglichen wird" };
        var command = new Command("antrag", "Dauerhaftes Absenden eines Antrags mit 60 Angaben (B2)") { count, rounds, warm, database, postgres };
        command.SetAction((parsed, cancel) => Run(new Vorgabe(parsed.GetValue(count), parsed.GetValue(rounds), TimeSpan.FromSeconds(parsed.GetValue(warm)), parsed.GetValue(database), parsed.GetValue(postgres)), cancel));
        return command;
    }

    private sealed record Runde(double PerSecond, double P50, double P99, double Cpu);

    private sealed record Vorgabe(int Count, int Rounds, TimeSpan Warm, string? Database, bool OnPeer);

    private static async Task<int> Run(Vorgabe asked, CancellationToken cancel)
    {
        var (count, rounds) = (asked.Count, asked.Rounds);
        var folder = Directory.CreateTempSubdirectory("lw-bench-");
        try
        {
            await using var peer = await Vergleichsdatenbank.Start(cancel);
            await using var app = WebHost.Build(InstallationFile.Merge(folder.FullName, asked.OnPeer ? peer.Address : asked.Database ?? "sqlite", null, isDemo: true), withJobs: false, builder => builder.Logging.SetMinimumLevel(LogLevel.Error));
            var tenants = app.Services.GetRequiredService<Tenants>();
            var tenant = new Tenant { Key = "bench-antrag", Name = "Bench", Hosts = ["bench.localhost"] };
            await tenants.Save(tenant, cancel);
            var acknowledged = new ConcurrentBag<(Guid Id, string Nummer)>();
            double ratio, p99;
            await using (var people = await Antragsvorrat.Prepare(tenants, tenant, Callers, app.Services.GetRequiredService<IServiceScopeFactory>(), cancel))
            {
                for (var warming = Stopwatch.StartNew(); warming.Elapsed < asked.Warm;)
                {
                    await Submit(people, await people.Drafts(count / 4, cancel), acknowledged, cancel);
                }

                var (ratios, p99s) = (new List<double>(), new List<double>());
                for (var round = 0; round < rounds; round++)
                {
                    var drafts = await people.Drafts(count, cancel);
                    var postgres = await peer.Commits(cancel);
                    var sqlite = await Vergleichsdatenbank.SqliteCommits(folder.FullName, cancel);
                    var ours = await Submit(people, drafts, acknowledged, cancel);
                    ratios.Add(ours.PerSecond / postgres);
                    p99s.Add(ours.P99);
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                        $"{ours.PerSecond:0} Anträge/s ({ours.Cpu:0} µs Prozessorzeit), Hälfte unter {ours.P50:0.0} ms, 99 % unter {ours.P99:0.0} ms; PostgreSQL, eine Zeile, 32 Verbindungen: {postgres:0}/s; SQLite FULL, eine Zeile: {sqlite:0}/s; {ours.PerSecond / postgres:0.00} × und {ours.PerSecond / sqlite:0.00} ×; Last {Machine.Load():0.0}"));
                }

                (ratio, p99) = (Machine.Median(ratios), Machine.Median(p99s));
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Gegen PostgreSQL: {ratio:0.00} × (Ziel ≥ {LeastRatio:0.0}), 99 % unter {p99:0.0} ms (Ziel ≤ {MostP99:0} ms)"));
            }

            var missing = await Missing(tenants, tenant, acknowledged, cancel);
            Console.WriteLine($"{acknowledged.Count} bestätigt; davon fehlen oder sind nicht im Protokoll: {missing}");
            return ratio >= LeastRatio && p99 <= MostP99 && missing == 0 ? 0 : 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<Runde> Submit(Antragsvorrat people, IReadOnlyList<Guid[]> drafts, ConcurrentBag<(Guid Id, string Nummer)> acknowledged, CancellationToken cancel)
    {
        var times = new double[drafts.Sum(of => of.Length)];
        var taken = -1;
        var (watch, cpu) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        await Task.WhenAll(drafts.Select((own, caller) => Task.Run(async () =>
        {
            foreach (var draft in own)
            {
                var begun = Stopwatch.GetTimestamp();
                var outcome = await people.Submit(caller, draft, cancel);
                times[Interlocked.Increment(ref taken)] = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
                acknowledged.Add((draft, outcome.Antrag.Nummer!));
            }
        }, cancel)));
        var (wall, work) = (watch.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds);
        Array.Sort(times);
        return new Runde(times.Length / wall, times[times.Length / 2], times[times.Length * 99 / 100], work / times.Length);
    }

    /// <summary>Looks with a connection of its own, after the tenant was closed: number, step, job and both entries of every acknowledged application, and the tree over all.</summary>
    private static async Task<int> Missing(Tenants tenants, Tenant tenant, ConcurrentBag<(Guid Id, string Nummer)> acknowledged, CancellationToken cancel)
    {
        await tenants.Close(tenant);
        var space = tenants.Space(tenant);
        await using var db = space.OpenForReading();
        var applications = await db.Set<Antrag>().Where(row => row.Status == AntragStatus.Eingegangen && row.Answers != null && row.Entered == null).ToDictionaryAsync(row => row.Id, row => row.Nummer, cancel);
        var steps = await db.Set<AntragSchritt>().Where(row => row.Status == AntragStatus.Eingegangen).Select(row => row.AntragId).ToHashSetAsync(cancel);
        var jobs = (await db.Set<Job>().Where(row => row.Handler == nameof(PrintJob)).Select(row => row.Payload).ToListAsync(cancel))
            .Select(payload => JsonSerializer.Deserialize<DruckeAntrag>(payload, JsonSerializerOptions.Web)!.AntragId).ToHashSet();
        var entries = await db.Set<ProtokollRow>().Where(row => row.Action == "antrag.submitted" || row.Action == "antrag.received").GroupBy(row => row.Subject).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(row => row.Key, row => row.Count, cancel);
        var found = await ProtokollVerifier.Verify(space, cancel);
        if (found.Problem is { } problem)
        {
            Console.WriteLine(problem);
            return acknowledged.Count;
        }

        var doubled = acknowledged.Count - acknowledged.Select(one => one.Nummer).Distinct().Count();
        return doubled + acknowledged.Count(one => applications.GetValueOrDefault(one.Id) != one.Nummer || !steps.Contains(one.Id)
            || !jobs.Contains(one.Id) || entries.GetValueOrDefault($"antrag:{one.Id}") != 2);
    }
}
