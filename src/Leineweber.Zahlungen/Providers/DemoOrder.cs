namespace Leineweber.Zahlungen.Providers;

/// <summary>An order in the demonstration provider's own books.</summary>
internal sealed class DemoOrder
{
    public required string Reference { get; init; }

    public required long Cents { get; init; }

    public required string Purpose { get; init; }

    public required string ReturnAddress { get; init; }

    public ZahlungStatus Status { get; set; }

    /// <summary>Before this time the provider says "still running", however the person chose; null for at once.</summary>
    public DateTime? KnownFrom { get; set; }
}
