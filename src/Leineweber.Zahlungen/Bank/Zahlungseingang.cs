namespace Leineweber.Zahlungen;

/// <summary>What became of a bank transfer.</summary>
public enum EingangStatus
{
    /// <summary>Nobody knows yet what it is for: a person must assign it.</summary>
    NichtZugeordnet,

    /// <summary>It paid its claim, in full or in part.</summary>
    Zugeordnet,

    /// <summary>It goes back, whole or in part: see its <see cref="Erstattung"/>.</summary>
    ZuErstatten,
}

/// <summary>Money that arrived on the city's bank account, as the bank reported it or as staff entered it. Never deleted, never booked twice.</summary>
public sealed class Zahlungseingang
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>SHA-256 over what identifies the transfer: the same line of a second statement is not a second payment.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Day the bank booked it.</summary>
    public required DateOnly BookedOn { get; init; }

    /// <summary>Amount in euro cents, more than 0.</summary>
    public required long Cents { get; init; }

    /// <summary>What the payer wrote.</summary>
    public required string Zweck { get; init; }

    /// <summary>Who paid, as the bank says; needed to send money back.</summary>
    public string? Zahler { get; init; }

    /// <summary>The payer's account; needed to send money back.</summary>
    public string? Iban { get; init; }

    /// <summary>Where we know it from: <c>camt.053</c>, <c>csv</c> or <c>hand</c>.</summary>
    public required string Herkunft { get; init; }

    /// <summary>When it came into the program, UTC.</summary>
    public required DateTime ImportedAt { get; init; }

    /// <summary>Who brought it in.</summary>
    public required string ImportedBy { get; init; }

    /// <summary>What became of it.</summary>
    public EingangStatus Status { get; internal set; }

    /// <summary>The claim it belongs to.</summary>
    public Guid? ForderungId { get; internal set; }
}

/// <summary>A credit on a statement of account, read but not yet taken in.</summary>
/// <param name="BookedOn">Day the bank booked it.</param>
/// <param name="Cents">Amount in euro cents, more than 0.</param>
/// <param name="Zweck">What the payer wrote.</param>
/// <param name="Zahler">Who paid.</param>
/// <param name="Iban">The payer's account.</param>
/// <param name="BankReference">The bank's own reference of the booking, or null.</param>
public sealed record Kontoumsatz(DateOnly BookedOn, long Cents, string Zweck, string? Zahler, string? Iban, string? BankReference);
