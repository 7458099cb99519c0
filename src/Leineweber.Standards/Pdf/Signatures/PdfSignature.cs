using System.Security.Cryptography.X509Certificates;

namespace Leineweber.Standards.Pdf.Signatures;

/// <summary>Whether the certificate of a signature leads to an anchor that the checker trusts.</summary>
public enum PdfTrust
{
    /// <summary>The chain leads to an anchor, and the certificate was valid at the time of signing.</summary>
    Trusted,

    /// <summary>Nobody the checker trusts stands behind the certificate.</summary>
    Unknown,

    /// <summary>The chain leads to an anchor, but the certificate was not valid at the time of signing.</summary>
    OutsideValidity,
}

/// <summary>What one signature of a PDF proves.</summary>
public sealed record PdfSignature
{
    /// <summary>Name of its field.</summary>
    public required string Field { get; init; }

    /// <summary>True where the bytes it covers are the bytes that were signed, by the key of <see cref="Certificate"/>.</summary>
    public required bool IsIntact { get; init; }

    /// <summary>True where it covers the whole file but itself; false where something was added after it.</summary>
    public required bool CoversWholeFile { get; init; }

    /// <summary>Why it is not intact, for the log; null where it is.</summary>
    public string? Problem { get; init; }

    /// <summary>Certificate of the signer; null where it could not be read.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Whether somebody trusted stands behind the certificate.</summary>
    public PdfTrust Trust { get; init; } = PdfTrust.Unknown;

    /// <summary>Time of signing as the signer claims it, UTC.</summary>
    public DateTime? ClaimedTime { get; init; }

    /// <summary>Time of an intact time stamp over the signature, UTC; who issued it is not judged.</summary>
    public DateTime? TimestampTime { get; init; }

    /// <summary>Name as the signer wrote it.</summary>
    public string? Name { get; init; }

    /// <summary>Reason as the signer wrote it.</summary>
    public string? Reason { get; init; }

    /// <summary>Intact, by somebody trusted, over the whole file.</summary>
    public bool IsGenuine => IsIntact && CoversWholeFile && Trust == PdfTrust.Trusted;
}
