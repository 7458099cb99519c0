using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using Leineweber.Formulare;
using Leineweber.Serve;
using Leineweber.Foundation.Tenancy;
using Leineweber.Tests.Foundation;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Tests.Faults;

/// <summary>Two nodes on one PostgreSQL and one object store behind nginx, with the files of <c>deploy/</c>, restarted while people work.</summary>
public sealed class NodesTests : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("lw-knoten-").FullName;
    private readonly List<int> ports = [Ports.Free(), Ports.Free()];
    private readonly int front = Ports.Free();
    private readonly ConcurrentBag<Guid> acknowledged = [];
    private readonly ConcurrentBag<string> failed = [];
    private TestData? data;
    private S3Server? store;
    private Process? nginx;
    private int answered;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nodes_behind_nginx_are_restarted_one_after_the_other_and_no_request_fails()
    {
        Assert.SkipWhen(TestData.Server is null, "Several nodes need PostgreSQL.");
        Assert.SkipWhen(S3Server.Missing is not null, S3Server.Missing ?? "");
        Assert.SkipUnless(File.Exists("/usr/sbin/nginx"), "nginx is not installed (./leineweber test does it)");
        await StartAll();
        var before = ports.Select(Pid).ToList();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var people = Enumerable.Range(0, 3).Select(_ => Task.Run(() => Work(stop.Token), Cancel)).ToList();
        var uploads = Task.Run(() => SlowUploads(stop.Token), Cancel);

        Assert.Equal(0, await Run(Path.Combine(Repository.Root, "deploy", "rollend-neustarten"), [.. ports.Select(port => $"{port}")]));
        await stop.CancelAsync();
        await Task.WhenAll(people);
        await uploads;

        Assert.Empty(failed);
        Assert.All(before.Zip(ports.Select(Pid)), pair => Assert.NotEqual(pair.First, pair.Second));
        Assert.True(answered > 30, $"{answered} requests");
        await using var app = WebHost.Build(data!.Installation, withJobs: false, builder => builder.WebHost.UseTestServer());
        var tenants = app.Services.GetRequiredService<Tenants>();
        await using var db = tenants.Space(tenants.All["bielefeld"]).OpenForReading();
        Assert.Empty(acknowledged.Except(await db.Set<Antrag>().Select(antrag => antrag.Id).ToListAsync(Cancel)));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var pid in ports.Select(Pid).Where(pid => pid > 0))
        {
            await Run("/bin/bash", "-c", $"kill -9 {pid} 2>/dev/null || true");
        }

        if (nginx is not null)
        {
            await Run("/usr/sbin/nginx", "-p", folder, "-c", Path.Combine(folder, "nginx.conf"), "-s", "stop");
            await nginx.WaitForExitAsync(CancellationToken.None);
            nginx.Dispose();
        }

        if (store is not null)
        {
            await store.DisposeAsync();
        }

        if (data is not null)
        {
            await data.Remove();
        }

        Directory.Delete(folder, recursive: true);
    }

    private async Task StartAll()
    {
        data = await TestData.CopyOfTemplate();
        store = await S3Server.Start(Path.Combine(folder, "s3"));
        await File.WriteAllTextAsync(Path.Combine(folder, "neustart"), $$"""
            #!/usr/bin/env bash
            # Stands in for systemctl: SIGTERM, wait for the end, start anew.
            set -eu
            cd {{folder}}
            if [ -f "$1.pid" ]; then
              pid="$(cat "$1.pid")"
              kill -TERM "$pid"
              while [ -d "/proc/$pid" ] && ! grep -q '^State:.*Z' "/proc/$pid/status"; do sleep 0.1; done
            fi
            LEINEWEBER_LOKAL="{{folder}}/lokal-$1" setsid dotnet '{{Path.Combine(AppContext.BaseDirectory, "leineweber.dll")}}' serve --data '{{data.Installation.DataFolder}}' \
              --database '{{data.Installation.Database}}' --objekte '{{store.DirectAddress("leineweber")}}' --port "$1" --ohne-auftraege --auslauf 1 >>"$1.log" 2>&1 </dev/null &
            echo $! >"$1.pid"
            """, Cancel);
        var example = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "deploy", "nginx", "leineweber.conf.example"), Cancel);
        var site = string.Join('\n', example.Split('\n').Where(line => !line.TrimStart().StartsWith("ssl_", StringComparison.Ordinal)))
            .Replace("listen 443 ssl", $"listen 127.0.0.1:{front}", StringComparison.Ordinal)
            .Replace("/etc/nginx/leineweber-knoten.conf", $"{folder}/knoten.conf", StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(folder, "knoten.conf"), (await File.ReadAllTextAsync(Path.Combine(Repository.Root, "deploy", "nginx", "leineweber-knoten.conf.example"), Cancel))
            .Replace(":8081", $":{ports[0]}", StringComparison.Ordinal).Replace(":8082", $":{ports[1]}", StringComparison.Ordinal), Cancel);
        await File.WriteAllTextAsync(Path.Combine(folder, "nginx.conf"), $$"""
            daemon off;
            {{(Environment.UserName == "root" ? "user root;" : "")}}
            pid {{folder}}/nginx.pid;
            error_log {{folder}}/error.log;
            events { worker_connections 256; }
            http {
                access_log {{folder}}/access.log;
                client_body_temp_path {{folder}}/body; proxy_temp_path {{folder}}/proxy; fastcgi_temp_path {{folder}}/f; uwsgi_temp_path {{folder}}/u; scgi_temp_path {{folder}}/s;
                {{site}}
            }
            """, Cancel);
        using var http = new HttpClient(new SocketsHttpHandler());
        foreach (var port in ports)
        {
            await Run("/bin/bash", Path.Combine(folder, "neustart"), $"{port}");
            for (var patience = Stopwatch.StartNew(); !await IsReady(http, port); await Task.Delay(100, Cancel))
            {
                Assert.True(patience.Elapsed < TimeSpan.FromSeconds(60), File.ReadAllText(Path.Combine(folder, $"{port}.log")));
            }
        }

        nginx = Process.Start(new ProcessStartInfo("/usr/sbin/nginx", ["-p", folder, "-c", Path.Combine(folder, "nginx.conf")]) { RedirectStandardError = true })!;
        for (var patience = Stopwatch.StartNew(); !await IsReady(http, front, "/lebenslagen"); await Task.Delay(50, Cancel))
        {
            Assert.True(patience.Elapsed < TimeSpan.FromSeconds(30) && !nginx.HasExited, "nginx does not answer");
        }
    }

    /// <summary>Begins applications as guest, again and again; every redirect to a first page is an acknowledgement.</summary>
    private async Task Work(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var visitor = new Visitor(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }, new Uri($"http://127.0.0.1:{front}/"));
            visitor.Headers["Connection"] = "close";
            try
            {
                var form = Look(await visitor.Open("/antrag/neu/meldebescheinigung"));
                var page = Look(await form.Submit("Ohne Anmeldung beginnen"));
                if (page.Address.Segments is [_, "antrag/", var id, ..] && Guid.TryParse(id.TrimEnd('/'), out var antrag))
                {
                    acknowledged.Add(antrag);
                }
                else
                {
                    failed.Add($"{page.Address} {page.Heading}");
                }
            }
            catch (Exception error) when (error is HttpRequestException or IOException)
            {
                failed.Add(error.Message);
            }
        }
    }

    private Page Look(Page page)
    {
        Interlocked.Increment(ref answered);
        if (page.Status != HttpStatusCode.OK)
        {
            failed.Add($"{(int)page.Status} {page.Address}");
        }

        return page;
    }

    /// <summary>Files over slow lines, one begun every second: each outlives a restart, and some see both, by the list of nodes that held when they were begun.</summary>
    private async Task SlowUploads(CancellationToken stop)
    {
        var underway = new List<Task>();
        while (!stop.IsCancellationRequested)
        {
            underway.Add(SlowUpload());
            await Task.Delay(TimeSpan.FromSeconds(1), stop).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }

        await Task.WhenAll(underway);
    }

    private async Task SlowUpload()
    {
        var visitor = new Visitor(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }, new Uri($"http://127.0.0.1:{front}/"));
        // A connection of its own, as in Work: nginx closes idle ones when it is told of another list, and a client may not repeat a POST by itself.
        visitor.Headers["Connection"] = "close";
        var page = await visitor.Open("/echtheit");
        var form = new MultipartFormDataContent
        {
            { new StringContent(page.Document.QuerySelector("input[name=__formular]")!.GetAttribute("value")!), "__formular" },
            { new StreamContent(new SlowStream(60_000, TimeSpan.FromSeconds(8))) { Headers = { ContentType = new("application/pdf") } }, "Datei", "brief.pdf" },
        };
        Look(await visitor.Send(HttpMethod.Post, new Uri($"http://127.0.0.1:{front}/echtheit"), form));
    }

    private int Pid(int port) => File.Exists(Path.Combine(folder, $"{port}.pid")) ? int.Parse(File.ReadAllText(Path.Combine(folder, $"{port}.pid")), CultureInfo.InvariantCulture) : 0;

    private async Task<int> Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments);
        start.Environment["KNOTEN"] = Path.Combine(folder, "knoten.conf");
        start.Environment["NEULADEN"] = $"/usr/sbin/nginx -p {folder} -c {folder}/nginx.conf -s reload";
        start.Environment["NEUSTART"] = $"bash {folder}/neustart";
        start.Environment["GEDULD"] = "60";
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync(CancellationToken.None);
        return process.ExitCode;
    }

    private static async Task<bool> IsReady(HttpClient http, int port, string path = "/ready")
    {
        try
        {
            using var answer = await http.GetAsync($"http://127.0.0.1:{port}{path}", Cancel);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private sealed class SlowStream(int length, TimeSpan duration) : Stream
    {
        private int given;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => given;
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            const int piece = 1000;
            if (given >= length)
            {
                return 0;
            }

            await Task.Delay(duration / (length / piece), cancellationToken);
            buffer.Span[..piece].Fill((byte)'x');
            given += piece;
            return piece;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
