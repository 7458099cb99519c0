namespace Leineweber.Verfahren;

/// <summary>A note of the office about a Vorgang; never seen by the citizen, never changed.</summary>
public sealed class Notiz
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The Vorgang.</summary>
    public required Guid VorgangId { get; init; }

    /// <summary>The note, plain text.</summary>
    public required string Text { get; init; }

    /// <summary>Who wrote it.</summary>
    public required string By { get; init; }

    /// <summary>When.</summary>
    public required DateTime At { get; init; }
}
