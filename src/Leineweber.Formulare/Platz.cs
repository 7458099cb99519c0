namespace Leineweber.Formulare;

/// <summary>What an application has of a limited number of places.</summary>
public enum PlatzStatus
{
    /// <summary>The place is theirs.</summary>
    Reserviert,

    /// <summary>All places were taken; they move up when one becomes free.</summary>
    Warteliste,

    /// <summary>Moved up: the place is kept for them until they have paid for it, or the time to do so ran out.</summary>
    Angeboten,

    /// <summary>Given up or taken away: the place is someone else's now. Kept so that its former holder can see what happened.</summary>
    Freigegeben,
}

/// <summary>A place in a Kontingent (e.g. one week of the holiday games) taken by an application.</summary>
public sealed class Platz
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Key of the form.</summary>
    public required string FormularKey { get; init; }

    /// <summary>Id of the Kontingent within the form.</summary>
    public required string KontingentId { get; init; }

    /// <summary>Which application.</summary>
    public required Guid AntragId { get; init; }

    /// <summary>Which entry of a repeated page, or null.</summary>
    public string? ItemId { get; init; }

    /// <summary>The answer that wants it, see <c>Platzwunsch.Key</c>; null in applications of before.</summary>
    public string? Wish { get; init; }

    /// <summary>Running number within the form, given under a lock: the waiting list is served in this order.</summary>
    public required long Rank { get; init; }

    /// <summary>How it stands.</summary>
    public required PlatzStatus Status { get; set; }

    /// <summary>Until when an offered place is kept, UTC.</summary>
    public DateTime? OfferedUntil { get; set; }

    /// <summary>What the claim for an offered place belongs to.</summary>
    public string Bezug => $"platz:{Id}";

    /// <summary>True where it counts against the number of places.</summary>
    public bool IsHeld => Status is PlatzStatus.Reserviert or PlatzStatus.Angeboten;

    /// <summary>When it was taken.</summary>
    public required DateTime At { get; init; }
}
