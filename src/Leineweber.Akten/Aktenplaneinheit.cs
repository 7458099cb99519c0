namespace Leineweber.Akten;

/// <summary>A node of the filing plan (Aktenplan): says what belongs together and how long it is kept.</summary>
public sealed class Aktenplaneinheit
{
    /// <summary>The node under which is filed what names no node of the plan, so that nothing is lost.</summary>
    public const string Unassigned = "99";

    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Its number, e.g. <c>66.20</c>; never reused.</summary>
    public required string Kennzeichen { get; init; }

    /// <summary>What is filed here.</summary>
    public required string Titel { get; set; }

    /// <summary>The node above, or null for a main group.</summary>
    public Guid? ParentId { get; init; }

    /// <summary>Years a closed Vorgang is kept, counted from the end of the year of closing; null takes the node above.</summary>
    public int? AufbewahrungJahre { get; set; }

    /// <summary>What does and does not belong here, in a sentence.</summary>
    public string? Hinweis { get; set; }
}
