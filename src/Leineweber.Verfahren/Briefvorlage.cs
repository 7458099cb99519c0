namespace Leineweber.Verfahren;

/// <summary>A template of a decision's letter: text with places in double braces that the application fills.</summary>
public sealed class Briefvorlage
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Stable key, the name of its file.</summary>
    public required string Key { get; init; }

    /// <summary>Name by which caseworkers choose it.</summary>
    public required string Titel { get; set; }

    /// <summary>Key of the form it is for; null for all.</summary>
    public string? FormularKey { get; set; }

    /// <summary>What it decides.</summary>
    public Entscheidungsart Art { get; set; }

    /// <summary>Subject with places.</summary>
    public required string Betreff { get; set; }

    /// <summary>Body with places, paragraphs parted by empty lines.</summary>
    public required string Text { get; set; }

    /// <summary>Conditions, one per line.</summary>
    public string Nebenbestimmungen { get; set; } = "";

    /// <summary>Information on legal remedies.</summary>
    public string Rechtsbehelf { get; set; } = "";

    /// <summary>Place in the list.</summary>
    public int Reihenfolge { get; set; }
}
