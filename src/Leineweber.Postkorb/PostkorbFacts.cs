namespace Leineweber.Postkorb;

/// <summary>A message lies ready in a Postkorb.</summary>
public sealed record NachrichtZugestellt(Guid NachrichtId, string Bezug);

/// <summary>The recipient opened a message for the first time.</summary>
public sealed record NachrichtAbgerufen(Guid NachrichtId, string Bezug);

/// <summary>A citizen answered.</summary>
/// <param name="AntwortId">The answer, itself a message.</param>
/// <param name="NachrichtId">What it answers.</param>
/// <param name="Bezug">What both belong to.</param>
public sealed record AntwortEingegangen(Guid AntwortId, Guid NachrichtId, string Bezug);

/// <summary>A decision was not retrieved in time (§ 41 (2a) VwVfG) and must go another way.</summary>
public sealed record BereitstellungBeendet(Guid NachrichtId, string Bezug);
