namespace Leineweber.Foundation.Jobs;

/// <summary>Where a job stands.</summary>
public enum JobStatus
{
    /// <summary>Waits for its time, or to be tried again.</summary>
    Waiting,

    /// <summary>Done.</summary>
    Done,

    /// <summary>Failed too often; a person must look and may replay it.</summary>
    Parked,
}

/// <summary>Work left for later, committed with the change that asked for it. At least once: handlers must bear a repetition.</summary>
public sealed class Job
{
    /// <summary>Tries after which a job is parked.</summary>
    public const int MostAttempts = 12;

    /// <summary>Tries where others are to blame (network, mail server, store, disk): with at most an hour between them they reach over 30 hours, a day's outage and a bit.</summary>
    public const int MostAttemptsInOutage = 40;

    /// <summary>Leaves one, in plain SQL: nearly every change does, and a tracked row costs more than all else of it.</summary>
    internal const string Insert = "INSERT INTO job (id, handler, payload, status, created_at, due_at, attempts, trace) VALUES ($1, $2, $3, $4, $5, $6, 0, $7)";

    /// <summary>Id; ascending in time.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Name of the handler's class.</summary>
    public required string Handler { get; init; }

    /// <summary>The payload as JSON.</summary>
    public required string Payload { get; init; }

    /// <summary>Where it stands.</summary>
    public JobStatus Status { get; internal set; }

    /// <summary>When it was left.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>Not before this time.</summary>
    public required DateTime DueAt { get; set; }

    /// <summary>How often it was tried.</summary>
    public int Attempts { get; internal set; }

    /// <summary>The process that works on it now, or null.</summary>
    public string? LeaseOwner { get; internal set; }

    /// <summary>Until when it belongs to that process.</summary>
    public DateTime? LeaseUntil { get; internal set; }

    /// <summary>When it was finished or parked.</summary>
    public DateTime? EndedAt { get; internal set; }

    /// <summary>Trace of the request or job that left it (W3C trace context), so that the log shows both under one number; null where there was none.</summary>
    public string? Trace { get; init; }

    /// <summary>What went wrong the last time.</summary>
    public string? LastError { get; internal set; }
}

/// <summary>When a scheduled job last ran.</summary>
internal sealed class Scheduled
{
    public required string Name { get; init; }

    public DateTime LastAt { get; set; }
}
