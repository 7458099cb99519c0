using Leineweber.Foundation;

namespace Leineweber.Postkorb;

/// <summary>The evidence of one delivery: provided, notified, retrieved. Times are the server's, UTC.</summary>
public sealed class Zustellung
{
    /// <summary>The message delivered.</summary>
    public required Guid NachrichtId { get; init; }

    /// <summary>The rule its legal effect follows.</summary>
    public required BekanntgabeRegel Regel { get; init; }

    /// <summary>Version of the law the rule was written from.</summary>
    public required string RegelStand { get; init; }

    /// <summary>When the message lay ready for retrieval.</summary>
    public required DateTime ProvidedAt { get; init; }

    /// <summary>SHA-256 over text and attachments as provided, hex: proves what was delivered.</summary>
    public required string ContentHash { get; init; }

    /// <summary>When the notice was handed over for sending, or null.</summary>
    public DateTime? NotifiedAt { get; internal set; }

    /// <summary>SHA-256 of the address the notice went to, hex; the address itself is not kept here.</summary>
    public string? AddressHash { get; internal set; }

    /// <summary>When the recipient, signed in, first opened the message.</summary>
    public DateTime? RetrievedAt { get; internal set; }

    /// <summary>Trust level of the sign-in that opened it.</summary>
    public int? RetrievedLevel { get; internal set; }

    /// <summary>When the provision ended because nobody retrieved in time (§ 41 (2a) VwVfG), or null.</summary>
    public DateTime? EndedAt { get; internal set; }

    /// <summary>The day the message counts as notified.</summary>
    public Bekanntgabe BekanntgabeOn(DateOnly today) =>
        Bekanntgabe.Of(Regel, Day(ProvidedAt), NotifiedAt is { } notified ? Day(notified) : null, RetrievedAt is { } retrieved ? Day(retrieved) : null, today);

    private static DateOnly Day(DateTime utc) => DateOnly.FromDateTime(Clock.ToLocal(utc));
}
