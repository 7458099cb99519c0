using System.Buffers.Binary;
using System.Text;

namespace Leineweber.Foundation.Uploads;

/// <summary>Recognises the few types people may hand in by their content, and refuses files that are two things at once.</summary>
public static class FileType
{
    /// <summary>What a file is.</summary>
    /// <param name="ContentType">MIME type.</param>
    /// <param name="Extension">Extension with dot.</param>
    public sealed record Found(string ContentType, string Extension);

    private static readonly Found Pdf = new("application/pdf", ".pdf");
    private static readonly Found Jpeg = new("image/jpeg", ".jpg");
    private static readonly Found Png = new("image/png", ".png");
    private static readonly Found Heic = new("image/heic", ".heic");
    private static readonly Found WebP = new("image/webp", ".webp");
    private static readonly Found Tiff = new("image/tiff", ".tif");

    /// <summary>The type, or null where it is none of those allowed or pretends to be more than one.</summary>
    public static Found? Of(ReadOnlySpan<byte> content)
    {
        var found = Starts(content);
        return found is null || IsAlsoArchive(content) || IsAlsoMarkup(content) || !EndsAsItShould(found, content) ? null : found;
    }

    /// <summary>True where the beginning is that of an allowed type and the end is missing: broken off on the way, or damaged.</summary>
    public static bool IsCutOff(ReadOnlySpan<byte> content) => Starts(content) is { } found && !EndsAsItShould(found, content) && !IsAlsoArchive(content) && !IsAlsoMarkup(content);

    private static Found? Starts(ReadOnlySpan<byte> content) => content switch
    {
        _ when content.StartsWith("%PDF-"u8) => Pdf,
        [0xFF, 0xD8, 0xFF, ..] => Jpeg,
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => Png,
        _ when content.Length > 12 && content[4..8].SequenceEqual("ftyp"u8) && IsHeifBrand(content[8..12]) => Heic,
        _ when content.Length > 12 && content.StartsWith("RIFF"u8) && content[8..12].SequenceEqual("WEBP"u8) => WebP,
        [(byte)'I', (byte)'I', 42, 0, ..] or [(byte)'M', (byte)'M', 0, 42, ..] => Tiff,
        _ => null,
    };

    private static bool IsHeifBrand(ReadOnlySpan<byte> brand) => Encoding.ASCII.GetString(brand) is "heic" or "heix" or "mif1" or "msf1" or "heim" or "heis";

    /// <summary>A ZIP's directory stands at its end, so a picture or PDF can carry one behind its back.</summary>
    private static bool IsAlsoArchive(ReadOnlySpan<byte> content) =>
        content[Math.Max(0, content.Length - 66_000)..].IndexOf("PK\x05\x06"u8) >= 0 || content.IndexOf("Rar!\x1A\x07"u8) >= 0;

    private static bool IsAlsoMarkup(ReadOnlySpan<byte> content)
    {
        var head = Encoding.ASCII.GetString(content[..Math.Min(content.Length, 2048)]).ToLowerInvariant();
        return head.Contains("<script", StringComparison.Ordinal) || head.Contains("<html", StringComparison.Ordinal)
            || head.Contains("<svg", StringComparison.Ordinal) || head.Contains("<?php", StringComparison.Ordinal);
    }

    private static bool EndsAsItShould(Found found, ReadOnlySpan<byte> content)
    {
        if (found == Png)
        {
            return content.EndsWith((ReadOnlySpan<byte>)[0, 0, 0, 0, (byte)'I', (byte)'E', (byte)'N', (byte)'D', 0xAE, 0x42, 0x60, 0x82]);
        }

        if (found == WebP)
        {
            // The length in its head is that of the whole file.
            return BinaryPrimitives.ReadUInt32LittleEndian(content[4..8]) + 8L >= content.Length - 1;
        }

        // Cameras and scanners leave a little behind the end mark; much more is somebody's luggage.
        return found == Jpeg ? content.LastIndexOf((ReadOnlySpan<byte>)[0xFF, 0xD9]) > 0
            : found != Pdf || content[Math.Max(0, content.Length - 2048)..].IndexOf("%%EOF"u8) >= 0;
    }
}
