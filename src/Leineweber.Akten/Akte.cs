namespace Leineweber.Akten;

/// <summary>An e-file: the Vorgaenge of one office about one node of the filing plan in one year.</summary>
public sealed class Akte
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Its reference: plan node, office, year, e.g. <c>66.20-660.14-2026</c>. Given out once.</summary>
    public required string Aktenzeichen { get; init; }

    /// <summary>Title.</summary>
    public required string Titel { get; set; }

    /// <summary>The node of the filing plan.</summary>
    public required Guid AktenplaneinheitId { get; init; }

    /// <summary>The cabinet it stands in.</summary>
    public required Guid AktenschrankId { get; init; }

    /// <summary>The office that keeps it (aktenfuehrende Stelle).</summary>
    public required string UnitNummer { get; init; }

    /// <summary>When it was opened.</summary>
    public required DateTime OpenedAt { get; init; }

    /// <summary>How many Vorgaenge it holds; counted as they are opened, so that no list has to.</summary>
    public int Vorgaenge { get; init; }
}
