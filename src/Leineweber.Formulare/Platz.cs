namespace Leineweber.Formulare;

/// <summary>What an application has of a limited number of places.</summary>
public enum PlatzStatus
{
    /// <summary>The place is theirs.</summary>
    Reserviert,

    /// <summary>All places were taken; they move up when one becomes free.</summary>
    Warteliste,
}

/// <summary>A place in a Kontingent (e.g. one week of the holiday games) taken by an application.</summary>
public sealed class Platz
{
    /// <summary>Id; ascending, so the waiting list is served in this order.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Key of the form.</summary>
    public required string FormularKey { get; init; }

    /// <summary>Id of the Kontingent within the form.</summary>
    public required string KontingentId { get; init; }

    /// <summary>Which application.</summary>
    public required Guid AntragId { get; init; }

    /// <summary>Which entry of a repeated page, or null.</summary>
    public string? ItemId { get; init; }

    /// <summary>Reserved or waiting.</summary>
    public required PlatzStatus Status { get; set; }

    /// <summary>When it was taken.</summary>
    public required DateTime At { get; init; }
}
