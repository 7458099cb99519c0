using Leineweber.Foundation.Ablage;
using Leineweber.Foundation.Data;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Foundation.Tenancy;

/// <summary>All that belongs to one open tenant: database, write lane, blobs, folders. Opened on first use, closed when idle.</summary>
public sealed class TenantSpace : IAsyncDisposable
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, Lazy<object>> belongings = new();
    private readonly ModuleCatalog modules;
    private Microsoft.EntityFrameworkCore.DbContextOptions<LeineweberDb>? readOptions;
    private volatile Tenant tenant;
    private static int lastSettings;
    private int settings = Interlocked.Increment(ref lastSettings);

    internal TenantSpace(Tenant tenant, Installation installation, Dialect dialect, ModuleCatalog modules, TimeProvider clock)
    {
        this.tenant = tenant;
        Installation = installation;
        Clock = clock;
        Dialect = dialect;
        this.modules = modules;
        Folder = Path.Combine(installation.TenantsFolder, tenant.Key);
        Directory.CreateDirectory(Folder);
        LocalFolder = Path.Combine(installation.LocalFolder ?? installation.DataFolder, "mandanten", tenant.Key);
        AblageKeys = new AblageKeys(Path.Combine(Folder, "schluessel"));
        Ablage = installation.ObjectStore is { } store
            ? new S3Ablage(store, tenant.Key, Path.Combine(LocalFolder, "zwischenablage"), AblageKeys)
            : new FileAblage(Path.Combine(Folder, "ablage"), AblageKeys);
        Lane = dialect.OpenLane(this);
    }

    /// <summary>The municipality with its settings as they are now; the key never changes.</summary>
    public Tenant Tenant
    {
        get => tenant;
        internal set
        {
            if (!ReferenceEquals(tenant, value))
            {
                tenant = value;
                Volatile.Write(ref settings, Interlocked.Increment(ref lastSettings));
            }
        }
    }

    /// <summary>Names the settings as they are now: another number once they changed or the tenant was closed in between, never used twice in one process.</summary>
    public int Settings => Volatile.Read(ref settings);

    /// <summary>The installation it lives in.</summary>
    public Installation Installation { get; }

    /// <summary>The tenant's own folder.</summary>
    public string Folder { get; }

    /// <summary>Folder for what this node alone keeps and can make anew: search index, uploads on their way. The same as <see cref="Folder"/> unless the operator names another.</summary>
    public string LocalFolder { get; }

    internal AblageKeys AblageKeys { get; }

    /// <summary>Folder for the tenant's private keys, readable by the program's user only.</summary>
    public string KeysFolder
    {
        get
        {
            var folder = Path.Combine(Folder, "schluessel");
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            return folder;
        }
    }

    /// <summary>The tenant's blobs.</summary>
    public IAblage Ablage { get; }

    /// <summary>The one way to change the tenant's data.</summary>
    internal IWriteLane Lane { get; }

    internal TimeProvider Clock { get; }

    /// <summary>What differs between the databases.</summary>
    internal Dialect Dialect { get; }

    /// <summary>Something a module keeps open or in memory for this tenant: made on first use, closed with the tenant.</summary>
    /// <param name="name">Name of it, unique within the tenant.</param>
    /// <param name="make">Makes it; called once.</param>
    public T Own<T>(string name, Func<TenantSpace, T> make) where T : class =>
        belongings.TryGetValue(name, out var known) ? (T)known.Value : (T)belongings.GetOrAdd(name, _ => new Lazy<object>(() => make(this))).Value;

    /// <summary>Raised after a commit that left jobs to do.</summary>
    internal event Action<TenantSpace>? JobsWaiting;

    /// <summary>Raised after every commit of this process.</summary>
    internal event Action<TenantSpace>? Committed;

    /// <summary>Raised where the disk failed and nobody was waiting for an answer that would say so.</summary>
    internal event Action<TenantSpace, Exception>? DiskFailed;

    /// <summary>True where the disk failed in a way that only a restart of the program makes up for; until then changes are kept in SQLite's log. For operators.</summary>
    public bool NeedsRestart => Lane is SqliteWriteLane { NeedsRestart: true };

    /// <summary>Counts not yet written.</summary>
    internal System.Collections.Concurrent.ConcurrentDictionary<(DateOnly Day, string Name, string Key), long> Counts { get; } = new();

    internal DateTime LastUsed { get; private set; }

    private readonly Lock use = new();
    private readonly ManualResetEventSlim gone = new();
    private int users;
    private bool isClosing;
    private bool isResting;

    /// <summary>Waits until it is closed, which takes as long as the changes under way. Asked for by code that hands out spaces and cannot wait otherwise.</summary>
    internal void AwaitEnd() => gone.Wait();

    /// <summary>Notes a use.</summary>
    /// <returns>False where it is being closed: then the tenant is opened anew.</returns>
    internal bool Touch()
    {
        lock (use)
        {
            (LastUsed, isResting) = (Clock.Now(), false);
            return !isClosing;
        }
    }

    /// <summary>A request or job begins that keeps the tenant open, however long it takes.</summary>
    internal void Enter()
    {
        lock (use)
        {
            users++;
        }
    }

    internal void Leave()
    {
        lock (use)
        {
            users--;
            (LastUsed, isResting) = (Clock.Now(), false);
        }
    }

    /// <summary>Lets nobody in any more where nobody is inside and nobody was for the given time.</summary>
    /// <returns>True for the one caller who has to close it now.</returns>
    internal bool TryEnd(TimeSpan idle)
    {
        lock (use)
        {
            return !isClosing && IsIdle(idle) && (isClosing = true);
        }
    }

    /// <summary>Gives back what can be had again quickly, once after each use, where nobody is inside and nobody was for the given time. It stays open.</summary>
    /// <returns>True where something was given back.</returns>
    internal bool TryRest(TimeSpan idle)
    {
        lock (use)
        {
            if (isClosing || isResting || !IsIdle(idle))
            {
                return false;
            }

            isResting = true;
        }

        Lane.Rest();
        Dialect.Rest(this);
        return true;
    }

    private bool IsIdle(TimeSpan idle) => users == 0 && LastUsed < Clock.Now() - idle;

    private long commits;

    /// <summary>Grows with every commit of this process; lets what is kept in memory notice that something may have changed.</summary>
    public long Commits => Interlocked.Read(ref commits);

    /// <summary>A context for reading. Changing goes through <see cref="LeineweberDb.Write{T}"/>.</summary>
    public LeineweberDb OpenForReading() => new(readOptions ??= Dialect.ReadOptions(this), modules, this, isWriting: false);

    /// <summary>All blobs the database refers to.</summary>
    public async Task<IReadOnlyList<BlobReference>> ReferredBlobs(CancellationToken cancel)
    {
        await using var db = OpenForReading();
        await db.Database.OpenConnectionAsync(cancel);
        var connection = db.Database.GetDbConnection();
        var known = new HashSet<string>(await connection.Column<string>(Dialect.ColumnsQuery, cancel), StringComparer.Ordinal);
        return await BlobColumns.Read(BlobColumns.In(db.Model), known, connection, cancel);
    }

    internal LeineweberDb OpenForWriting(Microsoft.EntityFrameworkCore.DbContextOptions<LeineweberDb> options) =>
        new(options, modules, this, isWriting: true);

    internal void TellCommitted()
    {
        Interlocked.Increment(ref commits);
        Committed?.Invoke(this);
    }

    internal void TellDiskFailed(Exception error) => DiskFailed?.Invoke(this, error);

    internal void TellJobsWaiting() => JobsWaiting?.Invoke(this);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        try
        {
            await Close();
        }
        finally
        {
            gone.Set();
        }
    }

    private async Task Close()
    {
        foreach (var belonging in belongings.Values.Where(lazy => lazy.IsValueCreated).Select(lazy => lazy.Value).OfType<IDisposable>())
        {
            belonging.Dispose();
        }

        (Ablage as S3Ablage)?.Close();
        await Lane.DisposeAsync();
        Dialect.Close(this);
    }
}
