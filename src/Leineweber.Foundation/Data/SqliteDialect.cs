using System.Data.Common;
using Leineweber.Foundation.Ablage;
using Leineweber.Foundation.Protokoll;
using Leineweber.Foundation.Tenancy;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Foundation.Data;

/// <summary>SQLite: one file per tenant, WAL, <c>synchronous=FULL</c>, one writer.</summary>
internal sealed class SqliteDialect : Dialect
{
    private const string Name = "leineweber.db";

    // EF's own services, one set for the whole program: EF would otherwise look for them by comparing all options each time a context is made.
    private static readonly Lazy<IServiceProvider> Services = new(() => new ServiceCollection().AddEntityFrameworkSqlite().AddEntityFrameworkNamingConventions().BuildServiceProvider());

    public override DbContextOptions<LeineweberDb> ReadOptions(TenantSpace space) =>
        Builder("Sqlite").UseInternalServiceProvider(Services.Value).UseSqlite(ConnectionString(space.Folder), Settings)
            .AddInterceptors(SqlitePragmas.Instance).UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking).Options;

    public override IWriteLane OpenLane(TenantSpace space) => new SqliteWriteLane(space, ConnectionString(space.Folder));

    public static DbContextOptions<LeineweberDb> WriteOptions(SqliteConnection connection) =>
        Builder("Sqlite").UseInternalServiceProvider(Services.Value).UseSqlite(connection, Settings).Options;

    // Lists travel as one JSON parameter: with a parameter for each value EF writes the whole SQL anew at every call, which costs far more than the query.
    private static void Settings(SqliteDbContextOptionsBuilder sqlite) =>
        sqlite.MigrationsAssembly(MigrationsAssembly).UseParameterizedCollectionMode(ParameterTranslationMode.Parameter);

    public override Task CreateDatabase(Tenant tenant, Installation installation, CancellationToken cancel) => Task.CompletedTask;

    public override async Task<HashSet<string>> AppliedMigrations(Tenant tenant, Installation installation, CancellationToken cancel)
    {
        var folder = Path.Combine(installation.TenantsFolder, tenant.Key);
        var file = Path.Combine(folder, Name);
        // A log left behind is the write lane's to make durable, before anybody reads it: then the tenant is opened first.
        if (!File.Exists(file) || new FileInfo(file + "-wal") is { Exists: true, Length: > 0 })
        {
            return [];
        }

        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder(ConnectionString(folder)) { Pooling = false, Mode = SqliteOpenMode.ReadWrite }.ToString());
        await connection.OpenAsync(cancel);
        try
        {
            return [.. await connection.Column<string>(AppliedQuery, cancel)];
        }
        catch (SqliteException error) when (error.SqliteErrorCode == SQLitePCL.raw.SQLITE_ERROR)
        {
            // No such table: nothing was ever migrated here.
            return [];
        }
    }

    public override async Task<IDisposable?> HoldMigrations(TenantSpace space, CancellationToken cancel)
    {
        FileStream hold;
        while (true)
        {
            try
            {
                // A lock of the operating system: it ends with the process, however that ends.
                hold = new FileStream(Path.Combine(space.Folder, "migration.sperre"), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
                break;
            }
            catch (IOException error) when (error is not DirectoryNotFoundException)
            {
                await Task.Delay(100, cancel);
            }
        }

        // EF's own lock is a row that a killed process leaves behind, and everyone after it would wait for it for ever.
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder(ConnectionString(space.Folder)) { Pooling = false }.ToString());
        await connection.OpenAsync(cancel);
        SqlitePragmas.ForReading(connection);
        await using var clear = connection.CreateCommand();
        clear.CommandText = "DROP TABLE IF EXISTS \"__EFMigrationsLock\"";
        await clear.ExecuteNonQueryAsync(cancel);
        return hold;
    }

    public override void Close(TenantSpace space) => SqliteConnection.ClearPool(new SqliteConnection(ConnectionString(space.Folder)));

    public override void Rest(TenantSpace space) => Close(space);

    public override ValueTask<string?> Trace(Tenant tenant, Installation installation, CancellationToken cancel)
    {
        var file = Path.Combine(installation.TenantsFolder, tenant.Key, Name);
        // An empty log comes and goes with whoever opens the file; only one that holds something tells of a commit.
        return ValueTask.FromResult<string?>($"{Of(new FileInfo(file))} {(new FileInfo(file + "-wal") is { Exists: true, Length: > 0 } log ? Of(log) : "")}");

        static string Of(FileInfo file) => file.Exists ? $"{file.Length} {file.LastWriteTimeUtc.Ticks}" : "";
    }

    public override string CopyName => Name;

    public override string ColumnsQuery => "SELECT t.name || '.' || c.name FROM sqlite_master t JOIN pragma_table_info(t.name) c WHERE t.type = 'table'";

    public override async Task<T> Copy<T>(TenantSpace space, string file, Func<DbConnection, Task<T>> look, CancellationToken cancel)
    {
        File.Delete(file);
        await using (var source = new SqliteConnection(new SqliteConnectionStringBuilder(ConnectionString(space.Folder)) { Pooling = false, Mode = SqliteOpenMode.ReadWrite }.ToString()))
        {
            await source.OpenAsync(cancel);
            SqlitePragmas.ForReading(source);
            await using var vacuum = source.CreateCommand();
            vacuum.CommandText = "VACUUM INTO $file";
            vacuum.CommandTimeout = 0;
            vacuum.Parameters.AddWithValue("$file", file);
            await vacuum.ExecuteNonQueryAsync(cancel);
        }

        // VACUUM INTO does not sync what it writes.
        using (var written = File.OpenHandle(file, FileMode.Open, FileAccess.ReadWrite))
        {
            DurableFile.Sync(written);
        }

        await using var copy = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        await copy.OpenAsync(cancel);
        return await look(copy);
    }

    public override Task Restore(Tenant tenant, Installation installation, string file, CancellationToken cancel)
    {
        var target = Path.Combine(installation.TenantsFolder, tenant.Key, CopyName);
        if (File.Exists(target))
        {
            throw new InvalidDataException($"In {target} liegt schon eine Datenbank.");
        }

        File.Move(file, target);
        return Task.CompletedTask;
    }

    public override async Task<string?> Inspect(DbConnection connection, CancellationToken cancel)
    {
        foreach (var (pragma, good) in new[] { ("PRAGMA integrity_check(1)", "ok"), ("SELECT \"table\" || ' Zeile ' || rowid || ' verweist auf ' || parent FROM pragma_foreign_key_check LIMIT 1", null) })
        {
            await using var command = connection.CreateCommand();
            command.CommandText = pragma;
            command.CommandTimeout = 0;
            if (await command.ExecuteScalarAsync(cancel) is string told && told != good)
            {
                return good is null ? $"Ein Verweis geht ins Leere: {told}." : $"Die Datenbankdatei ist beschädigt: {told}.";
            }
        }

        return null;
    }

    public override void PrepareBulk(DbConnection connection) => SqliteBulk.Prepare((SqliteConnection)connection);

    public override void Insert(DbConnection connection, BulkRows rows) => SqliteBulk.Insert((SqliteConnection)connection, rows);

    public override EntryRows Entries(TenantSpace space) => new SqliteEntryRows(Path.Combine(space.Folder, Name));

    private static string ConnectionString(string folder) => new SqliteConnectionStringBuilder
    {
        DataSource = Path.Combine(folder, Name),
        ForeignKeys = true,
        DefaultTimeout = 30,
    }.ToString();
}
