using System.Buffers;

namespace Leineweber.Standards.Pdf.Signatures;

/// <summary>The message of a signature and the bytes it is about.</summary>
internal sealed record SignedBytes(byte[] Message, byte[] Content, bool CoversWholeFile)
{
    private static readonly SearchValues<byte> Upper = SearchValues.Create("0123456789ABCDEF"u8);
    private static readonly SearchValues<byte> Lower = SearchValues.Create("0123456789abcdef"u8);

    /// <summary>Null where the byte range is not exactly the file (or an earlier state of it) without the one string that holds the message.</summary>
    public static SignedBytes? Find(PdfFile file, PdfDict signature)
    {
        var bytes = file.Bytes;
        var range = (signature["ByteRange"] as PdfArray)?.Items.Select(n => (n as PdfNumber)?.Whole ?? -1).ToArray();
        if (signature["Contents"] is not PdfString { Start: >= 0 } contents || range is not [0, var gapStart, var gapEnd, var rest]
            || gapStart != contents.Start || gapEnd != contents.End || rest < 0 || gapEnd + rest > bytes.Length || !IsCanonical(bytes.AsSpan(contents.Start, contents.End - contents.Start)))
        {
            return null;
        }

        var end = (int)(gapEnd + rest);
        return MessageIn(contents.Bytes) is { } message
            ? new(message, [.. bytes.AsSpan(0, contents.Start), .. bytes.AsSpan(contents.End, end - contents.End)], end == bytes.Length)
            : null;
    }

    /// <summary>The gap is the only place that no signature covers: it may hold hexadecimal digits of one case and nothing else.</summary>
    private static bool IsCanonical(ReadOnlySpan<byte> gap) =>
        gap is [(byte)'<', .. var digits, (byte)'>'] && digits.Length % 2 == 0
        && (!digits.ContainsAnyExcept(Upper) || !digits.ContainsAnyExcept(Lower));

    /// <summary>The DER value at the beginning; behind it only zeros are allowed.</summary>
    private static byte[]? MessageIn(byte[] contents)
    {
        if (contents is not [0x30, var first, ..])
        {
            return null;
        }

        var lengthBytes = first < 0x80 ? 0 : first & 0x7F;
        if (lengthBytes > 3 || contents.Length < 2 + lengthBytes || first == 0x80)
        {
            return null;
        }

        var length = lengthBytes == 0 ? first : contents.AsSpan(2, lengthBytes).ToArray().Aggregate(0, (sum, b) => (sum << 8) | b);
        var end = 2 + lengthBytes + length;
        return end <= contents.Length && !contents.AsSpan(end).ContainsAnyExcept((byte)0) ? contents[..end] : null;
    }
}
