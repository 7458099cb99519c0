using System.Diagnostics;
using System.Net;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Tenancy;
using Leineweber.Formulare;
using Leineweber.Konten;
using Leineweber.Serve;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Leineweber.Tests.Operation;

/// <summary>The very first minutes: an installation without a municipality, and a demonstration that is killed while it is being made.</summary>
public sealed class FirstStartTests : IAsyncDisposable
{
    private const int Told = 8;

    private readonly TestData data = new(TestData.NewInstallation("erststart"));
    private readonly string demo = Directory.CreateTempSubdirectory("lw-vorfuehrung-").FullName;
    private readonly int port = Ports.Free();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        Directory.Delete(demo, recursive: true);
        Directory.CreateDirectory(data.Installation.TenantsFolder);
        await data.Remove();
    }

    [Fact]
    public async Task Without_a_municipality_serve_says_what_to_do_answers_for_its_health_and_needs_no_restart()
    {
        await using var program = Start("serve");
        var said = await program.Until("wartet auf die erste Kommune:");
        Assert.Contains($"leineweber tenant add KUERZEL --data {data.Installation.DataFolder}", said, StringComparison.Ordinal);
        Assert.Contains("leineweber demo", said, StringComparison.Ordinal);
        Assert.DoesNotContain("bereit", said, StringComparison.Ordinal);
        using var network = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
        var visitor = new Visitor(network, new Uri($"http://127.0.0.1:{port}/"));
        foreach (var (address, status) in new[] { ("health", HttpStatusCode.OK), ("ready", HttpStatusCode.OK), ("", HttpStatusCode.MisdirectedRequest) })
        {
            Assert.Equal((address, status), (address, (await visitor.Open(address)).Status));
        }

        var added = await Cli.Run(data.Installation, "tenant", "add", "neustadt", "--name", "Stadt Neustadt", "--host", "127.0.0.1", "--adresse", $"http://127.0.0.1:{port}");
        Assert.Equal((0, ""), (added.Status, added.Error));
        for (var attempt = 0; attempt < 100 && (await visitor.Open("")).Status != HttpStatusCode.OK; attempt++)
        {
            await Task.Delay(200, Cancel);
        }

        Assert.Contains("Stadt Neustadt", (await visitor.Open("")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_demonstration_killed_while_its_past_is_told_begins_anew_and_tells_it_once()
    {
        ShortStory();
        await using (var killed = Start("demo"))
        {
            await killed.Until("Stadt Bielefeld: die letzten Wochen");
            var before = Documents();
            for (var attempt = 0; attempt < 600 && Documents() == before; attempt++)
            {
                await Task.Delay(50, Cancel);
            }
        }

        Assert.InRange((await Applications()).Antraege, 1, Told - 1);
        await using (var again = Start("demo"))
        {
            var said = await again.Until("bereit:");
            Assert.Contains("Sie beginnt noch einmal von vorn.", said, StringComparison.Ordinal);
            Assert.Contains($"{Told} Anträge, fertig", said, StringComparison.Ordinal);
        }

        var told = await Applications();
        Assert.Equal(Told, told.Antraege);

        // Started once more it is as it was, and the Protokoll holds.
        await using (var third = Start("demo"))
        {
            Assert.DoesNotContain("von vorn", await third.Until("bereit:"), StringComparison.Ordinal);
        }

        Assert.Equal(told, await Applications());
        var verified = await Cli.Run(data.Installation, "verify");
        Assert.True(verified.Status == 0, verified.Output + verified.Error);

        if (data.Installation.UsesSqlite)
        {
            return;
        }

        // "--reset" leaves nothing behind on the database server either.
        await using (var reset = Start("demo", "--reset"))
        {
            Assert.Contains($"{Told} Anträge, fertig", await reset.Until("bereit:"), StringComparison.Ordinal);
        }

        Assert.Equal(Told, (await Applications()).Antraege);
    }

    /// <summary>The demonstration's data with the first cases of its past only.</summary>
    private void ShortStory()
    {
        var from = Path.Combine(Repository.Root, "demo");
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(demo, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }

        var story = Path.Combine(demo, "bielefeld", "vorgeschichte.yaml");
        var cases = File.ReadAllText(story).Split("\n  - wer:");
        File.WriteAllText(story, string.Join("\n  - wer:", cases.Take(Told + 1)) + "\n");
    }

    private int Documents()
    {
        var folder = Path.Combine(data.Installation.TenantsFolder, "bielefeld", "ablage");
        return Directory.Exists(folder) ? Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Length : 0;
    }

    private async Task<(int Antraege, int Konten, int Schritte)> Applications()
    {
        await using var app = WebHost.Build(data.Installation, withJobs: false, builder =>
        {
            builder.WebHost.UseTestServer();
            builder.Logging.ClearProviders();
        });
        var tenants = app.Services.GetRequiredService<Tenants>();
        return await tenants.InScope(tenants.All["bielefeld"], async services =>
        {
            var db = services.GetRequiredService<LeineweberDb>();
            return (await db.Set<Antrag>().CountAsync(Cancel), await db.Set<Nutzerkonto>().CountAsync(Cancel), await db.Set<AntragSchritt>().CountAsync(Cancel));
        });
    }

    private Started Start(params string[] command)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "leineweber.dll"), .. command, "--data", data.Installation.DataFolder, "--port", $"{port}", "--database", data.Installation.Database])
        {
            RedirectStandardOutput = true,
        };
        start.Environment["LEINEWEBER_DEMO"] = demo;
        return new Started(Process.Start(start)!);
    }

    /// <summary>The program as a process; killed at the end of the test at the latest.</summary>
    private sealed class Started(Process process) : IAsyncDisposable
    {
        /// <summary>What it says up to and with the line that begins so.</summary>
        public async Task<string> Until(string begin)
        {
            var said = new List<string>();
            while (await process.StandardOutput.ReadLineAsync(Cancel) is { } line)
            {
                said.Add(line);
                if (line.StartsWith(begin, StringComparison.Ordinal))
                {
                    return string.Join('\n', said);
                }
            }

            throw new InvalidOperationException($"It never said '{begin}': {string.Join('\n', said)}");
        }

        public async ValueTask DisposeAsync()
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
            process.Dispose();
        }
    }
}
