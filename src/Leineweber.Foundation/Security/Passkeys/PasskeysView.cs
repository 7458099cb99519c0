namespace Leineweber.Foundation.Security.Passkeys;

/// <summary>What the page of someone's passkeys shows.</summary>
/// <param name="All">The passkeys.</param>
/// <param name="Possible">True where browsers can use passkeys under this address.</param>
/// <param name="Options">Address that gives the options for a new one.</param>
public sealed record PasskeysView(IReadOnlyList<Passkey> All, bool Possible, string Options);
