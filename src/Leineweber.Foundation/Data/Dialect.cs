using System.Data.Common;
using System.Reflection;
using Leineweber.Foundation.Protokoll;
using Leineweber.Foundation.Tenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Leineweber.Foundation.Data;

/// <summary>What differs between the two databases: opening, creating, writing, copying. Nowhere else does the code ask which one it is.</summary>
internal abstract class Dialect
{
    public static Dialect For(Installation installation) => installation.UsesSqlite ? new SqliteDialect() : new PostgresDialect();

    private static readonly Lazy<IReadOnlyList<string>> Known = new(() =>
        [.. Assembly.Load(MigrationsAssembly).GetTypes().Select(type => type.GetCustomAttribute<MigrationAttribute>()?.Id).OfType<string>()]);

    /// <summary>Ids of all migrations the program knows.</summary>
    public static IReadOnlyList<string> Migrations => Known.Value;

    public abstract DbContextOptions<LeineweberDb> ReadOptions(TenantSpace space);

    public abstract IWriteLane OpenLane(TenantSpace space);

    public abstract Task CreateDatabase(Tenant tenant, Installation installation, CancellationToken cancel);

    /// <summary>Removes a tenant's database for good where it is not just a file in the tenant's folder.</summary>
    public virtual Task DropDatabase(Tenant tenant, Installation installation, CancellationToken cancel) => Task.CompletedTask;

    /// <summary>Ids of the migrations a tenant's database has had, as far as that can be said without opening the tenant; none where it does not exist.</summary>
    public abstract Task<HashSet<string>> AppliedMigrations(Tenant tenant, Installation installation, CancellationToken cancel);

    /// <summary>Keeps other processes from migrating the same database, and clears away what one that died in the middle left behind.</summary>
    public abstract Task<IDisposable?> HoldMigrations(TenantSpace space, CancellationToken cancel);

    public abstract void Close(TenantSpace space);

    /// <summary>Nobody used the tenant for a while: gives back what can be had again quickly.</summary>
    public abstract void Rest(TenantSpace space);

    /// <summary>Another text after every change, read without opening the tenant; null where that cannot be said.</summary>
    public abstract ValueTask<string?> Trace(Tenant tenant, Installation installation, CancellationToken cancel);

    /// <summary>How long a trace that stays the same is trusted.</summary>
    public virtual TimeSpan LongestRest => TimeSpan.MaxValue;

    /// <summary>Name of a database copy's file.</summary>
    public abstract string CopyName { get; }

    /// <summary>A query that lists all columns as <c>table.column</c>.</summary>
    public abstract string ColumnsQuery { get; }

    /// <summary>Copies the database as it is at one moment, while others go on writing.</summary>
    /// <param name="space">The tenant.</param>
    /// <param name="file">Where the copy goes; durable when the call returns.</param>
    /// <param name="look">Reads from exactly the copied state.</param>
    /// <param name="cancel">Gives up.</param>
    public abstract Task<T> Copy<T>(TenantSpace space, string file, Func<DbConnection, Task<T>> look, CancellationToken cancel);

    /// <summary>Makes a tenant's database out of a copy.</summary>
    /// <exception cref="InvalidDataException">There is a database with content already.</exception>
    public abstract Task Restore(Tenant tenant, Installation installation, string file, CancellationToken cancel);

    /// <summary>Looks for damage the database itself can see.</summary>
    /// <returns>What is wrong, as a German sentence; null where nothing is.</returns>
    public abstract Task<string?> Inspect(DbConnection connection, CancellationToken cancel);

    /// <summary>Gets a writing connection ready for very many rows.</summary>
    public abstract void PrepareBulk(DbConnection connection);

    /// <summary>Writes packed rows in the connection's transaction.</summary>
    public abstract void Insert(DbConnection connection, BulkRows rows);

    /// <summary>Reads entries of the Protokoll over a connection of its own.</summary>
    public abstract EntryRows Entries(TenantSpace space);

    /// <summary>Options all contexts share; the migrations live in the program's own assembly.</summary>
    /// <param name="database">Name under which the model was worked out ahead.</param>
    protected static DbContextOptionsBuilder<LeineweberDb> Builder(string database)
    {
        var builder = new DbContextOptionsBuilder<LeineweberDb>();
        builder.UseSnakeCaseNamingConvention();
        return Modellauszug.For(database) is { } model ? builder.UseModel(model) : builder;
    }

    public const string MigrationsAssembly = "leineweber";

    /// <summary>EF's own list of the migrations a database has had.</summary>
    protected const string AppliedQuery = "SELECT migration_id FROM \"__EFMigrationsHistory\"";
}

/// <summary>The one way to change a tenant's data: runs use cases so that each is whole or absent, and answers only after it is durable.</summary>
internal interface IWriteLane : IAsyncDisposable
{
    Task<T> Run<T>(Actor actor, Func<Write, Task<T>> useCase, CancellationToken cancel);

    /// <summary>Runs a change that asks the database nothing by itself.</summary>
    Task<T> RunPrepared<T>(Actor actor, Func<Write, Task<T>> change, CancellationToken cancel);

    /// <summary>Returns once everything that could be read before the call is durable.</summary>
    Task MakeDurable(CancellationToken cancel);

    /// <summary>Nobody changed anything for a while: gives back what is held for the next change.</summary>
    void Rest();
}

/// <summary>What can be said of a database before anything is kept in it.</summary>
public static class DatabaseCheck
{
    /// <summary>True for the embedded database, false for a server.</summary>
    public static bool IsEmbedded(string database) => database == "sqlite";

    /// <summary>Its name as operators know it.</summary>
    public static string Name(string database) => IsEmbedded(database) ? "SQLite" : "PostgreSQL";

    /// <summary>Why it cannot be used, in German, or null where it can: a server must answer.</summary>
    public static string? Problem(string database) => IsEmbedded(database) ? null : PostgresDialect.Problem(database);

    /// <summary>True where a tenant's database is there and the program has used it before.</summary>
    public static async Task<bool> IsUsed(Tenant tenant, Installation installation, CancellationToken cancel) => (await Dialect.For(installation).AppliedMigrations(tenant, installation, cancel)).Count > 0;

    /// <summary>Removes a tenant's database for good; one that is a file in the tenant's folder goes with that folder.</summary>
    public static Task Drop(Tenant tenant, Installation installation, CancellationToken cancel) => Dialect.For(installation).DropDatabase(tenant, installation, cancel);
}
