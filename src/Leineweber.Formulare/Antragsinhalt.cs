namespace Leineweber.Formulare;

/// <summary>An application as higher floors read it: all that was submitted, in words and machine-readable.</summary>
public sealed record Antragsinhalt
{
    /// <summary>Id of the application.</summary>
    public required Guid AntragId { get; init; }

    /// <summary>Number, e.g. <c>2026-660.14-000017-4</c>.</summary>
    public required string Nummer { get; init; }

    /// <summary>Key of the form.</summary>
    public required string FormularKey { get; init; }

    /// <summary>German title of the form.</summary>
    public required string Title { get; init; }

    /// <summary>The service, or null.</summary>
    public string? LeistungSlug { get; init; }

    /// <summary>Number of the office that decides.</summary>
    public required string UnitNummer { get; init; }

    /// <summary>Key in the Aktenplan.</summary>
    public required string AktenplanKey { get; init; }

    /// <summary>Whose it is.</summary>
    public required Guid KontoId { get; init; }

    /// <summary>Name of the applicant: of the organisation it was submitted for, else as stated in the form.</summary>
    public required string ApplicantName { get; init; }

    /// <summary>Who submitted it for an organisation; null where the applicant is a person.</summary>
    public string? Handelnd { get; init; }

    /// <summary>Mail address stated in the form, or of the account; null where there is none.</summary>
    public string? ApplicantMail { get; init; }

    /// <summary>Postal address stated in the form as lines; empty where not asked.</summary>
    public required IReadOnlyList<string> ApplicantAddress { get; init; }

    /// <summary>Language of the person, <c>de</c> or <c>en</c>.</summary>
    public required string Language { get; init; }

    /// <summary>Questions and answers page by page, in German, as the citizen saw them.</summary>
    public required IReadOnlyList<Antwortblock> Groups { get; init; }

    /// <summary>The answers machine-readable, see docs/formular-schema.</summary>
    public required string AnswersJson { get; init; }

    /// <summary>The uploaded files that belong to the answers.</summary>
    public required IReadOnlyList<Antragsanlage> Uploads { get; init; }

    /// <summary>The typeset application, PDF/A; null only before <see cref="AntragEingegangen"/>.</summary>
    public Antragspdf? Pdf { get; init; }

    /// <summary>Fee in cents; 0 without.</summary>
    public required long FeeCents { get; init; }

    /// <summary>Reference of the payment, where there was a fee.</summary>
    public string? Kassenzeichen { get; init; }

    /// <summary>True where a second person must sign the decision.</summary>
    public required bool FourEyes { get; init; }

    /// <summary>When it was submitted, UTC.</summary>
    public required DateTime SubmittedAt { get; init; }

    /// <summary>When it arrived at the office, UTC; later than submitted where a fee had to be paid first.</summary>
    public required DateTime ReceivedAt { get; init; }
}

/// <summary>A page of the form with its answers.</summary>
public sealed record Antwortblock(string Title, IReadOnlyList<Antwort> Answers);

/// <summary>One question with its answer, both as people read them.</summary>
/// <param name="FieldId">Stable id of the question.</param>
/// <param name="Label">The question.</param>
/// <param name="Value">The answer; lines separated by line feeds.</param>
public sealed record Antwort(string FieldId, string Label, string Value);

/// <summary>An uploaded file of an application.</summary>
public sealed record Antragsanlage(string FieldLabel, string Name, string ContentType, string Sha256, long Size);

/// <summary>The typeset application in the Ablage.</summary>
public sealed record Antragspdf(string Sha256, long Size);
