using System.Diagnostics;
using System.Globalization;
using Leineweber.Foundation.Tenancy;
using Leineweber.Serve;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Leineweber.Tests.Foundation;

/// <summary>From the schema of an older version to the newest one: nothing is lost, and a process killed on the way can be started again.</summary>
public sealed class UpgradeTests : IAsyncDisposable
{
    /// <summary>The last migration of the first floors; all later ones are new to such a database.</summary>
    private const string Old = "0500_konten";

    /// <summary>A migration of a low floor that came later: it is new to such a database too, out of order.</summary>
    private const string Newer = "0301_job_trace";

    private static int runs;
    private readonly TestData data;

    public UpgradeTests()
    {
        var installation = TestData.NewInstallation($"alt{Interlocked.Increment(ref runs)}");
        Directory.CreateDirectory(Path.Combine(installation.TenantsFolder, "altstadt"));
        data = new TestData(installation);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Tenant Altstadt { get; } = new() { Key = "altstadt", Name = "Gemeinde Altstadt", Hosts = ["altstadt.example"] };

    public async ValueTask DisposeAsync() => await data.Remove();

    [Fact]
    public async Task A_database_of_an_older_version_is_brought_up_with_its_data()
    {
        await MakeOld();
        await Inside(async tenants =>
        {
            await tenants.Migrate(Altstadt, Cancel);
            await using var db = tenants.Space(Altstadt).OpenForReading();
            Assert.Empty(await SchemaTests.DifferencesOf(db));
            Assert.Equal([4711L], await db.Database.SqlQueryRaw<long>("SELECT value AS \"Value\" FROM nummernkreis WHERE series = 'alt'").ToListAsync(Cancel));
            var job = await db.Set<Leineweber.Foundation.Jobs.Job>().SingleAsync(Cancel);
            Assert.Equal(("AlterAuftrag", null), (job.Handler, job.Trace));
        });
    }

    [Fact]
    public async Task What_a_killed_migration_left_behind_does_not_stop_the_next()
    {
        await MakeOld();
        await Inside(async tenants =>
        {
            if (data.Installation.UsesSqlite)
            {
                await using var db = tenants.Space(Altstadt).OpenForReading();
                await db.Database.ExecuteSqlRawAsync("""CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL PRIMARY KEY, "Timestamp" TEXT NOT NULL); INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-01-01');""", Cancel);
            }

            await tenants.Migrate(Altstadt, Cancel).WaitAsync(TimeSpan.FromSeconds(60), Cancel);
        });
    }

    [Fact]
    public async Task A_migration_killed_at_any_write_goes_on_where_it_was()
    {
        await MakeOld();
        await File.WriteAllTextAsync(Path.Combine(data.Installation.TenantsFolder, "altstadt", "mandant.json"), """{ "key": "altstadt", "name": "Gemeinde Altstadt", "hosts": ["altstadt.example"] }""", Cancel);
        var killed = 0;
        foreach (var after in new[] { 10, 60 })
        {
            killed += await MigrateAndKill(data.Installation.UsesSqlite ? "pwrite64" : "sendmsg,sendto", after) ? 1 : 0;
        }

        Assert.Equal(2, killed);
        await Inside(async tenants =>
        {
            await tenants.Migrate(Altstadt, Cancel).WaitAsync(TimeSpan.FromSeconds(60), Cancel);
            await using var db = tenants.Space(Altstadt).OpenForReading();
            Assert.Empty(await SchemaTests.DifferencesOf(db));
            Assert.Equal(1, await db.Set<Leineweber.Foundation.Jobs.Job>().CountAsync(Cancel));
        });
    }

    /// <summary>The database as a program of that version left it: its migrations, no later ones, and some data.</summary>
    private Task MakeOld() => Inside(async tenants =>
    {
        await tenants.Migrate(Altstadt, Cancel);
        await using (var full = tenants.Space(Altstadt).OpenForReading())
        {
            await full.Database.ExecuteSqlRawAsync(TestData.Server is null
                ? "PRAGMA writable_schema = 1; DELETE FROM sqlite_master; PRAGMA writable_schema = 0; VACUUM;"
                : "DROP SCHEMA public CASCADE; CREATE SCHEMA public;", Cancel);
        }

        await tenants.Close(Altstadt);
        await using var db = tenants.Space(Altstadt).OpenForReading();
        var (assembly, generator, history) = (db.GetService<IMigrationsAssembly>(), db.GetService<IMigrationsSqlGenerator>(), db.GetService<IHistoryRepository>());
        await db.Database.ExecuteSqlRawAsync(history.GetCreateScript(), Cancel);
        foreach (var (id, type) in assembly.Migrations.Where(migration => string.CompareOrdinal(migration.Key, Old) <= 0 && migration.Key != Newer))
        {
            var migration = assembly.CreateMigration(type, db.Database.ProviderName!);
            foreach (var command in generator.Generate(migration.UpOperations))
            {
                await db.Database.ExecuteSqlRawAsync(command.CommandText, Cancel);
            }

            await db.Database.ExecuteSqlRawAsync(history.GetInsertScript(new HistoryRow(id, "10.0.0")), Cancel);
        }

        await db.Database.ExecuteSqlAsync($"INSERT INTO nummernkreis (series, value) VALUES ('alt', 4711)", Cancel);
        await db.Database.ExecuteSqlAsync(
            $"INSERT INTO job (id, handler, payload, status, created_at, due_at, attempts) VALUES ({Guid.CreateVersion7()}, 'AlterAuftrag', '{{}}', 'Waiting', {DateTime.SpecifyKind(new DateTime(2026, 1, 2), DateTimeKind.Utc)}, {DateTime.SpecifyKind(new DateTime(2026, 1, 2), DateTimeKind.Utc)}, 0)", Cancel);
    });

    /// <summary>Runs <c>migrate</c> as a process that is killed at its n-th system call of a kind.</summary>
    /// <returns>False where it was through before.</returns>
    private async Task<bool> MigrateAndKill(string calls, int after)
    {
        var kill = calls.Split(',').SelectMany(call => new[] { "-e", string.Create(CultureInfo.InvariantCulture, $"inject={call}:signal=KILL:when={after}") });
        using var process = Process.Start(new ProcessStartInfo("strace", ["-f", "-o", "/dev/null", "-e", $"trace={calls}", .. kill, "dotnet", Path.Combine(AppContext.BaseDirectory, "leineweber.dll"),
            "migrate", "--data", data.Installation.DataFolder, "--database", data.Installation.Database])
        { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardError.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);
        Assert.True(process.ExitCode is 0 or 137 or 9, $"{process.ExitCode}: {await output}");
        return process.ExitCode != 0;
    }

    private async Task Inside(Func<Tenants, Task> work)
    {
        await using var app = WebHost.Build(data.Installation, withJobs: false, builder =>
        {
            builder.WebHost.UseTestServer();
            builder.Logging.ClearProviders();
        });
        await work(app.Services.GetRequiredService<Tenants>());
    }
}
