using System.Security.Cryptography;
using Leineweber.Foundation.Ablage;
using Leineweber.Foundation.Protokoll;
using Leineweber.Foundation.Sicherung;
using Leineweber.Foundation.Tenancy;
using Leineweber.Serve;
using Leineweber.Signaturen;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Leineweber.Tests.Foundation;

/// <summary>What was saved comes back whole; what is damaged is said, not brought back.</summary>
public sealed class SicherungTests(City city) : IClassFixture<City>, IDisposable
{
    private static int restores;
    private readonly string folder = Directory.CreateTempSubdirectory("lw-sicherung-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Backup => Path.Combine(folder, "sicherung");

    private Sicherungen Sicherungen => city.Services.GetRequiredService<Sicherungen>();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>Twice in every run; LEINEWEBER_BACKUP_CYCLES says how often by hand.</summary>
    [Fact]
    public async Task Backups_taken_under_load_come_back_whole_and_check()
    {
        var cycles = int.TryParse(Environment.GetEnvironmentVariable("LEINEWEBER_BACKUP_CYCLES"), out var told) ? told : 2;
        var early = await Seal(city, RandomNumberGenerator.GetBytes(5000));
        var written = 0L;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var writers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                await Seal(city, RandomNumberGenerator.GetBytes(2000));
                Interlocked.Increment(ref written);
                // Many cycles must not drown in what was written meanwhile.
                await Task.Delay(cycles > 2 ? 1000 : 1, CancellationToken.None);
            }
        }, Cancel)).ToList();
        Sicherungsergebnis? last = null;
        for (var cycle = 1; cycle <= cycles; cycle++)
        {
            // On a quiet machine a cycle is over before anybody has written again.
            var before = Interlocked.Read(ref written);
            while (Interlocked.Read(ref written) == before && writers.All(writer => !writer.IsCompleted))
            {
                await Task.Delay(10, Cancel);
            }

            var watch = System.Diagnostics.Stopwatch.StartNew();
            var state = await Sicherungen.Take(Backup, null, null, Cancel);
            var taken = watch.Elapsed;
            Assert.Empty(state.Problems);
            Assert.True(last is null || state.Copied < state.Manifest.Tenants.Sum(tenant => tenant.Blobs), "after the first one only what is new is copied");
            await using (var restored = await Restored.Of(Backup, state.Manifest.Name, folder, null))
            {
                Assert.Empty(restored.Problems);
                Assert.All(await restored.Check("bielefeld"), finding => Assert.Null(finding.Problem));
                Assert.All(await restored.Check("webershausen"), finding => Assert.Null(finding.Problem));
                Assert.Equal(5000, (await restored.Space("bielefeld").Ablage.Read(early, Cancel)).Length);
                var saved = state.Manifest.Tenants.Single(tenant => tenant.Key == "bielefeld");
                Assert.True(last is null || saved.Entries > last.Manifest.Tenants.Single(tenant => tenant.Key == "bielefeld").Entries, "people went on working meanwhile");
                await using var db = restored.Space("bielefeld").OpenForReading();
                Assert.Equal(saved.Entries, await db.Set<ProtokollRow>().LongCountAsync(Cancel));
                TestContext.Current.SendDiagnosticMessage($"cycle {cycle}: {saved.Entries} entries, {saved.Blobs} blobs, {state.Copied} new, saved in {taken.TotalSeconds:0.00} s, restored and checked in {(watch.Elapsed - taken).TotalSeconds:0.00} s");
            }

            last = state;
        }

        await stop.CancelAsync();
        await Task.WhenAll(writers);
    }

    [Fact]
    public async Task Only_a_chosen_tenant_is_saved_where_one_is_named()
    {
        var result = await Sicherungen.Take(Backup, "webershausen", null, Cancel);
        Assert.Equal(["webershausen"], result.Manifest.Tenants.Select(tenant => tenant.Key));
        Assert.DoesNotContain(result.Manifest.Files, file => file.Path.Contains("bielefeld", StringComparison.Ordinal));
        var refusal = await Assert.ThrowsAsync<SicherungException>(() => Sicherungen.Take(Backup, "nirgends", null, Cancel));
        Assert.Contains("nirgends", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_with_something_in_it_is_never_written_over()
    {
        await Sicherungen.Take(Backup, "webershausen", null, Cancel);
        var data = Directory.CreateDirectory(Path.Combine(folder, "voll")).FullName;
        await File.WriteAllTextAsync(Path.Combine(data, "brief.txt"), "wichtig", Cancel);
        await Assert.ThrowsAsync<SicherungException>(() => Wiederherstellung.Files(Backup, null, data, null, Cancel));
        await Assert.ThrowsAsync<SicherungException>(() => Sicherungen.Take(data, null, null, Cancel));
        Assert.Equal(["brief.txt"], Directory.GetFileSystemEntries(data).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_damaged_backup_is_not_brought_back_unsaid()
    {
        var sha256 = await Seal(city, RandomNumberGenerator.GetBytes(3000));
        var state = await Sicherungen.Take(Backup, "bielefeld", null, Cancel);
        Flip(Path.Combine(Backup, "blobs", "bielefeld", sha256[..2], sha256[2..4], sha256));
        await using (var restored = await Restored.Of(Backup, null, folder, null))
        {
            Assert.Contains(sha256, Assert.Single(restored.Problems), StringComparison.Ordinal);
            Assert.Contains(sha256, (await restored.Check("bielefeld")).Single(finding => finding.Part == "Ablage").Problem, StringComparison.Ordinal);
        }

        var copy = Directory.GetFiles(Path.Combine(Backup, "staende", state.Manifest.Name, "mandanten", "bielefeld"), "*").Single(file => Path.GetFileName(file) is "leineweber.db" or "datenbank.dump");
        Flip(copy);
        var data = Path.Combine(folder, "beschaedigt");
        var error = await Assert.ThrowsAsync<InvalidDataException>(() => Wiederherstellung.Files(Backup, null, data, null, Cancel));
        Assert.Contains(Path.GetFileName(copy), error.Message, StringComparison.Ordinal);
        Assert.True(Wiederherstellung.IsUnfinished(data), "the program must not start on half a restore");
    }

    [Fact]
    public async Task An_encrypted_backup_gives_nothing_away_and_needs_its_passphrase()
    {
        const string passphrase = "ein langes Kennwort nur zum Testen";
        var canary = Guid.CreateVersion7().ToString("N");
        var sha256 = await Seal(city, System.Text.Encoding.UTF8.GetBytes($"Kanarienvogel {canary}"), reason: canary);
        await Sicherungen.Take(Backup, "bielefeld", passphrase, Cancel);
        Assert.DoesNotContain(Directory.GetFiles(Backup, "*", SearchOption.AllDirectories), file => File.ReadAllBytes(file).AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(canary)) >= 0);

        await Assert.ThrowsAsync<SicherungException>(() => Sicherungen.List(Backup, null, Cancel));
        await Assert.ThrowsAsync<SicherungException>(() => Sicherungen.List(Backup, passphrase + "!", Cancel));
        await using var restored = await Restored.Of(Backup, null, folder, passphrase);
        Assert.Contains(canary, System.Text.Encoding.UTF8.GetString(await restored.Space("bielefeld").Ablage.Read(sha256, Cancel)), StringComparison.Ordinal);
        Assert.All(await restored.Check("bielefeld"), finding => Assert.Null(finding.Problem));
    }

    [Fact]
    public async Task Old_states_go_with_the_blobs_only_they_knew()
    {
        var old = await Seal(city, RandomNumberGenerator.GetBytes(1000));
        await Sicherungen.Take(Backup, "bielefeld", null, Cancel);
        await city.Write(write => write.Db.Set<Siegelung>().Where(row => row.Sha256After == old).ExecuteDeleteAsync(Cancel));
        var kept = await Seal(city, RandomNumberGenerator.GetBytes(1000));
        for (var count = 0; count < 2; count++)
        {
            city.Clock.Advance(TimeSpan.FromMinutes(1));
            await Sicherungen.Take(Backup, "bielefeld", null, Cancel);
        }

        var (states, blobs) = await Sicherungen.Keep(Backup, 2, null, Cancel);
        Assert.Equal((1, 1), (states, blobs));
        Assert.Equal(2, (await Sicherungen.List(Backup, null, Cancel)).Count);
        Assert.Empty(Directory.GetFiles(Backup, old, SearchOption.AllDirectories));
        Assert.Single(Directory.GetFiles(Backup, kept, SearchOption.AllDirectories));
    }

    [Fact]
    public async Task The_check_names_what_is_missing_or_damaged()
    {
        await using var own = new City();
        await own.InitializeAsync();
        var sha256 = await Seal(own, RandomNumberGenerator.GetBytes(4000));
        Assert.All(await Check(own), finding => Assert.Null(finding.Problem));

        var file = Directory.GetFiles(own.DataFolder, sha256, SearchOption.AllDirectories).Single();
        Flip(file);
        Assert.Contains($"{sha256} (siegelung.sha256after) ist beschädigt", (await Check(own)).Single(finding => finding.Problem is not null).Problem, StringComparison.Ordinal);
        var saved = await own.Services.GetRequiredService<Sicherungen>().Take(Backup, "bielefeld", null, Cancel);
        Assert.Contains(sha256, Assert.Single(saved.Problems), StringComparison.Ordinal);
        File.Delete(file);
        Assert.Contains($"{sha256} (siegelung.sha256after) fehlt", (await Check(own)).Single(finding => finding.Problem is not null).Problem, StringComparison.Ordinal);
        await own.Read(db => db.Database.ExecuteSqlRawAsync("UPDATE protokoll_eintrag SET subject = 'anderes' WHERE seq = 0", Cancel));
        Assert.Equal(["Protokoll", "Ablage"], (await Check(own)).Where(finding => finding.Problem is not null).Select(finding => finding.Part));
    }

    private static Task<IReadOnlyList<Bestandsbefund>> Check(City city) =>
        city.Inside(services => services.GetRequiredService<Bestandspruefung>().Run(quick: false, Cancel));

    /// <summary>Stores a blob and a row that refers to it, as a use case does.</summary>
    private static async Task<string> Seal(City city, byte[] content, string reason = "Test")
    {
        var blob = await city.Services.GetRequiredService<Tenants>().Space(city.Bielefeld).Ablage.Put(content, Cancel);
        await city.Write(write =>
        {
            write.Db.Add(new Siegelung
            {
                Sha256Before = Convert.ToHexStringLower(SHA256.HashData(SHA256.HashData(content))),
                Sha256After = blob.Sha256,
                CertificateSerial = "1",
                CertificateSubject = "CN=Test",
                Reason = reason,
                SealedAt = write.Now,
            });
            write.Record("test:siegelung", "test.sealed", "Ein Testdokument");
            return Task.CompletedTask;
        });
        return blob.Sha256;
    }

    private static void Flip(string file)
    {
        var bytes = File.ReadAllBytes(file);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(file, bytes);
    }

    /// <summary>An installation brought back from a backup.</summary>
    private sealed class Restored(WebApplication app, TestData data, IReadOnlyList<string> problems) : IAsyncDisposable
    {
        public IReadOnlyList<string> Problems => problems;

        public static async Task<Restored> Of(string backup, string? state, string folder, string? passphrase)
        {
            var number = Interlocked.Increment(ref restores);
            var installation = TestData.NewInstallation($"r{number}") with { DataFolder = Path.Combine(folder, $"daten{number}") };
            var manifest = await Wiederherstellung.Files(backup, state, installation.DataFolder, passphrase, Cancel);
            var app = WebHost.Build(installation, withJobs: false, builder =>
            {
                builder.WebHost.UseTestServer();
                builder.Logging.ClearProviders();
            });
            var problems = await Wiederherstellung.Fill(backup, manifest, app.Services.GetRequiredService<Tenants>(), passphrase, Cancel);
            Wiederherstellung.Finish(installation.DataFolder);
            return new Restored(app, new TestData(installation), problems);
        }

        public TenantSpace Space(string key) => app.Services.GetRequiredService<Tenants>() is var tenants ? tenants.Space(tenants.All[key]) : null!;

        public Task<IReadOnlyList<Bestandsbefund>> Check(string key) => app.Services.GetRequiredService<Tenants>() is var tenants
            ? tenants.InScope(tenants.All[key], services => services.GetRequiredService<Bestandspruefung>().Run(quick: false, Cancel))
            : null!;

        public async ValueTask DisposeAsync()
        {
            await app.DisposeAsync();
            await data.Remove();
        }
    }
}
