namespace Leineweber.Zahlungen;

/// <summary>Where an attempt to pay stands, as its provider says.</summary>
public enum ZahlungStatus
{
    /// <summary>Begun; the provider has not said anything final.</summary>
    Laufend,

    /// <summary>The money is there.</summary>
    Bezahlt,

    /// <summary>The provider refused it.</summary>
    Fehlgeschlagen,

    /// <summary>The person gave up.</summary>
    Abgebrochen,
}

/// <summary>One attempt to pay a claim over a provider.</summary>
public sealed class Zahlung
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The claim it pays.</summary>
    public required Guid ForderungId { get; init; }

    /// <summary>Name of the provider.</summary>
    public required string Provider { get; init; }

    /// <summary>The provider's own reference; unique per provider.</summary>
    public required string Reference { get; init; }

    /// <summary>Where it stands.</summary>
    public ZahlungStatus Status { get; private set; }

    /// <summary>When it was begun, UTC.</summary>
    public required DateTime StartedAt { get; init; }

    /// <summary>When the provider's final word came, UTC.</summary>
    public DateTime? EndedAt { get; private set; }

    /// <summary>True where the claim was settled already: this money must go back.</summary>
    public bool IsOverpayment { get; private set; }

    /// <summary>
    /// Takes over the provider's word. Money that arrived stays arrived; a failure is not the last word, since providers correct themselves.
    /// </summary>
    /// <returns>True where something changed.</returns>
    public bool TakeOver(ZahlungStatus status, DateTime now)
    {
        if (Status == ZahlungStatus.Bezahlt || Status == status)
        {
            return false;
        }

        (Status, EndedAt) = (status, status == ZahlungStatus.Laufend ? null : now);
        return true;
    }

    internal void MarkOverpayment() => IsOverpayment = true;
}

/// <summary>One line of the ledger, in double entry: the sum of all lines per claim tells what is owed.</summary>
public sealed class Buchung
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The claim.</summary>
    public required Guid ForderungId { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTime At { get; init; }

    /// <summary>Account debited: <c>forderungen</c>, <c>zahlwege</c> or <c>verwahrung</c>.</summary>
    public required string Soll { get; init; }

    /// <summary>Account credited: <c>ertraege</c>, <c>forderungen</c> or <c>verwahrung</c>.</summary>
    public required string Haben { get; init; }

    /// <summary>Amount in euro cents.</summary>
    public required long Cents { get; init; }

    /// <summary>What makes the line unique: a claim's demand, or a payment's id. A second identical posting is impossible.</summary>
    public required string Beleg { get; init; }
}
