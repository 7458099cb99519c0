using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Leineweber.Akten;
using Leineweber.Formulare;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Security;
using Leineweber.Foundation.Tenancy;
using Leineweber.Konten;
using Leineweber.Organisation;
using Leineweber.Serve;
using Leineweber.Verfahren;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Commands.Bench;

/// <summary><c>bench arbeitskorb</c>: the list pages of office and citizen over HTTP, each held against one limit in the same run.</summary>
internal static class BenchArbeitskorbCommand
{
    private const double Limit = 20;

    public static Command Build()
    {
        var options = new InstallationOptions();
        var key = new Option<string>("--mandant") { Description = "Kürzel des Mandanten, gefüllt mit 'seed city'", DefaultValueFactory = _ => "bielefeld" };
        var runs = new Option<int>("--runs") { Description = "Aufrufe je Seite", DefaultValueFactory = _ => 50 };
        var warm = new Option<int>("--vorlauf") { Description = "Sekunden, in denen alle Seiten reihum aufgerufen werden, ehe gemessen wird", DefaultValueFactory = _ => 40 };
        var command = new Command("arbeitskorb", "Misst die Listen von Amt und Bürgern; Grenze: 20 ms je Seite") { key, runs, warm };
        options.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            await using var app = WebHost.Build(options.Read(parsed), withJobs: false, builder =>
            {
                builder.WebHost.UseUrls("http://127.0.0.1:0");
                builder.Logging.SetMinimumLevel(LogLevel.Error);
            });
            var tenants = app.Services.GetRequiredService<Tenants>();
            if (!tenants.All.TryGetValue(parsed.GetRequiredValue(key), out var tenant))
            {
                await Console.Error.WriteLineAsync($"Den Mandanten '{parsed.GetRequiredValue(key)}' gibt es nicht. 'leineweber tenant list' zeigt alle.");
                return 1;
            }

            await app.StartAsync(cancel);
            var missed = await tenants.InScope(tenant, services =>
                Run(new Uri(app.Urls.First()), tenant, services, (Math.Clamp(parsed.GetValue(runs), 5, 10_000), TimeSpan.FromSeconds(Math.Clamp(parsed.GetValue(warm), 0, 600))), cancel));
            await app.StopAsync(cancel);
            return missed == 0 ? 0 : 1;
        });
        return command;
    }

    private sealed record Messpunkt(string Name, string Address, string Cookie);

    private static async Task<int> Run(Uri server, Tenant tenant, IServiceProvider services, (int Runs, TimeSpan Warm) much, CancellationToken cancel)
    {
        var db = services.GetRequiredService<LeineweberDb>();
        var cases = await db.Set<Bearbeitung>().CountAsync(cancel);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{cases} cases, {Environment.ProcessorCount} cores, {much.Runs} calls a page after {much.Warm.TotalSeconds:0} s of all in turn, limit {Limit} ms; CPU is client and server together"));
        Console.WriteLine($"{"page",-46}{"median ms",10}{"p95 ms",10}{"CPU ms",10}{"queries",10}{"x limit",10}");
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = server };
        http.DefaultRequestHeaders.Host = tenant.Hosts[0];
        var points = await Points(services, db, cancel);
        var queries = await Warm(http, points, much.Warm, cancel);
        var missed = 0;
        foreach (var point in points)
        {
            missed += await Measure(http, point, much.Runs, queries[point], cancel) ? 0 : 1;
        }

        return missed;
    }

    /// <summary>Calls all pages in turn until the just-in-time compiler had time to do its best work on all of them; a page measured first would else pay for it alone.</summary>
    /// <returns>How many questions each page asks the database, once it is warm.</returns>
    private static async Task<Dictionary<Messpunkt, int>> Warm(HttpClient http, IReadOnlyList<Messpunkt> points, TimeSpan time, CancellationToken cancel)
    {
        var counted = new Dictionary<Messpunkt, int>();
        var watch = Stopwatch.StartNew();
        for (var rounds = 0; rounds < 2 || watch.Elapsed < time; rounds++)
        {
            foreach (var point in points)
            {
                using var count = rounds == 1 ? new Abfragenzahl() : null;
                await Get(http, point, cancel);
                counted[point] = count?.Count ?? counted.GetValueOrDefault(point);
            }
        }

        return counted;
    }

    /// <returns>True where the median keeps the limit.</returns>
    private static async Task<bool> Measure(HttpClient http, Messpunkt point, int runs, int queries, CancellationToken cancel)
    {
        for (var warm = 0; warm < 5; warm++)
        {
            await Get(http, point, cancel);
        }

        var times = new double[runs];
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        for (var run = 0; run < runs; run++)
        {
            var start = Stopwatch.GetTimestamp();
            await Get(http, point, cancel);
            times[run] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        cpu = Process.GetCurrentProcess().TotalProcessorTime - cpu;
        Array.Sort(times);
        var median = times[runs / 2];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{point.Name,-46}{median,10:0.0}{times[runs * 95 / 100],10:0.0}{cpu.TotalMilliseconds / runs,10:0.0}{queries,10}{median / Limit,10:0.00}"));
        return median <= Limit;
    }

    private static async Task Get(HttpClient http, Messpunkt point, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, point.Address);
        request.Headers.Add("Cookie", point.Cookie);
        using var answer = await http.SendAsync(request, cancel);
        await answer.Content.ReadAsByteArrayAsync(cancel);
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"{point.Name} {point.Address}: {(int)answer.StatusCode} {answer.Headers.Location}");
        }
    }

    private static async Task<List<Messpunkt>> Points(IServiceProvider services, LeineweberDb db, CancellationToken cancel)
    {
        // The office of the parking permits has most to do; its caseworker, its head, and the registry of the whole city read.
        var clerk = await SignIn(services, "wilma.webstuhl@", cancel);
        var registry = await SignIn(services, "regina.regal@", cancel);
        var head = await SignIn(services, "gustav.gehweg@", cancel);
        const string office = "660.14";
        var open = await db.Set<Bearbeitung>().Where(row => row.UnitNummer == office && row.Stand == Bearbeitungsstand.InBearbeitung).OrderBy(row => row.EingegangenAt).FirstAsync(cancel);
        var done = db.Set<Bearbeitung>().Where(row => row.UnitNummer == office && row.Stand == Bearbeitungsstand.Abgeschlossen).OrderBy(row => row.EingegangenAt);
        var deep = await done.Skip(await done.CountAsync(cancel) / 2).FirstAsync(cancel);
        var akte = await db.Set<Akte>().Where(row => row.UnitNummer == office).OrderByDescending(row => row.Vorgaenge).FirstAsync(cancel);
        var rare = Uri.EscapeDataString(deep.Person);
        var konto = await db.Set<Nutzerkonto>().Where(row => row.Kind == Kontoart.Lokal && db.Set<Antrag>().Any(antrag => antrag.KontoId == row.Id)).OrderByDescending(row => row.Id).Select(row => row.Id).FirstAsync(cancel);
        var antrag = await db.Set<Bearbeitung>().Where(row => row.KontoId == konto).Select(row => row.AntragId).FirstAsync(cancel);
        var citizen = await SignIn(services, SitzungKind.Konto, konto, cancel);
        return
        [
            new("Arbeitskorb, new", "/amt/arbeitskorb?teil=Neu", clerk),
            new("Arbeitskorb, team by day due", "/amt/arbeitskorb?teil=Team&sort=frist", clerk),
            new("Arbeitskorb, done", "/amt/arbeitskorb?teil=Erledigt", clerk),
            new("Arbeitskorb, done, a page in the middle", $"/amt/arbeitskorb?teil=Erledigt&nach={deep.VorgangId}", clerk),
            new("Arbeitskorb, done, by Aktenzeichen", $"/amt/arbeitskorb?teil=Erledigt&sort=aktenzeichen&nach={deep.VorgangId}", clerk),
            new("Arbeitskorb, done, search by name", $"/amt/arbeitskorb?teil=Erledigt&suche={rare}", clerk),
            new("Arbeitskorb, done, search by running number", "/amt/arbeitskorb?teil=Erledigt&suche=417", clerk),
            new("Arbeitskorb, team, search by name", $"/amt/arbeitskorb?teil=Team&suche={rare}", clerk),
            new("Arbeitskorb, whole city, team", "/amt/arbeitskorb?teil=Team", registry),
            new("Arbeitskorb, whole city, done", "/amt/arbeitskorb?teil=Erledigt", registry),
            new("Arbeitskorb, whole city, search by name", $"/amt/arbeitskorb?teil=Erledigt&suche={rare}", registry),
            new("Vorgang", $"/amt/vorgang/{open.VorgangId}", clerk),
            new("Vorgang, documents", $"/amt/vorgang/{deep.VorgangId}/dokumente", clerk),
            new("Vorgang, history", $"/amt/vorgang/{deep.VorgangId}/verlauf", clerk),
            new("Filing plan, whole city", "/amt/akten", registry),
            new("Akte, the largest", $"/amt/akten/akte/{akte.Id}", clerk),
            new("Akte, a page in the middle", $"/amt/akten/akte/{await AkteOf(db, deep, cancel)}?nach={deep.VorgangId}", clerk),
            new("Link a Vorgang, search", $"/amt/akten/vorgang/{open.VorgangId}/verweise?suche={rare}", clerk),
            new("Figures, 30 days", "/amt/auswertung?tage=30", head),
            new("Figures, 90 days", "/amt/auswertung?tage=90", head),
            new("Citizen, applications", "/antraege", citizen),
            new("Citizen, state of an application", $"/vorgang/{antrag}", citizen),
            new("Citizen, Postkorb", "/postkorb", citizen),
        ];
    }

    private static Task<Guid> AkteOf(LeineweberDb db, Bearbeitung row, CancellationToken cancel) =>
        db.Set<Vorgang>().Where(one => one.Id == row.VorgangId).Select(one => one.AkteId).SingleAsync(cancel);

    private static async Task<string> SignIn(IServiceProvider services, string mail, CancellationToken cancel)
    {
        var id = await services.GetRequiredService<LeineweberDb>().Set<Bedienstete>().Where(row => row.Email.StartsWith(mail)).Select(row => row.Id).SingleAsync(cancel);
        return await SignIn(services, SitzungKind.Bedienstete, id, cancel);
    }

    private static async Task<string> SignIn(IServiceProvider services, SitzungKind kind, Guid id, CancellationToken cancel)
    {
        var http = new DefaultHttpContext { RequestServices = services };
        await services.GetRequiredService<Sitzungen>().Begin(http, kind, id, 2, cancel);
        return http.Response.Headers.SetCookie.ToString().Split(';')[0];
    }
}
