using System.Buffers.Binary;

namespace Leineweber.Foundation.Uploads;

/// <summary>How large a picture says it is, read from its head without opening it: a file of some bytes may claim billions of pixels and take the memory of whoever shows it.</summary>
internal static class PictureSize
{
    /// <summary>Most pixels of a picture: the largest cameras of phones make 200 million.</summary>
    public const long MostPixels = 250_000_000;

    /// <summary>Width and height, or null where the head does not say.</summary>
    public static (long Width, long Height)? Of(string contentType, ReadOnlySpan<byte> content)
    {
        try
        {
            return contentType switch
            {
                "image/png" => (Big32(content, 16), Big32(content, 20)),
                "image/jpeg" => Jpeg(content),
                "image/webp" => WebP(content),
                "image/tiff" => Tiff(content),
                "image/heic" => content.IndexOf("ispe"u8) is > 0 and var at ? (Big32(content, at + 8), Big32(content, at + 12)) : null,
                _ => null,
            };
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    /// <summary>Walks the segments up to the frame header (ITU T.81, B.2.2).</summary>
    private static (long Width, long Height)? Jpeg(ReadOnlySpan<byte> content)
    {
        for (var at = 2; at + 9 < content.Length;)
        {
            if (content[at] != 0xFF)
            {
                at++;
                continue;
            }

            var marker = content[at + 1];
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                return (Big16(content, at + 7), Big16(content, at + 5));
            }

            at += marker is 0xFF or 0x01 or (>= 0xD0 and <= 0xD9) ? (marker == 0xFF ? 1 : 2) : 2 + Math.Max(2, (int)Big16(content, at + 2));
        }

        return null;
    }

    private static (long Width, long Height)? WebP(ReadOnlySpan<byte> content) => content[12..16] switch
    {
        var kind when kind.SequenceEqual("VP8X"u8) => (1 + Little24(content, 24), 1 + Little24(content, 27)),
        var kind when kind.SequenceEqual("VP8L"u8) => (1 + (Little32(content, 21) & 0x3FFF), 1 + ((Little32(content, 21) >> 14) & 0x3FFF)),
        _ => (Little16(content, 26) & 0x3FFF, Little16(content, 28) & 0x3FFF),
    };

    /// <summary>The first directory's width (256) and length (257).</summary>
    private static (long Width, long Height)? Tiff(ReadOnlySpan<byte> content)
    {
        var little = content[0] == 'I';
        long At16(ReadOnlySpan<byte> bytes, int at) => little ? Little16(bytes, at) : Big16(bytes, at);
        long At32(ReadOnlySpan<byte> bytes, int at) => little ? Little32(bytes, at) : Big32(bytes, at);
        var directory = (int)Math.Min(At32(content, 4), int.MaxValue - 4096);
        var (width, height) = (0L, 0L);
        for (var (entry, left) = (directory + 2, At16(content, directory)); left > 0; (entry, left) = (entry + 12, left - 1))
        {
            var value = At16(content, entry + 2) == 3 ? At16(content, entry + 8) : At32(content, entry + 8);
            (width, height) = At16(content, entry) switch { 256 => (value, height), 257 => (width, value), _ => (width, height) };
        }

        return (width, height);
    }

    private static long Big16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]);

    private static long Big32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]);

    private static long Little16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static long Little24(ReadOnlySpan<byte> bytes, int at) => Little16(bytes, at) | ((long)bytes[at + 2] << 16);

    private static long Little32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);
}
