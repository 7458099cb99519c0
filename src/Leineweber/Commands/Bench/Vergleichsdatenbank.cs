using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Leineweber.Commands.Bench;

/// <summary>What durable commits are compared with: a PostgreSQL 15 of its own on a free loopback port, with <c>fsync</c> and all that is safe by default, and one row in SQLite.</summary>
internal sealed class Vergleichsdatenbank : IAsyncDisposable
{
    private const string Programs = "/usr/lib/postgresql/15/bin";
    private const int Connections = 32;
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(4);
    private static readonly string Payload = new('x', 430);
    private readonly string folder;

    private Vergleichsdatenbank(string folder, int port)
    {
        this.folder = folder;
        Address = $"Host=127.0.0.1;Port={port};Username=leineweber";
    }

    /// <summary>How programs connect to it.</summary>
    public string Address { get; }

    /// <summary>Sets one up.</summary>
    /// <exception cref="InvalidOperationException">PostgreSQL 15 is not installed, or does not start.</exception>
    public static async Task<Vergleichsdatenbank> Start(CancellationToken cancel)
    {
        var folder = Directory.CreateTempSubdirectory("lw-peer-").FullName;
        var port = Machine.FreePort();
        if (Environment.UserName == "root")
        {
            await Do("chown", ["postgres", folder], folder, cancel);
        }

        await AsServer($"{Programs}/initdb", ["-D", $"{folder}/data", "-U", "leineweber", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"], folder, cancel);
        await AsServer($"{Programs}/pg_ctl", ["-D", $"{folder}/data", "-w", "-l", $"{folder}/log", "-o", $"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder} -c fsync=on -c synchronous_commit=on -c max_connections=200", "start"], folder, cancel);
        var started = new Vergleichsdatenbank(folder, port);
        await using var connection = new NpgsqlConnection(started.Address + ";Database=postgres");
        await connection.OpenAsync(cancel);
        await using var create = new NpgsqlCommand("CREATE TABLE zeile (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, inhalt text NOT NULL)", connection);
        await create.ExecuteNonQueryAsync(cancel);
        return started;
    }

    /// <summary>Commits of one row a second, on 32 connections with prepared commands.</summary>
    public async Task<double> Commits(CancellationToken cancel)
    {
        var watch = Stopwatch.StartNew();
        var counts = await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(async () =>
        {
            await using var connection = new NpgsqlConnection(Address + $";Database=postgres;Maximum Pool Size={Connections}");
            await connection.OpenAsync(cancel);
            await using var insert = new NpgsqlCommand("INSERT INTO zeile (inhalt) VALUES ($1)", connection) { Parameters = { new() { Value = Payload } } };
            await insert.PrepareAsync(cancel);
            var done = 0;
            for (; watch.Elapsed < Long; done++)
            {
                await insert.ExecuteNonQueryAsync(cancel);
            }

            return done;
        }, cancel)));
        return counts.Sum() / watch.Elapsed.TotalSeconds;
    }

    /// <summary>Commits of one row a second in a SQLite of its own: write-ahead log, <c>synchronous=FULL</c>, one connection.</summary>
    public static async Task<double> SqliteCommits(string folder, CancellationToken cancel)
    {
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, "vergleich.db"), Pooling = false }.ToString());
        await connection.OpenAsync(cancel);
        await using var create = connection.CreateCommand();
        create.CommandText = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE IF NOT EXISTS zeile (id INTEGER PRIMARY KEY, inhalt TEXT NOT NULL)";
        await create.ExecuteNonQueryAsync(cancel);
        await using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO zeile (inhalt) VALUES (@inhalt)";
        insert.Parameters.AddWithValue("@inhalt", Payload);
        var (watch, done) = (Stopwatch.StartNew(), 0);
        for (; watch.Elapsed < Long; done++)
        {
            await insert.ExecuteNonQueryAsync(cancel);
        }

        return done / watch.Elapsed.TotalSeconds;
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await AsServer($"{Programs}/pg_ctl", ["-D", $"{folder}/data", "-m", "immediate", "stop"], folder, CancellationToken.None);
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>The server refuses to run as root.</summary>
    private static Task AsServer(string program, string[] arguments, string folder, CancellationToken cancel) => Environment.UserName == "root"
        ? Do("runuser", ["-u", "postgres", "--", program, .. arguments], folder, cancel)
        : Do(program, arguments, folder, cancel);

    private static async Task Do(string program, string[] arguments, string folder, CancellationToken cancel)
    {
        // Not redirected: the server keeps what it inherits open, and reading to its end would wait for the server's.
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", "exec \"$@\" >/dev/null 2>&1", "sh", program, .. arguments]) { WorkingDirectory = folder })
            ?? throw new InvalidOperationException($"{program} does not start.");
        await process.WaitForExitAsync(cancel);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} failed with status {process.ExitCode}; PostgreSQL 15 is expected in {Programs}.");
        }
    }
}
