namespace Leineweber.Formulare.Fill;

/// <summary>Where a submitted application stands in the office, as its owner may read it.</summary>
/// <param name="Word">In a word, in the reader's language.</param>
/// <param name="Kind">Colour of the badge: info, warning, success, neutral; the word says the same.</param>
public sealed record Antragsstand(string Word, string Kind);

/// <summary>An application for which the office waits for its owner's answer.</summary>
/// <param name="AntragId">The application.</param>
/// <param name="BisAm">Last day for the answer.</param>
/// <param name="Address">Where to read what is asked for, and answer.</param>
public sealed record OffeneFrage(Guid AntragId, DateOnly BisAm, string Address);

/// <summary>Tells "Meine Anträge" what becomes of applications in the office. The module above that works on them registers it.</summary>
public interface IAntragsstand
{
    /// <summary>Where these applications stand; those it does not know are left out. Whose they are the caller has checked.</summary>
    Task<IReadOnlyDictionary<Guid, Antragsstand>> Of(IReadOnlyCollection<Guid> antragIds, CancellationToken cancel);

    /// <summary>The applications of these accounts for which the office waits for an answer, each once, the most urgent first.</summary>
    Task<IReadOnlyList<OffeneFrage>> Asked(IReadOnlyList<Guid> kontoIds, CancellationToken cancel);
}
