using Leineweber.Foundation.Volltext.Analysis;

namespace Leineweber.Foundation.Volltext;

/// <summary>Where an index gets its documents from. Register one per index as singleton.</summary>
/// <param name="Index">Name of the index, lower-case letters; also its folder.</param>
/// <param name="Schema">Raise it when <paramref name="Load"/> gives other documents than before: the index is then built anew.</param>
/// <param name="Load">Reads the documents with these ids from the tenant's database, or all for null. An id that gives none is removed.</param>
/// <param name="Words">Reads the tenant's vocabulary.</param>
public sealed record VolltextQuelle(
    string Index,
    int Schema,
    Func<IServiceProvider, IReadOnlyCollection<string>?, CancellationToken, Task<IReadOnlyList<VolltextDokument>>> Load,
    Func<IServiceProvider, CancellationToken, Task<Wortschatz>> Words);
