namespace Leineweber.Akten;

/// <summary>An explicit right of one person to see one cabinet or one Vorgang, beyond what the office gives.</summary>
public sealed class Freigabe
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Who may see it.</summary>
    public required Guid BediensteteId { get; init; }

    /// <summary>Their name when it was granted.</summary>
    public required string Name { get; init; }

    /// <summary>The cabinet, or null.</summary>
    public Guid? AktenschrankId { get; init; }

    /// <summary>The Vorgang, or null.</summary>
    public Guid? VorgangId { get; init; }

    /// <summary>Why.</summary>
    public required string Grund { get; init; }

    /// <summary>Who granted it.</summary>
    public required string GrantedBy { get; init; }

    /// <summary>When.</summary>
    public required DateTime GrantedAt { get; init; }

    /// <summary>Until when; null without end.</summary>
    public DateTime? Until { get; init; }

    /// <summary>When it was taken back, or null.</summary>
    public DateTime? WithdrawnAt { get; set; }
}
