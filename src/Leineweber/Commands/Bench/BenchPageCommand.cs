using System.CommandLine;
using System.Diagnostics;
using System.Globalization;

namespace Leineweber.Commands.Bench;

/// <summary><c>bench seite</c>: processor time of a citizen's page, kept and freshly drawn, against nginx with the same bytes from a file.</summary>
internal static class BenchPageCommand
{
    private const string Page = "/leistung/bewohnerparkausweis";
    private const double MostKept = 2;
    private const double MostFresh = 10;

    public static Command Build()
    {
        var rounds = new Option<int>("--runden") { Description = "Runden", DefaultValueFactory = _ => 5 };
        var warm = new Option<int>("--vorlauf") { Description = "Sekunden Vorlauf je Art", DefaultValueFactory = _ => 40 };
        var command = new Command("seite", "Seite einer Leistung gegen nginx (B1); braucht nginx und wrk") { rounds, warm };
        command.SetAction((parsed, cancel) => Run(parsed.GetValue(rounds), parsed.GetValue(warm), cancel));
        return command;
    }

    private static async Task<int> Run(int rounds, int warm, CancellationToken cancel)
    {
        var folder = Directory.CreateTempSubdirectory("lw-bench-");
        var port = Machine.FreePort();
        var ours = Machine.StartSelf("demo", "--port", port.ToString(CultureInfo.InvariantCulture), "--data", Path.Combine(folder.FullName, "daten"));
        Process? nginx = null;
        try
        {
            using var http = new HttpClient(new SocketsHttpHandler());
            var kept = $"http://127.0.0.1:{port}{Page}";
            // A page asked for with a query is never kept, so it is drawn each time.
            var fresh = kept + "?messung=1";
            await Machine.UntilAnswers(http, kept, TimeSpan.FromMinutes(3), cancel);
            using var asked = new HttpRequestMessage(HttpMethod.Get, kept);
            asked.Headers.TryAddWithoutValidation("Accept-Encoding", "br");
            using var answer = await http.SendAsync(asked, cancel);
            var bytes = await answer.Content.ReadAsByteArrayAsync(cancel);
            (nginx, var files) = await StartNginx(folder.FullName, bytes, http, cancel);
            Console.WriteLine($"{bytes.Length:N0} Bytes je Seite (Brotli). Vorlauf …");
            await Machine.Wrk(fresh, warm, cancel);
            await Machine.Wrk(kept, Math.Max(warm / 4, 2), cancel);
            return await Compare(rounds, (ours.Id, kept), (ours.Id, fresh), (Worker(nginx.Id), files), cancel);
        }
        finally
        {
            await Machine.Stop(ours);
            if (nginx is not null)
            {
                await Machine.Stop(nginx);
            }

            folder.Delete(recursive: true);
        }
    }

    private static async Task<int> Compare(int rounds, (int Pid, string Address) kept, (int Pid, string Address) fresh, (int Pid, string Address) peer, CancellationToken cancel)
    {
        var figures = new List<(double Kept, double Fresh, double Peer)>();
        Console.WriteLine("Runde   nginx µs   aufbewahrt µs   frisch µs   Last");
        for (var round = 1; round <= rounds; round++)
        {
            var figure = (Kept: await Cost(kept, cancel), Fresh: await Cost(fresh, cancel), Peer: await Cost(peer, cancel));
            figures.Add(figure);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{round,5}{figure.Peer,11:0.0}{figure.Kept,16:0.0}{figure.Fresh,12:0.0}{Machine.Load(),7:0.0}"));
        }

        var ofKept = Machine.Median(figures.Select(figure => figure.Kept / figure.Peer));
        var ofFresh = Machine.Median(figures.Select(figure => figure.Fresh / figure.Peer));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Prozessorzeit gegen nginx: aufbewahrt {ofKept:0.00} × (Ziel ≤ {MostKept}), frisch {ofFresh:0.00} × (Ziel ≤ {MostFresh})"));
        return ofKept <= MostKept && ofFresh <= MostFresh ? 0 : 1;
    }

    /// <summary>Microseconds of processor time per request.</summary>
    private static async Task<double> Cost((int Pid, string Address) server, CancellationToken cancel)
    {
        var before = Machine.Cpu(server.Pid);
        var (requests, bad) = await Machine.Wrk(server.Address, 3, cancel);
        return bad == 0
            ? (Machine.Cpu(server.Pid) - before).TotalMicroseconds / requests
            : throw new InvalidOperationException($"{bad} of {requests} answers of {server.Address} were errors.");
    }

    private static async Task<(Process Nginx, string Address)> StartNginx(string folder, byte[] bytes, HttpClient http, CancellationToken cancel)
    {
        var port = Machine.FreePort();
        await File.WriteAllBytesAsync(Path.Combine(folder, "seite"), bytes, cancel);
        await File.WriteAllTextAsync(Path.Combine(folder, "nginx.conf"), $$"""
            daemon off; worker_processes 1; pid {{folder}}/nginx.pid; error_log {{folder}}/error.log; user root;
            events { worker_connections 256; }
            http {
              access_log off; default_type text/html; sendfile on; tcp_nopush on; keepalive_requests 1000000; open_file_cache max=10;
              client_body_temp_path {{folder}}/a; proxy_temp_path {{folder}}/b; fastcgi_temp_path {{folder}}/c; uwsgi_temp_path {{folder}}/d; scgi_temp_path {{folder}}/e;
              server { listen 127.0.0.1:{{port}}; root {{folder}}; add_header Content-Encoding br; location = /seite { } }
            }
            """, cancel);
        File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.OtherExecute | UnixFileMode.OtherRead);
        var nginx = Machine.Start("nginx", "-c", Path.Combine(folder, "nginx.conf"));
        var address = $"http://127.0.0.1:{port}/seite";
        await Machine.UntilAnswers(http, address, TimeSpan.FromSeconds(10), cancel);
        return (nginx, address);
    }

    /// <summary>nginx answers in a child of the process that was started.</summary>
    private static int Worker(int master) =>
        int.Parse(File.ReadAllText($"/proc/{master}/task/{master}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries)[0], CultureInfo.InvariantCulture);
}
