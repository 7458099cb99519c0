namespace Leineweber.Verfahren;

/// <summary>A request to the citizen for something that is missing, with a day until which the answer is expected.</summary>
public sealed class Nachforderung
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The Vorgang.</summary>
    public required Guid VorgangId { get; init; }

    /// <summary>What is asked for, plain text.</summary>
    public required string Text { get; init; }

    /// <summary>Last day for the answer.</summary>
    public required DateOnly BisAm { get; init; }

    /// <summary>The message in the citizen's Postkorb.</summary>
    public required Guid NachrichtId { get; init; }

    /// <summary>Who asked.</summary>
    public required string By { get; init; }

    /// <summary>When.</summary>
    public required DateTime At { get; init; }

    /// <summary>When the answer came, or null.</summary>
    public DateTime? AnsweredAt { get; set; }
}
