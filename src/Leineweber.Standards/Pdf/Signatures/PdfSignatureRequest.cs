using System.Security.Cryptography.X509Certificates;

namespace Leineweber.Standards.Pdf.Signatures;

/// <summary>Gets an RFC 3161 time-stamp token over a signature value.</summary>
public delegate byte[] TimestampSource(byte[] signatureValue);

/// <summary>How a PDF is to be signed or sealed (PAdES baseline B-B, with a time stamp B-T; ETSI EN 319 142-1).</summary>
public sealed record PdfSignatureRequest
{
    /// <summary>Certificate with its private key (RSA ≥ 2048 or ECDSA).</summary>
    public required X509Certificate2 Certificate { get; init; }

    /// <summary>Intermediate certificates that readers need, without the anchor.</summary>
    public IReadOnlyList<X509Certificate2> Intermediates { get; init; } = [];

    /// <summary>Claimed time of signing, UTC; stands in the document and is proved only by a time stamp.</summary>
    public required DateTime Time { get; init; }

    /// <summary>Who signs, as viewers show it.</summary>
    public required string Name { get; init; }

    /// <summary>Why, as viewers show it.</summary>
    public string? Reason { get; init; }

    /// <summary>Where, as viewers show it.</summary>
    public string? Location { get; init; }

    /// <summary>What screen readers say of the field.</summary>
    public required string Description { get; init; }

    /// <summary>What is drawn; null for an invisible signature.</summary>
    public PdfSignatureAppearance? Appearance { get; init; }

    /// <summary>Adds a time stamp (B-T) where set.</summary>
    public TimestampSource? Timestamp { get; init; }
}

/// <summary>A drawn signature. Its content must be shapes alone: text would need an embedded font to stay PDF/A.</summary>
/// <param name="Page">Page, counted from 1.</param>
/// <param name="Left">Left edge in points from the left of the page.</param>
/// <param name="Bottom">Lower edge in points from the bottom of the page.</param>
/// <param name="Width">Width in points.</param>
/// <param name="Height">Height in points.</param>
/// <param name="Content">PDF content stream (ISO 32000-1 § 8) in a box of that width and height.</param>
public sealed record PdfSignatureAppearance(int Page, double Left, double Bottom, double Width, double Height, string Content);
