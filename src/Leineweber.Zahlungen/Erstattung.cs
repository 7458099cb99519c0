namespace Leineweber.Zahlungen;

/// <summary>Where money that must (or may have to) go back stands.</summary>
public enum ErstattungStatus
{
    /// <summary>Someone must decide whether it goes back, e.g. because a paid application was withdrawn.</summary>
    ZuPruefen,

    /// <summary>It goes back; the treasury has not sent it yet.</summary>
    Offen,

    /// <summary>Sent back.</summary>
    Erstattet,

    /// <summary>The city keeps it; the reason stands in the Protokoll.</summary>
    Einbehalten,
}

/// <summary>Money that arrived but is not owed, or no longer: paid twice, after the claim was given up, too much, or for something withdrawn.</summary>
public sealed class Erstattung
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The claim it was paid for; null where it belongs to none.</summary>
    public Guid? ForderungId { get; init; }

    /// <summary>The bank transfer it came with; null where a provider took it.</summary>
    public Guid? EingangId { get; init; }

    /// <summary>Amount in euro cents, more than 0.</summary>
    public required long Cents { get; init; }

    /// <summary>Why it goes back, one German sentence for the treasury.</summary>
    public required string Grund { get; init; }

    /// <summary>Where it stands.</summary>
    public ErstattungStatus Status { get; internal set; } = ErstattungStatus.Offen;

    /// <summary>What makes it unique, so that the same money is never sent back twice.</summary>
    public required string Beleg { get; init; }

    /// <summary>Since when, UTC.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>When it was sent back or kept, UTC.</summary>
    public DateTime? EndedAt { get; internal set; }

    /// <summary>Who did that.</summary>
    public string? EndedBy { get; internal set; }

    /// <summary>True where somebody still has to do something.</summary>
    public bool IsPending => Status is ErstattungStatus.ZuPruefen or ErstattungStatus.Offen;

    /// <summary>Subject of its Protokoll entries.</summary>
    public string Subject => ForderungId is { } claim ? $"forderung:{claim}" : $"erstattung:{Id}";
}
