namespace Leineweber.Konten;

/// <summary>What a guest had begun belongs to an account now. Rows may keep the guest's id: <see cref="Kontoperson.Owns"/> knows both.</summary>
/// <param name="GastId">The guest's account.</param>
/// <param name="KontoId">The account it was taken over into.</param>
public sealed record GastUebernommen(Guid GastId, Guid KontoId);

/// <summary>An account was deleted; nothing personal is left in it, and nobody can sign in to it any more. Raised for the account and for each guest taken over into it.</summary>
/// <remarks>Listeners delete drafts and whatever is kept for the person only. What was sent to the city stays in its files as long as the law wants it; what still waits, e.g. for a payment, is theirs to decide. Handled at least once.</remarks>
/// <param name="KontoId">The account.</param>
public sealed record NutzerkontoGeloescht(Guid KontoId);
