namespace Leineweber.Akten;

/// <summary>A link from one Vorgang to another, seen from both sides.</summary>
public sealed class Verweis
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>One Vorgang.</summary>
    public required Guid VonId { get; init; }

    /// <summary>The other.</summary>
    public required Guid NachId { get; init; }

    /// <summary>What connects them, in a few words.</summary>
    public required string Grund { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTime CreatedAt { get; init; }
}

/// <summary>A link as one side sees it.</summary>
/// <param name="VerweisId">The link.</param>
/// <param name="Vorgang">The other Vorgang.</param>
/// <param name="Grund">What connects them.</param>
public sealed record Verknuepfung(Guid VerweisId, Vorgang Vorgang, string Grund);
