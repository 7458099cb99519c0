using System.Diagnostics;
using Leineweber.Commands;
using Leineweber.Foundation.Jobs;
using Leineweber.Foundation.Tenancy;
using Leineweber.Serve;
using Leineweber.Tests;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Leineweber.Faults.Outside;

/// <summary>A PostgreSQL of its own, durable as in operation (fsync on), which can be stopped and started.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private const string Programs = "/usr/lib/postgresql/15/bin";
    private readonly string folder = Directory.CreateTempSubdirectory("lw-faults-pg").FullName;
    private readonly int port;

    private PostgresServer(int port) => this.port = port;

    public static string? Missing => File.Exists($"{Programs}/postgres") ? null : "PostgreSQL 15 is not installed.";

    private string Address => $"Host=127.0.0.1;Port={port};Username=leineweber;Timeout=5;Command Timeout=20;Maximum Pool Size=40";

    public static async Task<PostgresServer> Start()
    {
        var server = new PostgresServer(Ports.Free());
        if (Environment.IsPrivilegedProcess)
        {
            await Run("chown", "postgres", server.folder);
        }

        await server.AsOwner("initdb", "-D", $"{server.folder}/data", "-U", "leineweber", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
        await server.Run();
        return server;
    }

    public Task Run() => AsOwner("pg_ctl", "-D", $"{folder}/data", "-w", "-l", $"{folder}/log", "-o",
        $"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder} -c shared_buffers=64MB", "start");

    /// <param name="mode"><c>fast</c>, or <c>immediate</c>: as if it had crashed.</param>
    public Task Stop(string mode) => AsOwner("pg_ctl", "-D", $"{folder}/data", "-w", "-m", mode, "stop");

    /// <summary>Cuts all connections of the program.</summary>
    public async Task CutConnections()
    {
        await using var connection = new NpgsqlConnection($"{Address};Database=postgres;Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname LIKE 'lwf%'", connection);
        await command.ExecuteScalarAsync();
    }

    /// <summary>Both demo cities in this server.</summary>
    public async Task<Installation> SeededCity()
    {
        var installation = new Installation
        {
            DataFolder = Directory.CreateTempSubdirectory("lw-faults-data").FullName,
            Database = $"{Address};Database=lwf",
            IsDemo = true,
            DemoFolder = Path.Combine(Repository.Root, "demo"),
        };
        await using var app = WebHost.Build(installation, withJobs: false, builder =>
        {
            builder.WebHost.UseTestServer();
            builder.Logging.ClearProviders();
        });
        var tenants = app.Services.GetRequiredService<Tenants>();
        await DemoCities.Create(tenants, installation, 80, CancellationToken.None);
        foreach (var tenant in tenants.All.Values)
        {
            await app.Services.GetRequiredService<JobRunner>().Drain(tenant);
        }

        return installation;
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await Stop("immediate");
        Directory.Delete(folder, recursive: true);
    }

    private Task AsOwner(string program, params string[] arguments) => Environment.IsPrivilegedProcess
        ? Run("runuser", ["-u", "postgres", "--", $"{Programs}/{program}", .. arguments])
        : Run($"{Programs}/{program}", arguments);

    private static async Task Run(string program, params string[] arguments)
    {
        // No pipes: the server that pg_ctl leaves behind would keep them open.
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", "exec \"$@\" >/dev/null 2>&1 </dev/null", "sh", program, .. arguments]) { WorkingDirectory = "/" })!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
        }
    }
}
