using Leineweber.Foundation.Jobs;
using Leineweber.Foundation.Protokoll;
using Leineweber.Foundation.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Foundation.Data;

/// <summary>A change under way: the tracked context, who does it, when, and what the house is told of it.</summary>
/// <remarks>Public use cases either open a write themselves or take a <see cref="Write"/> as first parameter to join one.</remarks>
public sealed class Write
{
    private readonly TenantSpace space;
    private readonly IWriteEnd? end;
    private Func<LeineweberDb>? open;
    private readonly List<ProtokollEntry> entries = [];
    private readonly List<PlainStatement> required = [];
    private readonly List<PlainStatement> statements = [];
    private LeineweberDb? db;
    private bool isPrepared;

    /// <param name="open">Opens the tracked context, where the change asks for it.</param>
    /// <param name="space">The municipality.</param>
    /// <param name="actor">Who does it.</param>
    /// <param name="end">What the database does past the context.</param>
    internal Write(Func<LeineweberDb>? open, TenantSpace space, Actor actor, IWriteEnd? end)
    {
        this.open = open;
        this.end = end;
        Actor = actor;
        Now = space.Clock.Now();
        this.space = space;
    }

    /// <summary>A change that only leaves what others write: it asks the database nothing by itself.</summary>
    internal static Write Prepared(TenantSpace space, Actor actor) => new(null, space, actor, null);

    /// <summary>The tracked context of this change.</summary>
    /// <exception cref="InvalidOperationException">The change is a prepared one.</exception>
    public LeineweberDb Db => db ??= open?.Invoke() ?? throw Unprepared();

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
            Run(Job.Insert, job.Id, job.Handler, job.Payload, nameof(JobStatus.Waiting), job.CreatedAt, job.DueAt, job.Trace);
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

    /// <summary>
    /// Makes the change only where a question in plain SQL still finds its row, and holds that row until the end. For changes prepared before their turn: others do not wait for the
    /// preparing, and what it was made from is looked at once more. Asked after everything tracked is saved.
    /// </summary>
    /// <param name="question">Asks for one row by its id, e.g. <c>SELECT 1 FROM antrag WHERE id = $1 AND revision = $2</c>; a constant.</param>
    /// <param name="id">The row's id, <c>$1</c>. Of prepared changes that share a transaction only one may require it, so whoever changes a row others require must require it too.</param>
    /// <param name="values">Values of the other parameters, which stand in order: text, whole number, id, instant.</param>
    /// <exception cref="OutdatedException">Thrown by the change itself where the row is not found: prepare it anew.</exception>
    public void Require(string question, object id, params object?[] values) => required.Add(new PlainStatement(question, Cut([id, .. values])));

    /// <summary>
    /// Writes a row in plain SQL, for the few ways on which tracking costs more than all else. Done at the end of the change, in order, after everything tracked is saved:
    /// tracked rows must not refer to rows written here.
    /// </summary>
    /// <param name="statement">Understood by both databases; a constant, so that it is prepared once.</param>
    /// <param name="values">Values of its parameters <c>$1</c>, <c>$2</c> …, which stand in order: text (also none), whole number, id, instant.</param>
    public void Run(string statement, params object?[] values) => statements.Add(new PlainStatement(statement, Cut(values)));

    /// <summary>The next number of a series, starting with 1; without gaps, since it is given back when the change is not kept.</summary>
    /// <remarks>On PostgreSQL all others who want a number of the series wait from here to the end of the change: where it can be, take it with <see cref="NumberLast"/>.</remarks>
    public Task<long> NextNumber(string series, CancellationToken cancel = default) =>
        isPrepared || end is null ? throw Unprepared() : end.NextNumber(series, inOrder: true, cancel);

    /// <summary>Takes the next number of a series as late as can be, so that others hardly wait for it.</summary>
    /// <param name="series">The series; one for each change.</param>
    /// <param name="use">Writes what the number was missing for, with <see cref="Run"/>, <see cref="Record"/> and <see cref="Enqueue"/>; the context is saved by then.</param>
    /// <exception cref="InvalidOperationException">The change takes a last number already.</exception>
    public void NumberLast(string series, Action<long> use) =>
        LastNumber = LastNumber is null ? new LastNumber(series, use) : throw new InvalidOperationException("A change has one last number.");

    /// <summary>Holds a named lock until the end of the change, so that check-then-insert is safe on both databases.</summary>
    public Task Lock(string name, CancellationToken cancel = default) =>
        isPrepared || end is null ? throw Unprepared() : end.NextNumber("sperre:" + name, inOrder: false, cancel);

    internal IReadOnlyList<ProtokollEntry> Entries => entries;

    internal IReadOnlyList<PlainStatement> Required => required;

    internal IReadOnlyList<PlainStatement> Statements => statements;

    internal LastNumber? LastNumber { get; private set; }

    internal Task SaveTracked(CancellationToken cancel) => db is null ? Task.CompletedTask : db.SaveChangesAsync(cancel);

    internal Task Finish(CancellationToken cancel) => end?.Finish(this, cancel) ?? throw Unprepared();

    internal Write AsPrepared()
    {
        (isPrepared, open) = (true, null);
        return this;
    }

    private static InvalidOperationException Unprepared() => new("A prepared change asks the database nothing: use Write.");

    /// <summary>Instants as the mapped ones are kept: UTC, cut to milliseconds.</summary>
    private static object?[] Cut(object?[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] is DateTime at)
            {
                values[i] = Clock.Cut(at.Kind == DateTimeKind.Local ? at.ToUniversalTime() : at);
            }
        }

        return values;
    }
}

/// <summary>A series of running numbers.</summary>
internal sealed class Nummernkreis
{
    /// <summary>Takes the next <c>$2</c> numbers of the series <c>$1</c> and gives the last of them.</summary>
    public const string Next = "INSERT INTO nummernkreis (series, value) VALUES ($1, $2) ON CONFLICT (series) DO UPDATE SET value = nummernkreis.value + excluded.value RETURNING value";

    public required string Series { get; init; }

    public long Value { get; set; }
}
