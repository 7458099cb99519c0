namespace Leineweber.Akten;

/// <summary>Where a document came from.</summary>
public enum Herkunft
{
    /// <summary>The application as PDF or as data.</summary>
    Antrag,

    /// <summary>A file the citizen added.</summary>
    Anlage,

    /// <summary>A letter of the city.</summary>
    Ausgang,

    /// <summary>The sealed decision.</summary>
    Bescheid,

    /// <summary>Filed by a member of staff.</summary>
    Intern,
}

/// <summary>A record inside a Vorgang; its content stands in its versions, none of which is ever changed.</summary>
public sealed class Dokument
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The Vorgang it belongs to.</summary>
    public required Guid VorgangId { get; init; }

    /// <summary>What it is called in the file.</summary>
    public required string Titel { get; set; }

    /// <summary>Where it came from.</summary>
    public required Herkunft Herkunft { get; init; }

    /// <summary>Names it within its Vorgang, so that filing the same twice gives one document; null where filed by hand.</summary>
    public string? Schluessel { get; init; }

    /// <summary>When it was filed.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>Number of its newest version, from 1.</summary>
    public int Versionen { get; set; }

    /// <summary>Its versions, where loaded.</summary>
    public List<DokumentVersion> Fassungen { get; } = [];
}

/// <summary>One version of a document: exact bytes, by whom, when.</summary>
public sealed class DokumentVersion
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The document.</summary>
    public required Guid DokumentId { get; init; }

    /// <summary>Number, from 1.</summary>
    public required int Nummer { get; init; }

    /// <summary>File name as it came, without path.</summary>
    public required string FileName { get; init; }

    /// <summary>Media type found when it was stored.</summary>
    public required string ContentType { get; init; }

    /// <summary>SHA-256 of the content, its name in the Ablage.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Length in bytes.</summary>
    public required long Size { get; init; }

    /// <summary>When it was filed.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>Who filed it: name as people read it.</summary>
    public required string CreatedBy { get; init; }
}

/// <summary>A document to be filed; its bytes lie in the Ablage already.</summary>
/// <param name="Titel">What it is called in the file; cut at 200 characters.</param>
/// <param name="FileName">File name; a path in front of it is cut off.</param>
/// <param name="ContentType">Media type.</param>
/// <param name="Sha256">Its name in the Ablage.</param>
/// <param name="Size">Length in bytes.</param>
/// <param name="Herkunft">Where it came from.</param>
/// <param name="Schluessel">Names it within its Vorgang: filed again under the same, nothing happens.</param>
public sealed record NeuesDokument(string Titel, string FileName, string ContentType, string Sha256, long Size, Herkunft Herkunft, string? Schluessel = null);
