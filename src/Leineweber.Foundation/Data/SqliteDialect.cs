using Leineweber.Foundation.Tenancy;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Foundation.Data;

/// <summary>SQLite: one file per tenant, WAL, <c>synchronous=FULL</c>, one writer.</summary>
internal sealed class SqliteDialect : Dialect
{
    public override DbContextOptions<LeineweberDb> ReadOptions(TenantSpace space) =>
        Builder().UseSqlite(ConnectionString(space.Folder), sqlite => sqlite.MigrationsAssembly(MigrationsAssembly))
            .AddInterceptors(SqlitePragmas.Instance).Options;

    public override IWriteLane OpenLane(TenantSpace space) => new SqliteWriteLane(space, ConnectionString(space.Folder));

    public static DbContextOptions<LeineweberDb> WriteOptions(SqliteConnection connection) =>
        Builder().UseSqlite(connection, sqlite => sqlite.MigrationsAssembly(MigrationsAssembly)).Options;

    public override Task CreateDatabase(Tenant tenant, Installation installation, CancellationToken cancel) => Task.CompletedTask;

    public override void Close(TenantSpace space) => SqliteConnection.ClearPool(new SqliteConnection(ConnectionString(space.Folder)));

    private static string ConnectionString(string folder) => new SqliteConnectionStringBuilder
    {
        DataSource = Path.Combine(folder, "leineweber.db"),
        ForeignKeys = true,
        DefaultTimeout = 30,
    }.ToString();
}
