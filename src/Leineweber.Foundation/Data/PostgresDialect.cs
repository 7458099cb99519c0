using Leineweber.Foundation.Tenancy;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Leineweber.Foundation.Data;

/// <summary>PostgreSQL: one database per tenant, named after the installation's database and the tenant's key.</summary>
internal sealed class PostgresDialect : Dialect
{
    public override DbContextOptions<LeineweberDb> ReadOptions(TenantSpace space) =>
        Builder().UseNpgsql(ConnectionString(space.Tenant, space.Installation), npgsql => npgsql.MigrationsAssembly(MigrationsAssembly)).Options;

    public override IWriteLane OpenLane(TenantSpace space) => new PostgresWriteLane(space, ReadOptions(space));

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

    public override void Close(TenantSpace space) =>
        NpgsqlConnection.ClearPool(new NpgsqlConnection(ConnectionString(space.Tenant, space.Installation)));

    private static string ConnectionString(Tenant tenant, Installation installation)
    {
        var builder = new NpgsqlConnectionStringBuilder(installation.Database);
        builder.Database = $"{(string.IsNullOrEmpty(builder.Database) ? "leineweber" : builder.Database)}_{tenant.Key.Replace('-', '_')}";
        return builder.ToString();
    }
}
