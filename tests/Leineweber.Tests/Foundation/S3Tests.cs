using System.Security.Cryptography;
using Leineweber.Foundation.Ablage;
using Leineweber.Foundation.Sicherung;
using Leineweber.Foundation.Tenancy;
using Leineweber.Serve;
using Leineweber.Signaturen;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Leineweber.Tests.Foundation;

/// <summary>Documents in an object store, against a server of others and over a line that fails.</summary>
public sealed class S3Tests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("lw-s3-").FullName;
    private readonly List<(WebApplication App, TestData Data)> programs = [];
    private S3Server server = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(S3Server.Missing is not null, S3Server.Missing ?? "");
        server = await S3Server.Start(Path.Combine(folder, "s3"));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (app, data) in programs)
        {
            await app.DisposeAsync();
            await data.Remove();
        }

        if (server is not null)
        {
            await server.DisposeAsync();
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task What_is_stored_in_the_object_store_is_read_listed_set_aside_and_deleted()
    {
        var ablage = (await Program(await TestData.CopyOfTemplate(), "leineweber")).Ablage;
        var bytes = RandomNumberGenerator.GetBytes(300_000);
        var blobs = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ablage.Put(bytes, Cancel)));
        var blob = Assert.Single(blobs.Distinct());
        Assert.Equal(bytes, await ablage.Read(blob.Sha256, Cancel));
        Assert.True(await ablage.Exists(blob.Sha256, Cancel));
        Assert.Equal(bytes.Length, (await ablage.List(discarded: false, Cancel).SingleAsync(stored => stored.Sha256 == blob.Sha256, Cancel)).Bytes);

        await ablage.Discard(blob.Sha256, Cancel);
        Assert.DoesNotContain(await ablage.List(discarded: false, Cancel).ToListAsync(Cancel), stored => stored.Sha256 == blob.Sha256);
        Assert.Equal(bytes, await ablage.Read(blob.Sha256, Cancel));
        Assert.Contains(await ablage.List(discarded: false, Cancel).ToListAsync(Cancel), stored => stored.Sha256 == blob.Sha256);

        await ablage.Discard(blob.Sha256, Cancel);
        await ablage.Destroy(blob.Sha256, Cancel);
        await Assert.ThrowsAsync<FileNotFoundException>(() => ablage.Read(blob.Sha256, Cancel));
        await Assert.ThrowsAsync<BlobTooLargeException>(() => ablage.Put(new MemoryStream(new byte[5000]), 4999, Cancel));
    }

    [Fact]
    public async Task A_damaged_object_is_never_served()
    {
        var ablage = (await Program(await TestData.CopyOfTemplate(), "leineweber")).Ablage;
        var blob = await ablage.Put(RandomNumberGenerator.GetBytes(5000), Cancel);
        var file = Directory.GetFiles(folder, $"{blob.Sha256}*_object", SearchOption.AllDirectories).Single();
        var bytes = await File.ReadAllBytesAsync(file, Cancel);
        bytes[2500] ^= 1;
        await File.WriteAllBytesAsync(file, bytes, Cancel);
        await Assert.ThrowsAsync<InvalidDataException>(() => ablage.Read(blob.Sha256, Cancel));
    }

    [Fact]
    public async Task A_short_disturbance_is_waited_out_and_a_long_one_is_said()
    {
        var ablage = (await Program(await TestData.CopyOfTemplate(), "leineweber", patience: 1)).Ablage;
        var bytes = RandomNumberGenerator.GetBytes(100_000);
        var blob = await ablage.Put(bytes, Cancel);
        foreach (var how in new[] { Line.Failing, Line.Cut, Line.Silent })
        {
            server.Disturb(how, connections: 1);
            Assert.Equal(bytes, await ablage.Read(blob.Sha256, Cancel));
        }

        server.Disturb(Line.Failing, connections: 2);
        var late = await ablage.Put(RandomNumberGenerator.GetBytes(2000), Cancel);
        Assert.Equal(2000, (await ablage.Read(late.Sha256, Cancel)).Length);

        foreach (var (how, words) in new[] { (Line.Failing, "failed"), (Line.Cut, "failed"), (Line.Silent, "did not answer within 1 seconds") })
        {
            server.Disturb(how);
            var error = await Assert.ThrowsAsync<IOException>(() => ablage.Read(blob.Sha256, Cancel));
            Assert.Contains(words, error.Message, StringComparison.Ordinal);
            Assert.Contains("tried 4 times", error.Message, StringComparison.Ordinal);
        }

        server.Disturb(Line.Failing);
        var lost = RandomNumberGenerator.GetBytes(3000);
        await Assert.ThrowsAsync<IOException>(() => ablage.Put(lost, Cancel));
        server.Disturb(Line.Good);
        Assert.False(await ablage.Exists(Convert.ToHexStringLower(SHA256.HashData(lost)), Cancel), "what was refused is not there");
    }

    [Fact]
    public async Task A_city_in_an_object_store_is_saved_encrypted_and_comes_back_in_another_bucket()
    {
        var space = await Program(await TestData.CopyOfTemplate(), "leineweber");
        var services = programs[^1].App.Services;
        var tenants = services.GetRequiredService<Tenants>();
        var content = RandomNumberGenerator.GetBytes(70_000);
        var blob = await space.Ablage.Put(content, Cancel);
        await tenants.InScope(space.Tenant, scope => scope.GetRequiredService<Leineweber.Foundation.Data.LeineweberDb>().Write(Leineweber.Foundation.Actor.Visitor, write =>
        {
            write.Db.Add(new Siegelung { Sha256Before = new string('0', 64), Sha256After = blob.Sha256, CertificateSerial = "1", CertificateSubject = "CN=Test", Reason = "Test", SealedAt = write.Now });
            return Task.CompletedTask;
        }));
        Assert.True(await tenants.InScope(space.Tenant, scope => scope.GetRequiredService<Ablagepflege>().Encrypt(newKey: false, Cancel)) > 0);
        Assert.Equal(content, await space.Ablage.Read(blob.Sha256, Cancel));
        Assert.True((await space.Ablage.List(discarded: false, Cancel).SingleAsync(stored => stored.Sha256 == blob.Sha256, Cancel)).Bytes > content.Length);

        var backup = Path.Combine(folder, "sicherung");
        var state = await services.GetRequiredService<Sicherungen>().Take(backup, null, null, Cancel);
        Assert.Empty(state.Problems);

        var installation = TestData.NewInstallation("s3r") with { DataFolder = Path.Combine(folder, "daten"), ObjectStore = server.Address("zweiter") };
        var manifest = await Wiederherstellung.Files(backup, null, installation.DataFolder, null, Cancel);
        var restored = await Program(new TestData(installation), "zweiter", async app =>
            Assert.Empty(await Wiederherstellung.Fill(backup, manifest, app.Services.GetRequiredService<Tenants>(), null, Cancel)));
        Assert.Equal(content, await restored.Ablage.Read(blob.Sha256, Cancel));
        var findings = await programs[^1].App.Services.GetRequiredService<Tenants>().InScope(restored.Tenant, scope => scope.GetRequiredService<Bestandspruefung>().Run(quick: false, Cancel));
        Assert.All(findings, finding => Assert.Null(finding.Problem));
    }

    private async Task<TenantSpace> Program(TestData data, string bucket, Func<WebApplication, Task>? before = null, int patience = 30)
    {
        var app = WebHost.Build(data.Installation with { ObjectStore = server.Address(bucket, patience) }, withJobs: false, builder =>
        {
            builder.WebHost.UseTestServer();
            builder.Logging.ClearProviders();
        });
        programs.Add((app, data));
        await (before?.Invoke(app) ?? Task.CompletedTask);
        var tenants = app.Services.GetRequiredService<Tenants>();
        return tenants.Space(tenants.All["bielefeld"]);
    }
}
