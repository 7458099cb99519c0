namespace Leineweber.Formulare;

/// <summary>Where an application stands on the citizen's side.</summary>
public enum AntragStatus
{
    /// <summary>A draft: being filled in, seen by its owner only, deleted after the days its form says (60) without a change.</summary>
    Entwurf,

    /// <summary>Submitted and bound; the fee is not paid yet.</summary>
    WartetAufZahlung,

    /// <summary>Arrived at the office.</summary>
    Eingegangen,

    /// <summary>Withdrawn by its owner, or given up because the fee was never paid.</summary>
    Zurueckgezogen,
}

/// <summary>An application (also a notice or a registration): first a draft, then submitted once and never changed again.</summary>
public sealed class Antrag
{
    /// <summary>Id; stands in addresses, so it is never enough to see anything.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The frozen version of the form it is filled in with; a draft may move to a newer one, a submitted application never does.</summary>
    public required Guid FormularVersionId { get; set; }

    /// <summary>Stable key of the form.</summary>
    public required string FormularKey { get; init; }

    /// <summary>Whose it is.</summary>
    public required Guid KontoId { get; set; }

    /// <summary>Where it stands.</summary>
    public AntragStatus Status { get; internal set; }

    /// <summary>Language of the person who fills it in, <c>de</c> or <c>en</c>.</summary>
    public required string Language { get; set; }

    /// <summary>All values ever entered in the draft, also those of questions that are hidden now (parked); null once submitted.</summary>
    public string? Entered { get; internal set; }

    /// <summary>Ids of the pages that were answered once, separated by blanks.</summary>
    public string SeenPages { get; internal set; } = "";

    /// <summary>Counts the saves of the draft, so that an outdated browser tab is noticed.</summary>
    public int Revision { get; internal set; }

    /// <summary>The answers as submitted: JSON, only of questions that were asked.</summary>
    public string? Answers { get; internal set; }

    /// <summary>The fee as submitted, JSON list of lines; null without fee.</summary>
    public string? Fees { get; internal set; }

    /// <summary>Sum of the fee in cents.</summary>
    public long FeeCents { get; internal set; }

    /// <summary>Number given at submission, e.g. <c>2026-660.14-000017-4</c>.</summary>
    public string? Nummer { get; internal set; }

    /// <summary>Reference of the payment, where a fee is due.</summary>
    public string? Kassenzeichen { get; internal set; }

    /// <summary>The organisation it was submitted for, as it was called then; null for a person's own.</summary>
    public string? Organisation { get; internal set; }

    /// <summary>Who submitted it for the organisation; null for a person's own.</summary>
    public string? Handelnd { get; internal set; }

    /// <summary>When it was begun.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>When it was last saved.</summary>
    public DateTime ChangedAt { get; internal set; }

    /// <summary>When it was submitted.</summary>
    public DateTime? SubmittedAt { get; internal set; }

    /// <summary>When it arrived at the office: at submission, or when the fee was paid.</summary>
    public DateTime? ReceivedAt { get; internal set; }

    /// <summary>Until when the fee must be paid, UTC; null where none is due.</summary>
    public DateTime? PayBy { get; internal set; }

    /// <summary>When its owner was last reminded: that a draft will be deleted, or that the fee is not paid. Null again after every change.</summary>
    public DateTime? RemindedAt { get; internal set; }

    /// <summary>The typeset application in the Ablage; null until it is made.</summary>
    public string? PdfSha256 { get; internal set; }

    /// <summary>Size of that file in bytes.</summary>
    public long PdfSize { get; internal set; }

    /// <summary>Name under which the Protokoll knows it.</summary>
    public string Subject => $"antrag:{Id}";

    /// <summary>The same row, to be changed apart from what others read.</summary>
    internal Antrag Copy() => (Antrag)MemberwiseClone();
}

/// <summary>One step in the life of an application: which status, since when, by whom.</summary>
public sealed class AntragSchritt
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Which application.</summary>
    public required Guid AntragId { get; init; }

    /// <summary>The status it got.</summary>
    public required AntragStatus Status { get; init; }

    /// <summary>When.</summary>
    public required DateTime At { get; init; }

    /// <summary>Kind of actor.</summary>
    public required string ActorKind { get; init; }

    /// <summary>Id of the actor.</summary>
    public required string ActorId { get; init; }
}

/// <summary>A file uploaded to an application.</summary>
public sealed class Anlage
{
    /// <summary>Id; the answers refer to it.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Which application.</summary>
    public required Guid AntragId { get; init; }

    /// <summary>Which question.</summary>
    public required string FieldId { get; init; }

    /// <summary>Which entry of a repeated page, or null.</summary>
    public string? ItemId { get; init; }

    /// <summary>Name as people see it: normalised, without control characters and paths.</summary>
    public required string Name { get; init; }

    /// <summary>Type found by looking at the content.</summary>
    public required string ContentType { get; init; }

    /// <summary>The content in the Ablage.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Size in bytes.</summary>
    public required long Size { get; init; }

    /// <summary>When it came.</summary>
    public required DateTime UploadedAt { get; init; }
}
