using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Leineweber.Tests.Feindlich;

/// <summary>What the corpus of hostile files is put together from.</summary>
internal static class Korpusbau
{
    /// <summary>What a visitor's browser would run if a file were shown as a page; <c>&lt;lwx</c> gives it away in an answer.</summary>
    public static readonly byte[] Html = [.. "<!DOCTYPE html><html><body onload=alert(1)><lwx><script>alert(document.cookie)</script></body></html>"u8];

    public static readonly byte[] Svg = [.. "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"><script>alert(1)</script><foreignObject><lwx/></foreignObject></svg>"u8];

    public static readonly byte[] Xxe = [.. "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\"><!ENTITY % p SYSTEM \"http://127.0.0.1:1/\"> %p;]><x>&e;</x>"u8];

    // In two halves, so that scanners do not take this program for the test file.
    public static readonly byte[] Eicar = Encoding.ASCII.GetBytes("X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-" + "STANDARD-ANTIVIRUS-TEST-FILE!$H+H*");

    public static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text);

    /// <summary>A PDF with these objects, numbered from 1, and whatever the trailer says more.</summary>
    public static byte[] Pdf(string trailer, params byte[][] objects)
    {
        using var bytes = new MemoryStream();
        var places = new List<long>();
        bytes.Write("%PDF-1.7\n"u8);
        foreach (var (index, content) in objects.Index())
        {
            places.Add(bytes.Length);
            bytes.Write(Ascii($"{index + 1} 0 obj\n"));
            bytes.Write(content);
            bytes.Write("\nendobj\n"u8);
        }

        var xref = bytes.Length;
        bytes.Write(Ascii($"xref\n0 {objects.Length + 1}\n0000000000 65535 f \n{string.Concat(places.Select(place => $"{place:0000000000} 00000 n \n"))}"));
        bytes.Write(Ascii($"trailer\n<</Size {objects.Length + 1}/Root 1 0 R{trailer}>>\nstartxref\n{xref}\n%%EOF\n"));
        return bytes.ToArray();
    }

    /// <summary>A page with one line of text, and what the catalog says more.</summary>
    public static byte[] PlainPdf(string catalog = "", string trailer = "", params byte[][] more) => Pdf(trailer,
        [Ascii($"<</Type/Catalog/Pages 2 0 R{catalog}>>"), [.. "<</Type/Pages/Kids[3 0 R]/Count 1>>"u8], [.. "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<>>>>"u8], .. more]);

    /// <summary>A stream object, packed with Flate.</summary>
    public static byte[] Packed(string dictionary, byte[] content)
    {
        var packed = Deflate(content);
        return [.. Ascii($"<<{dictionary}/Filter/FlateDecode/Length {packed.Length}>>\nstream\n"), .. packed, .. "\nendstream"u8];
    }

    /// <summary>Objects hidden in an object stream.</summary>
    public static byte[] ObjectStream(string content) => Packed("/Type/ObjStm/N 1/First 5", Ascii("9 0  " + content));

    public static byte[] Jpeg(int width, int height, byte[]? comment = null) =>
    [
        0xFF, 0xD8, 0xFF, 0xE0, 0, 16, .. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0,
        .. comment is null ? (byte[])[] : [0xFF, 0xFE, .. Big16(comment.Length + 2), .. comment],
        0xFF, 0xC0, 0, 11, 8, .. Big16(height), .. Big16(width), 1, 1, 0x11, 0, 0xFF, 0xD9,
    ];

    public static byte[] Png(uint width, uint height, params byte[][] chunks) =>
        [0x89, .. "PNG\r\n\x1A\n"u8, .. PngChunk("IHDR", [.. Big32(width), .. Big32(height), 8, 2, 0, 0, 0]), .. chunks.SelectMany(chunk => chunk), .. PngChunk("IDAT", Deflate(new byte[4])), .. PngChunk("IEND", [])];

    public static byte[] PngChunk(string kind, byte[] content)
    {
        byte[] body = [.. Ascii(kind), .. content];
        return [.. Big32((uint)content.Length), .. body, .. Big32(Crc(body))];
    }

    public static byte[] WebP(int width, int height, byte[]? more = null)
    {
        byte[] body = [.. "WEBPVP8X"u8, 10, 0, 0, 0, 0, 0, 0, 0, .. Little24(width - 1), .. Little24(height - 1), .. more ?? []];
        return [.. "RIFF"u8, .. Little32((uint)body.Length), .. body];
    }

    public static byte[] Tiff(uint width, uint height, bool little = true, byte[]? more = null)
    {
        byte[] N16(int value) => little ? [(byte)value, (byte)(value >> 8)] : Big16(value);
        byte[] N32(uint value) => little ? Little32(value) : Big32(value);
        return [.. little ? "II"u8.ToArray() : "MM"u8.ToArray(), .. N16(42), .. N32(8), .. N16(2), .. N16(256), .. N16(4), .. N32(1), .. N32(width), .. N16(257), .. N16(4), .. N32(1), .. N32(height), 0, 0, 0, 0, .. more ?? []];
    }

    public static byte[] Heic(uint width, uint height, byte[]? more = null) =>
        [0, 0, 0, 24, .. "ftypheic"u8, 0, 0, 0, 0, .. "mif1heic"u8, 0, 0, 0, 20, .. "ispe"u8, 0, 0, 0, 0, .. Big32(width), .. Big32(height), .. more ?? []];

    public static byte[] Gif(byte[] more) => [.. "GIF89a"u8, 1, 0, 1, 0, 0, 0, 0, .. more, 0x3B];

    public static byte[] Zip(params (string Name, byte[] Content)[] entries)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
                entry.Write(content);
            }
        }

        return bytes.ToArray();
    }

    public static byte[] Gzip(byte[] content) => Through(content, bytes => new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true));

    public static byte[] Deflate(byte[] content) => Through(content, bytes => new ZLibStream(bytes, CompressionLevel.Fastest, leaveOpen: true));

    public static byte[] Brotli(byte[] content) => Through(content, bytes => new BrotliStream(bytes, CompressionLevel.Fastest, leaveOpen: true));

    public static byte[] Big16(int value) => [(byte)(value >> 8), (byte)value];

    public static byte[] Big32(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] Little24(int value) => [(byte)value, (byte)(value >> 8), (byte)(value >> 16)];

    private static byte[] Little32(uint value) => [(byte)value, (byte)(value >> 8), (byte)(value >> 16), (byte)(value >> 24)];

    private static byte[] Through(byte[] content, Func<Stream, Stream> make)
    {
        using var bytes = new MemoryStream();
        using (var packing = make(bytes))
        {
            packing.Write(content);
        }

        return bytes.ToArray();
    }

    private static uint Crc(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var one in bytes)
        {
            crc ^= one;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 1 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
            }
        }

        return ~crc;
    }
}
