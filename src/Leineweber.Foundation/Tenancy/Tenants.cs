using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Leineweber.Foundation.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Foundation.Tenancy;

/// <summary>The tenants of an installation: found by host, opened lazily, closed when idle.</summary>
public sealed class Tenants(Installation installation, ModuleCatalog modules, TimeProvider clock, IServiceScopeFactory scopes) : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    private readonly Dialect dialect = Dialect.For(installation);
    private readonly ConcurrentDictionary<string, Lazy<TenantSpace>> open = new();
    private volatile IReadOnlyDictionary<string, Tenant>? byKey;
    private volatile IReadOnlyDictionary<string, Tenant>? byHost;

    /// <summary>Raised after a commit that left jobs to do in a tenant.</summary>
    public event Action<TenantSpace>? JobsWaiting;

    /// <summary>All tenants, by key.</summary>
    public IReadOnlyDictionary<string, Tenant> All => byKey ?? Load();

    /// <summary>The tenants that are open right now.</summary>
    public IEnumerable<TenantSpace> Open => open.Values.Where(lazy => lazy.IsValueCreated).Select(lazy => lazy.Value);

    /// <summary>The tenant that answers under this host name (without port), or null.</summary>
    public Tenant? ByHost(string host)
    {
        _ = All;
        return byHost!.GetValueOrDefault(host.ToLowerInvariant());
    }

    /// <summary>The open space of a tenant; opens it on first use.</summary>
    public TenantSpace Space(Tenant tenant)
    {
        var space = open.GetOrAdd(tenant.Key, _ => new Lazy<TenantSpace>(() =>
        {
            var opened = new TenantSpace(tenant, installation, dialect, modules, clock);
            opened.JobsWaiting += waiting => JobsWaiting?.Invoke(waiting);
            return opened;
        })).Value;
        space.LastUsed = clock.Now();
        return space;
    }

    /// <summary>Runs something in a scope of its own inside a tenant.</summary>
    public async Task<T> InScope<T>(Tenant tenant, Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Space = Space(tenant);
        return await work(scope.ServiceProvider);
    }

    /// <inheritdoc cref="InScope{T}"/>
    public Task InScope(Tenant tenant, Func<IServiceProvider, Task> work) =>
        InScope(tenant, async services =>
        {
            await work(services);
            return Done.It;
        });

    /// <summary>Adds a tenant or changes its settings, and brings its database to the newest schema.</summary>
    /// <exception cref="ArgumentException">The key cannot name a tenant.</exception>
    public async Task Save(Tenant tenant, CancellationToken cancel = default)
    {
        if (!Tenant.IsKey(tenant.Key))
        {
            throw new ArgumentException($"'{tenant.Key}' cannot name a tenant: 2–40 of a–z, 0–9 and '-'.", nameof(tenant));
        }

        var folder = Path.Combine(installation.TenantsFolder, tenant.Key);
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, "mandant.json");
        await File.WriteAllTextAsync(file + ".neu", JsonSerializer.Serialize(tenant, Json), cancel);
        File.Move(file + ".neu", file, overwrite: true);
        if (open.TryRemove(tenant.Key, out var old) && old.IsValueCreated)
        {
            await old.Value.DisposeAsync();
        }

        Load();
        await Migrate(tenant, cancel);
    }

    /// <summary>Brings one tenant's database to the newest schema, creating it where it does not exist.</summary>
    public async Task Migrate(Tenant tenant, CancellationToken cancel = default)
    {
        await dialect.CreateDatabase(tenant, installation, cancel);
        await using var db = Space(tenant).OpenForWriting(dialect.ReadOptions(Space(tenant)));
        await db.Database.MigrateAsync(cancel);
    }

    /// <summary>Closes tenants nobody used for the given time.</summary>
    public async Task CloseIdle(TimeSpan idle)
    {
        var limit = clock.Now() - idle;
        foreach (var (key, lazy) in open.Where(entry => entry.Value.IsValueCreated && entry.Value.Value.LastUsed < limit))
        {
            if (open.TryRemove(new KeyValuePair<string, Lazy<TenantSpace>>(key, lazy)))
            {
                await lazy.Value.DisposeAsync();
            }
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var space in Open.ToList())
        {
            await space.DisposeAsync();
        }
    }

    private IReadOnlyDictionary<string, Tenant> Load()
    {
        var tenants = new SortedDictionary<string, Tenant>(StringComparer.Ordinal);
        if (Directory.Exists(installation.TenantsFolder))
        {
            foreach (var file in Directory.GetDirectories(installation.TenantsFolder).Select(folder => Path.Combine(folder, "mandant.json")).Where(File.Exists))
            {
                var tenant = JsonSerializer.Deserialize<Tenant>(File.ReadAllText(file), Json)
                    ?? throw new InvalidDataException($"{file} is empty.");
                tenants[tenant.Key] = tenant;
            }
        }

        byHost = tenants.Values.SelectMany(tenant => tenant.Hosts, (tenant, host) => (tenant, host))
            .ToDictionary(pair => pair.host.ToLowerInvariant(), pair => pair.tenant);
        byKey = tenants;
        return tenants;
    }
}
