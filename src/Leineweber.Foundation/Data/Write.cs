using Leineweber.Foundation.Jobs;
using Leineweber.Foundation.Protokoll;
using Leineweber.Foundation.Tenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Leineweber.Foundation.Data;

/// <summary>A change under way: the tracked context, who does it, when, and what the house is told of it.</summary>
/// <remarks>Public use cases either open a write themselves or take a <see cref="Write"/> as first parameter to join one.</remarks>
public sealed class Write
{
    private readonly TenantSpace space;
    private readonly List<ProtokollEntry> entries = [];

    internal Write(LeineweberDb db, TenantSpace space, Actor actor)
    {
        Db = db;
        Actor = actor;
        Now = space.Clock.Now();
        this.space = space;
    }

    /// <summary>The tracked context of this change.</summary>
    public LeineweberDb Db { get; }

    /// <summary>Who does it.</summary>
    public Actor Actor { get; }

    /// <summary>When: one instant for all of the change, UTC.</summary>
    public DateTime Now { get; }

    /// <summary>The municipality.</summary>
    public Tenant Tenant => space.Tenant;

    internal bool HasJobs { get; private set; }

    /// <summary>Tells higher modules what happened: one job per handler, committed with the change.</summary>
    /// <param name="fact">A record in the past tense with ids, e.g. <c>ZahlungBezahlt</c>.</param>
    public void Raise(object fact) => Enqueue(fact);

    /// <summary>Leaves work for later, committed with the change and never lost: one job per handler of the payload's type.</summary>
    /// <param name="payload">A record with ids; its handlers are registered with <c>AddJob</c>.</param>
    /// <param name="notBefore">Earliest time, UTC; null for at once.</param>
    public void Enqueue(object payload, DateTime? notBefore = null)
    {
        foreach (var job in JobCatalog.JobsFor(payload, Now, notBefore ?? Now))
        {
            Db.Add(job);
            HasJobs = true;
        }
    }

    /// <summary>Puts an entry into the Protokoll, in the same transaction.</summary>
    /// <param name="subject">What it is about, e.g. <c>vorgang:0198…</c>; entries of one subject are its history.</param>
    /// <param name="action">Stable code, e.g. <c>vorgang.decided</c>.</param>
    /// <param name="text">What happened, as German sentence a caseworker reads. Personal data in it can be forgotten later.</param>
    /// <param name="reason">Why, where a person gave a reason or a law demands it.</param>
    public void Record(string subject, string action, string text, string? reason = null) =>
        entries.Add(new ProtokollEntry(subject, action, text, reason));

    /// <summary>Writes very many rows past the tracked context, for making an invented city. The caller answers for what use cases else see to: Protokoll, numbers, facts.</summary>
    /// <param name="tables">Packed rows, parents before children.</param>
    public void Insert(IEnumerable<BulkRows> tables)
    {
        var connection = Db.Database.GetDbConnection();
        space.Dialect.PrepareBulk(connection);
        foreach (var rows in tables)
        {
            space.Dialect.Insert(connection, rows);
        }
    }

    /// <summary>The next number of a series, starting with 1; without gaps, since it is given back when the change is not kept.</summary>
    public async Task<long> NextNumber(string series, CancellationToken cancel = default)
    {
        // One plain command instead of two queries: nearly every change takes a number or a lock.
        await using var command = Db.Database.GetDbConnection().CreateCommand();
        command.Transaction = Db.Database.CurrentTransaction?.GetDbTransaction();
        command.CommandText = "INSERT INTO nummernkreis (series, value) VALUES (@series, 1) ON CONFLICT (series) DO UPDATE SET value = nummernkreis.value + 1 RETURNING value";
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = ("@series", series);
        command.Parameters.Add(parameter);
        return await command.ExecuteScalarAsync(cancel) is long value ? value : throw new InvalidOperationException($"The series {series} gave no number.");
    }

    /// <summary>Holds a named lock until the end of the change, so that check-then-insert is safe on both databases.</summary>
    public Task Lock(string name, CancellationToken cancel = default) => NextNumber("sperre:" + name, cancel);

    internal async Task Finish(IProtokollWriter protokoll, CancellationToken cancel)
    {
        await Db.SaveChangesAsync(cancel);
        if (entries.Count > 0)
        {
            await protokoll.Append(this, entries, cancel);
        }
    }
}

/// <summary>A series of running numbers.</summary>
internal sealed class Nummernkreis
{
    public required string Series { get; init; }

    public long Value { get; set; }
}
