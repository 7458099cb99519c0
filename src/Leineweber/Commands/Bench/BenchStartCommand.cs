using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Leineweber.Foundation.Tenancy;
using Leineweber.Serve;

namespace Leineweber.Commands.Bench;

/// <summary><c>bench start</c>: from the start of the process to the first useful page with 1 and with 200 tenants, against the least ASP.NET Core program.</summary>
internal static class BenchStartCommand
{
    private const int Many = 200;
    private const double MostStart = 2.5;
    private const double MostMegabytes = 0.3;
    private const int WarmUp = 400;

    // Longer than two rounds of the looks for jobs and the pause after which a tenant rests.
    private static readonly TimeSpan Rested = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Asleep = TimeSpan.FromMinutes(13);

    public static Command Build()
    {
        var rounds = new Option<int>("--runden") { Description = "Runden", DefaultValueFactory = _ => 5 };
        var asleep = new Option<bool>("--schlaf") { Description = "Auch den Speicher messen, nachdem alle Mandanten eingeschlafen sind (13 Minuten länger)" };
        var command = new Command("start", "Start mit 1 und 200 Mandanten, Speicher je Mandant, erste Anfrage an einen ruhenden Mandanten (B9)") { rounds, asleep };
        command.SetAction((parsed, cancel) => Run(parsed.GetValue(rounds), parsed.GetValue(asleep), cancel));
        return command;
    }

    private static async Task<int> Run(int rounds, bool asleep, CancellationToken cancel)
    {
        if (Peer() is not { } peer)
        {
            await Console.Error.WriteLineAsync("Das Vergleichsprogramm fehlt: dotnet build bench/peer -c Release");
            return 2;
        }

        var folder = Directory.CreateTempSubdirectory("lw-bench-");
        try
        {
            var one = await Installation(folder.CreateSubdirectory("eins").FullName, 1, cancel);
            var many = await Installation(folder.CreateSubdirectory("viele").FullName, Many, cancel);
            var figures = new List<(Figure Peer, Figure One, Figure Many)>();
            for (var round = 0; round <= rounds; round++)
            {
                var figure = (
                    await First(port => Machine.Start("dotnet", peer, $"http://127.0.0.1:{port}"), null, cancel),
                    await First(port => Serve(port, one), "m1.localhost", cancel),
                    await First(port => Serve(port, many), "m1.localhost", cancel));
                if (round > 0)
                {
                    figures.Add(figure);
                    Console.WriteLine($"Vergleich {figure.Item1}   1 Mandant {figure.Item2}   {Many} Mandanten {figure.Item3}   Last {Machine.Load().ToString("0.0", CultureInfo.InvariantCulture)}");
                }
            }

            var ofOne = Machine.Median(figures.Select(figure => figure.One.Cpu / figure.Peer.Cpu));
            var ofMany = Machine.Median(figures.Select(figure => figure.Many.Cpu / figure.Peer.Cpu));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Prozessorzeit bis zur ersten Seite gegen das Vergleichsprogramm: 1 Mandant {ofOne:0.0} ×, {Many} Mandanten {ofMany:0.0} × (Ziel ≤ {MostStart})"));
            var perTenant = await Tenants(one, many, asleep, cancel);
            return Math.Max(ofOne, ofMany) <= MostStart && perTenant <= MostMegabytes ? 0 : 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private sealed record Figure(double Wall, double Cpu, double Megabytes)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Wall:0} ms ({Cpu:0} ms Prozessor, {Megabytes:0} MB)");
    }

    private static Process Serve(int port, string data) => Machine.StartSelf("serve", "--port", port.ToString(CultureInfo.InvariantCulture), "--data", data);

    private static async Task<Figure> First(Func<int, Process> start, string? host, CancellationToken cancel)
    {
        var port = Machine.FreePort();
        using var http = Client(host);
        var watch = Stopwatch.StartNew();
        var server = start(port);
        try
        {
            await Machine.UntilAnswers(http, $"http://127.0.0.1:{port}/", TimeSpan.FromMinutes(2), cancel);
            return new Figure(watch.Elapsed.TotalMilliseconds, Machine.Cpu(server.Id).TotalMilliseconds, Machine.Memory(server.Id) / 1048576.0);
        }
        finally
        {
            await Machine.Stop(server);
        }
    }

    /// <summary>
    /// Memory per further tenant: a program in which each of 200 was asked for a page, less one that has a single tenant and was asked as often, both once nobody asked for a while.
    /// That a program with 200 looks once after its start into each for jobs is in it.
    /// </summary>
    private static async Task<double> Tenants(string one, string many, bool asleep, CancellationToken cancel)
    {
        var alone = await Used(one, 1, [Rested], cancel);
        var all = await Used(many, Many, asleep ? [Rested, Asleep] : [Rested], cancel);
        var times = all.Times.Order().ToList();
        var (held, given) = (Each(all.Held[0]), Each(all.Held[1]));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Ruhender Mandant, erste Seite: Median {times[times.Count / 2]:0.0} ms, 95 % {times[(int)(times.Count * 0.95)]:0.0} ms"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Speicher: 1 Mandant {alone.Held[1]:0} MB; {Many} gerade benutzte {all.Held[0]:0} MB ({held:0.00} MB je weiterem), {Rested.TotalSeconds:0} s danach {all.Held[1]:0} MB ({given:0.00} MB je weiterem, Ziel ≤ {MostMegabytes})"));
        if (asleep)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Alle schlafen: {all.Held[2]:0} MB ({Each(all.Held[2]):0.00} MB je weiterem)"));
        }

        return given;

        double Each(double megabytes) => (megabytes - alone.Held[1]) / (Many - 1);
    }

    /// <summary>Asks each of the tenants for its first page: how long that took, and what the process held right after it and after each pause, in megabytes.</summary>
    private static async Task<(List<double> Times, List<double> Held)> Used(string data, int count, IEnumerable<TimeSpan> pauses, CancellationToken cancel)
    {
        var port = Machine.FreePort();
        var server = Serve(port, data);
        try
        {
            using var first = Client("m1.localhost");
            await Machine.UntilAnswers(first, $"http://127.0.0.1:{port}/", TimeSpan.FromMinutes(2), cancel);
            for (var i = 0; i < WarmUp; i++)
            {
                using var answer = await first.GetAsync($"http://127.0.0.1:{port}/?vorlauf={i}", cancel);
            }

            var times = new List<double>();
            for (var tenant = 2; tenant <= count; tenant++)
            {
                using var http = Client($"m{tenant}.localhost");
                var start = Stopwatch.GetTimestamp();
                using var answer = await http.GetAsync($"http://127.0.0.1:{port}/", cancel);
                answer.EnsureSuccessStatusCode();
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }

            var held = new List<double>();
            foreach (var pause in pauses.Prepend(TimeSpan.FromSeconds(2)))
            {
                await Task.Delay(pause, cancel);
                held.Add(Machine.Memory(server.Id) / 1048576.0);
            }

            return (times, held);
        }
        finally
        {
            await Machine.Stop(server);
        }
    }

    private static HttpClient Client(string? host)
    {
        var http = new HttpClient(new SocketsHttpHandler());
        http.DefaultRequestHeaders.Host = host;
        return http;
    }

    /// <summary>An installation with empty cities, each a copy of the first.</summary>
    private static async Task<string> Installation(string data, int count, CancellationToken cancel)
    {
        await using (var app = WebHost.Build(InstallationFile.Merge(data, "sqlite", null, isDemo: false), withJobs: false))
        {
            await app.Services.GetRequiredService<Tenants>().Save(Named(1), cancel);
        }

        var source = Path.Combine(data, "mandanten", "m1");
        for (var i = 2; i <= count; i++)
        {
            var target = Directory.CreateDirectory(Path.Combine(data, "mandanten", $"m{i}"));
            foreach (var file in Directory.GetFiles(source))
            {
                File.Copy(file, Path.Combine(target.FullName, Path.GetFileName(file)));
            }

            await File.WriteAllTextAsync(Path.Combine(target.FullName, "mandant.json"), JsonSerializer.Serialize(Named(i), JsonSerializerOptions.Web), cancel);
        }

        return data;
    }

    private static Tenant Named(int number) => new() { Key = $"m{number}", Name = $"Stadt {number}", Hosts = [$"m{number}.localhost"] };

    private static string? Peer()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var program = Path.Combine(folder, "bench", "peer", "bin", "Release", "net10.0", "Leineweber.BenchPeer.dll");
            if (File.Exists(program))
            {
                return program;
            }
        }

        return null;
    }
}
