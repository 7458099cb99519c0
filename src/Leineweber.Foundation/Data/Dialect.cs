using Leineweber.Foundation.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Foundation.Data;

/// <summary>What differs between the two databases: opening, creating, writing. Nowhere else does the code ask which one it is.</summary>
internal abstract class Dialect
{
    public static Dialect For(Installation installation) => installation.UsesSqlite ? new SqliteDialect() : new PostgresDialect();

    public abstract DbContextOptions<LeineweberDb> ReadOptions(TenantSpace space);

    public abstract IWriteLane OpenLane(TenantSpace space);

    public abstract Task CreateDatabase(Tenant tenant, Installation installation, CancellationToken cancel);

    public abstract void Close(TenantSpace space);

    /// <summary>Options all contexts share; the migrations live in the program's own assembly.</summary>
    protected static DbContextOptionsBuilder<LeineweberDb> Builder() =>
        (DbContextOptionsBuilder<LeineweberDb>)new DbContextOptionsBuilder<LeineweberDb>().UseSnakeCaseNamingConvention();

    public const string MigrationsAssembly = "leineweber";
}

/// <summary>The one way to change a tenant's data: runs use cases so that each is whole or absent, and answers only after it is durable.</summary>
internal interface IWriteLane : IAsyncDisposable
{
    Task<T> Run<T>(Actor actor, Func<Write, Task<T>> useCase, CancellationToken cancel);
}
