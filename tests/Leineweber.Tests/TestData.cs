using Leineweber.Commands;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Protokoll;
using Leineweber.Foundation.Tenancy;
using Leineweber.Serve;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace Leineweber.Tests;

/// <summary>Seeded data, made once for all tests of a run and copied for each city.</summary>
internal sealed class TestData(Installation installation)
{
    private static readonly Lazy<Task<Installation>> Template = new(MakeTemplate);
    private static readonly SemaphoreSlim Copying = new(1);
    private static int copies;

    public Installation Installation { get; } = installation;

    /// <summary>PostgreSQL's address, or null on SQLite.</summary>
    public static string? Server => Environment.GetEnvironmentVariable("LEINEWEBER_TEST_DATABASE") is { Length: > 0 } address ? address : null;

    public static async Task<TestData> CopyOfTemplate()
    {
        var template = await Template.Value;
        var copy = NewInstallation($"c{Interlocked.Increment(ref copies)}");
        CopyFolder(template.DataFolder, copy.DataFolder);
        if (!copy.UsesSqlite)
        {
            await Copying.WaitAsync();
            try
            {
                foreach (var tenant in Directory.GetDirectories(copy.TenantsFolder).Select(folder => Path.GetFileName(folder)!))
                {
                    await Execute($"CREATE DATABASE \"{DatabaseOf(copy, tenant)}\" TEMPLATE \"{DatabaseOf(template, tenant)}\"");
                }
            }
            finally
            {
                Copying.Release();
            }
        }

        return new TestData(copy);
    }

    public async Task Remove()
    {
        if (!Installation.UsesSqlite)
        {
            foreach (var tenant in Directory.GetDirectories(Installation.TenantsFolder).Select(folder => Path.GetFileName(folder)!))
            {
                await Execute($"DROP DATABASE IF EXISTS \"{DatabaseOf(Installation, tenant)}\" WITH (FORCE)");
            }
        }

        Directory.Delete(Installation.DataFolder, recursive: true);
    }

    private static async Task<Installation> MakeTemplate()
    {
        var installation = NewInstallation("vorlage");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(installation.DataFolder, recursive: true);
        await using (var app = WebHost.Build(installation, withJobs: false, builder =>
        {
            builder.WebHost.UseTestServer();
            builder.Services.AddSingleton<TimeProvider>(new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 8, 0, 0, TimeSpan.Zero)));
        }))
        {
            var tenants = app.Services.GetRequiredService<Tenants>();
            await DemoCities.Create(tenants, installation, 80, CancellationToken.None);
            foreach (var tenant in tenants.All.Values)
            {
                // A running city signs its Protokoll every minute; one that is days old and never did would be taken for tampered with.
                await tenants.InScope(tenant, services => services.GetRequiredService<LeineweberDb>().Write(Leineweber.Foundation.Actor.System("test"), w =>
                {
                    w.Enqueue(new SignCheckpoint());
                    return Task.CompletedTask;
                }));
                await app.Services.GetRequiredService<Leineweber.Foundation.Jobs.JobRunner>().Drain(tenant);
            }
        }

        NpgsqlConnection.ClearAllPools();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        return installation;
    }

    public static Installation NewInstallation(string name)
    {
        var unique = $"lwt_{Environment.ProcessId}_{name}";
        var demo = Path.Combine(Repository.Root, "demo");
        return new Installation
        {
            DataFolder = Path.Combine(Path.GetTempPath(), unique),
            Database = Server is null ? "sqlite" : new NpgsqlConnectionStringBuilder(Server) { Database = unique, MaxPoolSize = 20 }.ToString(),
            IsDemo = true,
            DemoFolder = demo,
        };
    }

    private static string DatabaseOf(Installation installation, string tenant) =>
        $"{new NpgsqlConnectionStringBuilder(installation.Database).Database}_{tenant.Replace('-', '_')}";

    private static async Task Execute(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Server!) { Database = "postgres", Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static void CopyFolder(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var folder in Directory.GetDirectories(from, "*", SearchOption.AllDirectories))
        {
            Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, folder)));
        }

        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            File.Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)));
        }
    }
}
