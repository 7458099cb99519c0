namespace Leineweber.Zahlungen.Providers;

/// <summary>A payment provider. Its own answer to <see cref="Ask"/> is the only truth; browser returns and call-backs merely say "ask now".</summary>
public interface IZahlweg
{
    /// <summary>Short name in addresses and in the ledger.</summary>
    string Name { get; }

    /// <summary>What people read on the button.</summary>
    string Label { get; }

    /// <summary>True where this city offers it.</summary>
    bool IsOffered { get; }

    /// <summary>Opens an order at the provider. Called with the same reference again, it gives the same order.</summary>
    /// <param name="order">What is to be paid.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>Where to send the person.</returns>
    Task<string> Begin(Zahlungsauftrag order, CancellationToken cancel);

    /// <summary>What the provider knows of an order.</summary>
    /// <exception cref="HttpRequestException">The provider cannot be reached; ask again later.</exception>
    Task<Auskunft> Ask(string reference, CancellationToken cancel);
}

/// <summary>An order for a provider.</summary>
/// <param name="Reference">Our reference; unique, chosen before the provider is asked, so that a repeated call is recognised.</param>
/// <param name="Cents">Amount in euro cents.</param>
/// <param name="Purpose">What for, as the person reads it.</param>
/// <param name="ReturnAddress">Where the provider sends the person afterwards.</param>
public sealed record Zahlungsauftrag(string Reference, long Cents, string Purpose, string ReturnAddress);

/// <summary>A provider's word on an order.</summary>
/// <param name="Status">Where it stands.</param>
/// <param name="Cents">The amount the provider has on record.</param>
public sealed record Auskunft(ZahlungStatus Status, long Cents);
