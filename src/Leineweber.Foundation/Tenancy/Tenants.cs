using System.Collections.Concurrent;
using Leineweber.Foundation.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Leineweber.Foundation.Tenancy;

/// <summary>The tenants of an installation: found by host, opened lazily, closed when idle. What is changed in their files is seen within seconds.</summary>
public sealed class Tenants(Installation installation, ModuleCatalog modules, TimeProvider clock, IServiceScopeFactory scopes, ILogger<Tenants> log) : IAsyncDisposable
{
    private static readonly TimeSpan LeastBetweenLooks = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BeforeNextTry = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan GoneIdle = TimeSpan.FromSeconds(30);

    private readonly Dialect dialect = Dialect.For(installation);
    private readonly TenantFiles files = new(installation.TenantsFolder);
    private readonly ConcurrentDictionary<string, Lazy<TenantSpace>> open = new();
    private readonly ConcurrentDictionary<string, long> commits = new();
    private readonly Dictionary<string, (FileState State, DateTime NextTry)> failed = [];
    private readonly SemaphoreSlim oneAtATime = new(1);
    private volatile TenantRegister? register;
    private long lastLook;

    /// <summary>Raised after a commit that left jobs to do in a tenant.</summary>
    public event Action<TenantSpace>? JobsWaiting;

    /// <summary>All tenants, by key.</summary>
    public IReadOnlyDictionary<string, Tenant> All => Register.ByKey;

    /// <summary>The tenants that are open right now.</summary>
    public IEnumerable<TenantSpace> Open => open.Values.Where(lazy => lazy.IsValueCreated).Select(lazy => lazy.Value);

    private TenantRegister Register => register ?? ReadAll();

    /// <summary>The tenant that answers under this host name (without port), or null.</summary>
    public Tenant? ByHost(string host) => Register.ByHost.GetValueOrDefault(host.ToLowerInvariant());

    /// <summary>The same, looking for new tenants where the host is unknown; at most once a second, however many ask.</summary>
    public async ValueTask<Tenant?> FindByHost(string host, CancellationToken cancel)
    {
        if (ByHost(host) is { } known)
        {
            return known;
        }

        var (now, last) = (clock.GetTimestamp(), Interlocked.Read(ref lastLook));
        if (last != 0 && clock.GetElapsedTime(last, now) < LeastBetweenLooks || Interlocked.CompareExchange(ref lastLook, now, last) != last)
        {
            return null;
        }

        await Refresh(cancel);
        return ByHost(host);
    }

    /// <summary>Reads what changed in the tenants' files. A new tenant appears once its database is there; what cannot be read stays as it was.</summary>
    /// <returns>True where something changed.</returns>
    public Task<bool> Refresh(CancellationToken cancel = default) => Refresh(LogLevel.Information, cancel);

    private async Task<bool> Refresh(LogLevel level, CancellationToken cancel)
    {
        await oneAtATime.WaitAsync(cancel);
        try
        {
            await CloseGone();
            var old = Register;
            if (LookAtFiles() is not { } states || states.SequenceEqual(old.States))
            {
                return false;
            }

            var now = new SortedDictionary<string, Tenant>(StringComparer.Ordinal);
            foreach (var key in states.Keys.ToList())
            {
                await Take(key, (old, now, states), level, cancel);
            }

            Publish(new TenantRegister(now.Values, states), old);
            return true;
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    /// <summary>The open space of a tenant; opens it on first use.</summary>
    public TenantSpace Space(Tenant tenant)
    {
        var lazy = open.TryGetValue(tenant.Key, out var known) ? known : open.GetOrAdd(tenant.Key, _ => Opening(tenant));
        try
        {
            if (lazy.Value.Touch())
            {
                return lazy.Value;
            }

            // It was just closed because nobody used it: a tenant has one write lane, so the old one ends before the new one begins.
            lazy.Value.AwaitEnd();
            open.TryRemove(new KeyValuePair<string, Lazy<TenantSpace>>(tenant.Key, lazy));
            return Space(tenant);
        }
        catch
        {
            // A disk that was full once must not keep the tenant closed.
            open.TryRemove(new KeyValuePair<string, Lazy<TenantSpace>>(tenant.Key, lazy));
            throw;
        }
    }

    private Lazy<TenantSpace> Opening(Tenant tenant) => new(() =>
    {
        var opened = new TenantSpace(tenant, installation, dialect, modules, clock);
        opened.Committed += changed => commits.AddOrUpdate(changed.Tenant.Key, 1, (_, count) => count + 1);
        opened.JobsWaiting += waiting => JobsWaiting?.Invoke(waiting);
        opened.DiskFailed += (space, error) => log.LogCritical(error, "The disk failed under the database of {Tenant}; {What}", space.Tenant.Key,
            space.NeedsRestart ? "start the program anew as soon as the disk works again" : "what could not be synced was not acknowledged");
        return opened;
    });

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

    /// <summary>Adds a tenant, its database first, or changes its settings. Running requests end with the settings they began with.</summary>
    /// <exception cref="ArgumentException">The key cannot name a tenant.</exception>
    public async Task Save(Tenant tenant, CancellationToken cancel = default)
    {
        if (!Tenant.IsKey(tenant.Key))
        {
            throw new ArgumentException($"'{tenant.Key}' cannot name a tenant: 2–40 of a–z, 0–9 and '-'.", nameof(tenant));
        }

        if (!All.ContainsKey(tenant.Key))
        {
            await Migrate(tenant, cancel);
        }

        files.Write(tenant);
        await Refresh(LogLevel.Debug, cancel);
    }

    /// <summary>Brings one tenant's database to the newest schema, creating it where it does not exist. Killed in the middle, it goes on where it was.</summary>
    public async Task Migrate(Tenant tenant, CancellationToken cancel = default)
    {
        // Asked with one plain query and without opening the tenant: with hundreds of them this is the program's start.
        if ((await dialect.AppliedMigrations(tenant, installation, cancel)).IsSupersetOf(Dialect.Migrations))
        {
            return;
        }

        await dialect.CreateDatabase(tenant, installation, cancel);
        var space = Space(tenant);
        await using var db = space.OpenForWriting(dialect.ReadOptions(space));
        if ((await db.Database.GetPendingMigrationsAsync(cancel)).Any())
        {
            using var hold = await dialect.HoldMigrations(space, cancel);
            await db.Database.MigrateAsync(cancel);
        }
    }

    /// <summary>Makes a tenant's database out of a copy and brings it to the newest schema.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="copy">Path of the copy within the data folder, given the name of such copies.</param>
    /// <param name="cancel">Gives up.</param>
    internal async Task Restore(Tenant tenant, Func<string, string> copy, CancellationToken cancel)
    {
        var file = Path.Combine(installation.DataFolder, copy(dialect.CopyName));
        await dialect.Restore(tenant, installation, file, cancel);
        File.Delete(file);
        await Migrate(tenant, cancel);
    }

    /// <summary>Lets tenants that are open and that nobody used for the given time give back what can be had again quickly.</summary>
    /// <returns>How many did.</returns>
    public int Rest(TimeSpan idle) => Open.Count(space => space.TryRest(idle));

    /// <summary>Closes tenants nobody used for the given time and nothing runs in.</summary>
    /// <returns>How many were closed.</returns>
    public async Task<int> CloseIdle(TimeSpan idle)
    {
        var closed = 0;
        foreach (var (key, lazy) in open.Where(entry => entry.Value.IsValueCreated && entry.Value.Value.TryEnd(idle)))
        {
            // Whoever finds a tenant that is closing waits and opens it anew: so it is taken away last.
            await lazy.Value.DisposeAsync();
            open.TryRemove(new KeyValuePair<string, Lazy<TenantSpace>>(key, lazy));
            closed++;
        }

        return closed;
    }

    /// <summary>Says, without opening the tenant, whether something was written to its database: another text then. Null where that cannot be said.</summary>
    internal async ValueTask<string?> Trace(Tenant tenant, CancellationToken cancel) =>
        await dialect.Trace(tenant, installation, cancel) is { } trace ? $"{commits.GetValueOrDefault(tenant.Key)} {trace}" : null;

    /// <summary>How long a trace that stays the same is trusted.</summary>
    internal TimeSpan LongestRest => dialect.LongestRest;

    /// <summary>Closes one tenant, whatever runs in it; the next use opens it anew.</summary>
    public Task Close(Tenant tenant) => CloseWhere((key, _) => key == tenant.Key);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var space in Open.ToList())
        {
            await space.DisposeAsync();
        }

        oneAtATime.Dispose();
    }

    private async Task CloseWhere(Func<string, TenantSpace, bool> isMeant)
    {
        foreach (var (key, lazy) in open.Where(entry => entry.Value.IsValueCreated && isMeant(entry.Key, entry.Value.Value)))
        {
            if (open.TryRemove(new KeyValuePair<string, Lazy<TenantSpace>>(key, lazy)))
            {
                await lazy.Value.DisposeAsync();
            }
        }
    }

    // Requests under way may still use what was taken away, so it closes a little later.
    private Task CloseGone() => CloseWhere((key, space) => !Register.ByKey.ContainsKey(key) && space.LastUsed < clock.Now() - GoneIdle);

    private TenantRegister ReadAll()
    {
        lock (files)
        {
            if (register is { } known)
            {
                return known;
            }

            var states = files.States();
            var tenants = new List<Tenant>();
            foreach (var key in states.Keys.ToList())
            {
                try
                {
                    tenants.Add(files.Read(key));
                }
                catch (Exception error) when (error is InvalidDataException or IOException or UnauthorizedAccessException)
                {
                    // One municipality's mistake must not close the others.
                    log.LogError(error, "Tenant {Tenant} cannot be taken from its file; {What}", key, "it is left out");
                    states.Remove(key);
                }
            }

            return Publish(new TenantRegister(tenants, states), TenantRegister.Empty);
        }
    }

    private SortedDictionary<string, FileState>? LookAtFiles()
    {
        try
        {
            return files.States();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            log.LogError(error, "The folder of the tenants cannot be read; all stays as it was");
            return null;
        }
    }

    private async Task Take(string key, (TenantRegister Old, SortedDictionary<string, Tenant> Now, SortedDictionary<string, FileState> States) all, LogLevel level, CancellationToken cancel)
    {
        var (old, now, states) = all;
        var before = old.ByKey.GetValueOrDefault(key);
        try
        {
            if (before is not null && old.States[key] == states[key])
            {
                now[key] = before;
            }
            else if (failed.TryGetValue(key, out var last) && last.State == states[key] && clock.Now() < last.NextTry)
            {
                Keep();
            }
            else
            {
                var tenant = files.Read(key);
                if (before is null && installation.MigratesNewTenants)
                {
                    await Migrate(tenant, cancel);
                }

                now[key] = tenant;
                failed.Remove(key);
                log.Log(level, "Tenant {Tenant} {What}", key, before is null ? "added" : "changed");
            }
        }
        catch (Exception error) when (!cancel.IsCancellationRequested)
        {
            log.LogError(error, "Tenant {Tenant} cannot be taken from its file; {What}", key, before is null ? "it is tried again" : "its settings stay as they were");
            failed[key] = (states[key], clock.Now() + BeforeNextTry);
            Keep();
        }

        void Keep()
        {
            if (before is not null)
            {
                now[key] = before;
                return;
            }

            // Not known, so that the next look finds it new again.
            states.Remove(key);
        }
    }

    private TenantRegister Publish(TenantRegister fresh, TenantRegister old)
    {
        if (fresh.Contested.Count > 0 && !fresh.Contested.SequenceEqual(old.Contested))
        {
            log.LogError("More than one tenant claims {Hosts}; the first has it", string.Join(", ", fresh.Contested));
        }

        foreach (var (key, lazy) in open.Where(entry => entry.Value.IsValueCreated))
        {
            lazy.Value.Tenant = fresh.ByKey.GetValueOrDefault(key) ?? lazy.Value.Tenant;
        }

        foreach (var gone in old.ByKey.Keys.Except(fresh.ByKey.Keys))
        {
            log.LogInformation("Tenant {Tenant} {What}", gone, "taken away");
        }

        return register = fresh;
    }
}
