namespace Leineweber.Akten;

/// <summary>An Akte stands in a protected cabinet of its own now; rows elsewhere that name the cabinet of its Vorgaenge must follow.</summary>
/// <param name="AkteId">The Akte.</param>
/// <param name="AktenschrankId">Its new cabinet.</param>
public sealed record AkteGeschuetzt(Guid AkteId, Guid AktenschrankId);
