namespace Leineweber.Zahlungen;

/// <summary>A claim is settled; raised once per claim.</summary>
public sealed record ZahlungBezahlt(Guid ForderungId, string Bezug);
