namespace Leineweber.Formulare;

/// <summary>A form under a stable key; what people fill in is always one of its versions.</summary>
public sealed class Formular
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Stable key, e.g. <c>bewohnerparkausweis</c>.</summary>
    public required string Key { get; init; }

    /// <summary>German title of the newest version.</summary>
    public required string Title { get; set; }

    /// <summary>The service it belongs to, or null.</summary>
    public string? LeistungSlug { get; set; }

    /// <summary>Number of the office that decides.</summary>
    public required string UnitNummer { get; set; }

    /// <summary>The version new applications are filled in with; null where none was published.</summary>
    public Guid? PublishedVersionId { get; internal set; }
}

/// <summary>One version of a form. Its content never changes; publishing only makes it the one for new applications.</summary>
public sealed class FormularVersion
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Which form.</summary>
    public required Guid FormularId { get; init; }

    /// <summary>Running number within the form, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>SHA-256 of the content in canonical form: the same content is never a second version.</summary>
    public required string Hash { get; init; }

    /// <summary>The content, format <c>leineweber-formular/1</c>, canonical.</summary>
    public required string Content { get; init; }

    /// <summary>When it was imported.</summary>
    public required DateTime ImportedAt { get; init; }

    /// <summary>Who imported it.</summary>
    public required string ImportedBy { get; init; }

    /// <summary>When it was last published; null where it never was.</summary>
    public DateTime? PublishedAt { get; internal set; }

    /// <summary>Who published it.</summary>
    public string? PublishedBy { get; internal set; }

    /// <summary>True where drafts begun with older versions must move to this one or a later one before they can be submitted.</summary>
    public bool MovesDrafts { get; internal set; }
}
