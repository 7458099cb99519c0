using System.Data;
using System.Data.Common;
using Leineweber.Foundation.Ablage;
using Leineweber.Foundation.Protokoll;
using Leineweber.Foundation.Tenancy;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Leineweber.Foundation.Data;

/// <summary>PostgreSQL: one database per tenant, named after the installation's database and the tenant's key.</summary>
internal sealed class PostgresDialect : Dialect
{
    private readonly PostgresTraces traces = new();

    /// <summary>Why a server cannot be used, or null where it answers.</summary>
    internal static string? Problem(string database)
    {
        NpgsqlConnectionStringBuilder parts;
        try
        {
            parts = new NpgsqlConnectionStringBuilder(database);
        }
        catch (ArgumentException)
        {
            return $"'{database}' ist keine Verbindung zu PostgreSQL. Richtig ist 'sqlite' oder zum Beispiel \"Host=127.0.0.1;Username=leineweber;Password=…\".";
        }

        if (string.IsNullOrEmpty(parts.Host))
        {
            return "In der Verbindung zu PostgreSQL fehlt der Rechner, zum Beispiel \"Host=127.0.0.1;Username=leineweber;Password=…\".";
        }

        // Where cities will have databases of their own, the server's maintenance database is there before them.
        (parts.Database, parts.Pooling, parts.Timeout) = ("postgres", false, 10);
        try
        {
            using var connection = new NpgsqlConnection(parts.ConnectionString);
            connection.Open();
            return null;
        }
        catch (NpgsqlException error)
        {
            return $"PostgreSQL ist unter {parts.Host}:{parts.Port} nicht zu erreichen: {error.Message}";
        }
    }

    public override DbContextOptions<LeineweberDb> ReadOptions(TenantSpace space) =>
        Builder("Postgres").UseNpgsql(ConnectionString(space.Tenant, space.Installation), npgsql => npgsql.MigrationsAssembly(MigrationsAssembly))
            .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking).Options;

    public override IWriteLane OpenLane(TenantSpace space) => new PostgresWriteLane(space, ReadOptions(space), ConnectionString(space.Tenant, space.Installation));

    public override async Task CreateDatabase(Tenant tenant, Installation installation, CancellationToken cancel)
    {
        var target = new NpgsqlConnectionStringBuilder(ConnectionString(tenant, installation));
        var name = target.Database!;
        target.Database = "postgres";
        target.Pooling = false;
        await using var connection = new NpgsqlConnection(target.ToString());
        await connection.OpenAsync(cancel);
        await using var exists = new NpgsqlCommand("SELECT 1 FROM pg_database WHERE datname = $1", connection) { Parameters = { new() { Value = name } } };
        if (await exists.ExecuteScalarAsync(cancel) is null)
        {
            // The name is built from checked keys only (Tenant.IsKey), so quoting is enough.
            await using var create = new NpgsqlCommand($"CREATE DATABASE \"{name}\"", connection);
            await create.ExecuteNonQueryAsync(cancel);
        }
    }

    public override async Task DropDatabase(Tenant tenant, Installation installation, CancellationToken cancel)
    {
        var target = new NpgsqlConnectionStringBuilder(ConnectionString(tenant, installation)) { Pooling = false };
        var name = target.Database!;
        target.Database = "postgres";
        await using var connection = new NpgsqlConnection(target.ToString());
        await connection.OpenAsync(cancel);
        // WITH (FORCE): a process that was killed leaves connections the server notices only later.
        await using var drop = new NpgsqlCommand($"DROP DATABASE IF EXISTS \"{name}\" WITH (FORCE)", connection);
        await drop.ExecuteNonQueryAsync(cancel);
    }

    public override async Task<HashSet<string>> AppliedMigrations(Tenant tenant, Installation installation, CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ConnectionString(tenant, installation)) { Pooling = false }.ToString());
        try
        {
            await connection.OpenAsync(cancel);
            return [.. await connection.Column<string>(AppliedQuery, cancel)];
        }
        catch (PostgresException error) when (error.SqlState is PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.UndefinedTable)
        {
            // No database, or one nobody migrated yet.
            return [];
        }
    }

    /// <summary>EF locks a table within a transaction here, which the server gives up by itself.</summary>
    public override Task<IDisposable?> HoldMigrations(TenantSpace space, CancellationToken cancel) => Task.FromResult<IDisposable?>(null);

    public override void Close(TenantSpace space) =>
        NpgsqlConnection.ClearPool(new NpgsqlConnection(ConnectionString(space.Tenant, space.Installation)));

    /// <summary>Nothing to do: connections nobody uses are closed after five minutes by themselves.</summary>
    public override void Rest(TenantSpace space)
    {
    }

    public override ValueTask<string?> Trace(Tenant tenant, Installation installation, CancellationToken cancel) =>
        traces.Of(new NpgsqlConnectionStringBuilder(installation.Database), Prefix(installation), Name(tenant, installation), cancel);

    // Servers before PostgreSQL 15 count by messages, which may get lost.
    public override TimeSpan LongestRest => TimeSpan.FromHours(1);

    public override string CopyName => "datenbank.dump";

    public override string ColumnsQuery => "SELECT table_name || '.' || column_name FROM information_schema.columns WHERE table_schema = 'public'";

    public override async Task<T> Copy<T>(TenantSpace space, string file, Func<DbConnection, Task<T>> look, CancellationToken cancel)
    {
        var connectionString = ConnectionString(space.Tenant, space.Installation);
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
        await using var export = new NpgsqlCommand("SELECT pg_export_snapshot()", connection, transaction);
        var snapshot = (string)(await export.ExecuteScalarAsync(cancel))!;
        File.Delete(file);
        // pg_dump reads in our own snapshot, so that what is looked at and what is copied are the same moment.
        await PostgresTool.Run("pg_dump", connectionString, ["--format=custom", "--compress=1", "--no-owner", "--no-privileges", $"--snapshot={snapshot}", $"--file={file}"], cancel);
        using (var written = File.OpenHandle(file, FileMode.Open, FileAccess.ReadWrite))
        {
            DurableFile.Sync(written);
        }

        return await look(connection);
    }

    public override async Task Restore(Tenant tenant, Installation installation, string file, CancellationToken cancel)
    {
        await CreateDatabase(tenant, installation, cancel);
        var connectionString = ConnectionString(tenant, installation);
        await using (var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ToString()))
        {
            await connection.OpenAsync(cancel);
            await using var count = new NpgsqlCommand("SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'", connection);
            if (await count.ExecuteScalarAsync(cancel) is > 0L)
            {
                throw new InvalidDataException(
                    $"Die Datenbank {connection.Database} ist nicht leer. Bitte mit --database eine andere Verbindung oder einen anderen Namen nennen, oder diese Datenbank vorher selbst löschen.");
            }
        }

        await PostgresTool.Run("pg_restore", connectionString, ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", $"--dbname={new NpgsqlConnectionStringBuilder(connectionString).Database}", file], cancel);
    }

    /// <summary>PostgreSQL watches over its own pages and references; here it is enough that every table can be read.</summary>
    public override async Task<string?> Inspect(DbConnection connection, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT conname FROM pg_constraint WHERE NOT convalidated LIMIT 1";
        return await command.ExecuteScalarAsync(cancel) is string name ? $"Die Regel {name} der Datenbank ist nicht geprüft." : null;
    }

    /// <summary>Nothing to do: the server decides what it keeps in memory.</summary>
    public override void PrepareBulk(DbConnection connection)
    {
    }

    public override void Insert(DbConnection connection, BulkRows rows) => PostgresBulk.Insert((NpgsqlConnection)connection, rows);

    public override EntryRows Entries(TenantSpace space) => new PostgresEntryRows(ConnectionString(space.Tenant, space.Installation));

    private static string Prefix(Installation installation) =>
        new NpgsqlConnectionStringBuilder(installation.Database).Database is { Length: > 0 } name ? $"{name}_" : "leineweber_";

    private static string Name(Tenant tenant, Installation installation) => Prefix(installation) + tenant.Key.Replace('-', '_');

    private static string ConnectionString(Tenant tenant, Installation installation) =>
        new NpgsqlConnectionStringBuilder(installation.Database) { Database = Name(tenant, installation) }.ToString();
}
