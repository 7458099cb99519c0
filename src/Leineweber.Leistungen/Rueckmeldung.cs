namespace Leineweber.Leistungen;

/// <summary>What a reader said about a page: helpful or not, and perhaps why. Nothing about the reader is kept.</summary>
public sealed class Rueckmeldung
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Path of the page.</summary>
    public required string Seite { get; init; }

    /// <summary>True for helpful.</summary>
    public required bool IsHelpful { get; init; }

    /// <summary>What was missing, in the reader's words.</summary>
    public string? Text { get; init; }

    /// <summary>When.</summary>
    public required DateTime At { get; init; }

    /// <summary>When an editor was done with it.</summary>
    public DateTime? DoneAt { get; internal set; }
}

/// <summary>A word list of the tenant's search: compounds' parts or synonyms, one line each.</summary>
internal sealed class Wortliste
{
    public const string Parts = "komposita";
    public const string Synonyms = "synonyme";

    public required string Name { get; init; }

    /// <summary>One word (parts), or words that mean the same, separated by semicolons (synonyms), per line.</summary>
    public required string Inhalt { get; set; }
}
