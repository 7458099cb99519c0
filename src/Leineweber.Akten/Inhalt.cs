namespace Leineweber.Akten;

/// <summary>How the bytes of a document leave the house: what a browser may show, and what it must never run.</summary>
public static class Inhalt
{
    private const string Nothing = "default-src 'none'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'";

    /// <summary>True where the browser shows the type in a frame; everything else is only downloaded.</summary>
    public static bool IsShownInline(string contentType) => contentType is "application/pdf" or "image/png" or "image/jpeg" or "image/gif" or "image/webp";

    /// <summary>The policy under which the bytes are shown.</summary>
    /// <remarks>Browsers refuse to show a PDF in a sandbox; their viewers are one themselves, without access to this site.</remarks>
    public static string PolicyFor(string contentType) =>
        contentType == "application/pdf" ? Nothing + "; object-src 'self'" : Nothing + "; img-src 'self'; sandbox";

    /// <summary>True where the first bytes are what the type says: a browser is never shown HTML under the name of an image.</summary>
    public static bool Fits(string contentType, ReadOnlySpan<byte> bytes) => contentType switch
    {
        "application/pdf" => bytes.StartsWith("%PDF-"u8),
        "image/png" => bytes.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47]),
        "image/jpeg" => bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]),
        "image/gif" => bytes.StartsWith("GIF8"u8),
        "image/webp" => bytes.Length > 12 && bytes.StartsWith("RIFF"u8) && bytes[8..12].SequenceEqual("WEBP"u8),
        _ => false,
    };
}
