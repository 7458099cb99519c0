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

/// <summary>A posted page kept for a person whose session ran out, until they have signed in again; at most two hours.</summary>
internal sealed class Zwischenstand
{
    /// <summary>SHA-256 of the secret in the browser's cookie.</summary>
    public required string SecretHash { get; init; }

    /// <summary>Address of the page that was posted.</summary>
    public required string Path { get; init; }

    /// <summary>The posted fields as JSON.</summary>
    public required string Form { get; init; }

    /// <summary>When it is thrown away.</summary>
    public required DateTime ExpiresAt { get; init; }
}
