namespace Leineweber.Konten;

/// <summary>What a guest had begun belongs to an account now. Rows may keep the guest's id: <see cref="Kontoperson.Owns"/> knows both.</summary>
/// <param name="GastId">The guest's account.</param>
/// <param name="KontoId">The account it was taken over into.</param>
public sealed record GastUebernommen(Guid GastId, Guid KontoId);

/// <summary>An account was deleted; nothing personal is left in it.</summary>
/// <param name="KontoId">The account.</param>
public sealed record NutzerkontoGeloescht(Guid KontoId);
