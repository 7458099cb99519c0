using Leineweber.Foundation.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Foundation.Data;

/// <summary>A tenant's data. The context handed out to pages and use cases reads; changing goes through <see cref="Write{T}"/>.</summary>
public sealed class LeineweberDb : DbContext
{
    private readonly ModuleCatalog modules;
    private readonly TenantSpace space;
    private readonly bool isWriting;

    internal LeineweberDb(DbContextOptions<LeineweberDb> options, ModuleCatalog modules, TenantSpace space, bool isWriting) : base(options)
    {
        this.modules = modules;
        this.space = space;
        this.isWriting = isWriting;
        // Reading contexts are told not to track by their options: asking for the change tracker would build it.
        if (isWriting)
        {
            ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.TrackAll;
            // Use cases are savepoints of the lane already.
            Database.AutoSavepointsEnabled = false;
        }
    }

    /// <summary>The last number of a series (<see cref="Data.Write.NextNumber"/>), 0 where none was given yet.</summary>
    public async Task<long> LastNumber(string series, CancellationToken cancel = default) =>
        await Set<Nummernkreis>().Where(row => row.Series == series).Select(row => (long?)row.Value).SingleOrDefaultAsync(cancel) ?? 0;

    /// <summary>
    /// Runs a use case that changes something: whole or absent, answered only when durable. A result that is a refused
    /// <see cref="IOutcome"/> keeps nothing. Inside there is no network, no file, no waiting: prepare before, tell others through facts.
    /// On PostgreSQL the use case may run again where another one came between, so it must do nothing but change the database.
    /// </summary>
    /// <param name="actor">Who does it, for the Protokoll.</param>
    /// <param name="useCase">The change.</param>
    /// <param name="cancel">Gives up while waiting for the turn; what was begun is finished.</param>
    /// <exception cref="InvalidOperationException">Called inside a write: pass the <see cref="Data.Write"/> on instead.</exception>
    public Task<T> Write<T>(Actor actor, Func<Write, Task<T>> useCase, CancellationToken cancel = default) => Measure(() => space.Lane.Run(actor, useCase, cancel));

    /// <summary>
    /// Runs a change of which everything was prepared before: what it was made from is looked at with <see cref="Data.Write.Require"/>, what it writes is left with <see cref="Data.Write.Run"/>,
    /// <see cref="Data.Write.NumberLast"/>, <see cref="Data.Write.Record"/> and <see cref="Data.Write.Enqueue"/>. On PostgreSQL such changes share a transaction.
    /// Otherwise as <see cref="Write{T}"/>; it may run again.
    /// </summary>
    /// <exception cref="OutdatedException">A required row is not there any more: prepare it anew.</exception>
    public Task<T> WritePrepared<T>(Actor actor, Func<Write, Task<T>> change, CancellationToken cancel = default) => Measure(() => space.Lane.RunPrepared(actor, change, cancel));

    private async Task<T> Measure<T>(Func<Task<T>> run)
    {
        if (isWriting)
        {
            throw new InvalidOperationException("Already inside a write: hand its Write to the method that joins it.");
        }

        var result = await LaneMeter.Measure(space.Tenant.Key, run);
        HasWritten = true;
        return result;
    }

    /// <inheritdoc cref="Write{T}"/>
    public Task Write(Actor actor, Func<Write, Task> useCase, CancellationToken cancel = default) =>
        Write(actor, async write =>
        {
            await useCase(write);
            return Done.It;
        }, cancel);

    /// <summary>
    /// Returns once everything read so far would outlive a crash; a change does that for itself. For whoever acts outside the database on what was only read:
    /// on PostgreSQL a change can be seen some milliseconds before it is durable.
    /// </summary>
    public Task MakeDurable(CancellationToken cancel) => space.Lane.MakeDurable(cancel);

    /// <summary>True where a change ran through this context: what was read before it is durable.</summary>
    internal bool HasWritten { get; private set; }

    /// <inheritdoc />
    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        throw new InvalidOperationException("Saving is the write lane's business: use Write.");

    /// <inheritdoc />
    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default) =>
        isWriting
            ? base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken)
            : throw new InvalidOperationException("This context reads: use Write.");

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        foreach (var assembly in modules.Assemblies)
        {
            modelBuilder.ApplyConfigurationsFromAssembly(assembly);
        }
    }

    /// <inheritdoc />
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => Conventions.Apply(configurationBuilder);
}
