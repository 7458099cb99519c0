using System.IO.Compression;

namespace Leineweber.Foundation.Uploads;

/// <summary>What speaks against taking a PDF in.</summary>
internal enum PdfObjection
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It runs scripts, starts programs, or hides its objects where nobody can look.</summary>
    Active,

    /// <summary>It is encrypted, with or without a password: neither scanner nor archive could read it.</summary>
    Protected,
}

/// <summary>Looks for what a PDF would do when opened, also in compressed object streams and behind escaped names (ISO 32000-1 § 7.3.5, § 7.5.7).</summary>
/// <remarks>Reads every byte at most twice and decompresses at most <see cref="MostInflated"/>: whatever a stranger sends, the answer comes soon.</remarks>
internal static class PdfCheck
{
    private const int MostInflated = 100_000_000;
    private const int MostStreams = 20_000;
    private const int LongestDictionary = 4096;
    private const int Chunk = 65536;

    /// <summary>The first objection found.</summary>
    public static PdfObjection Of(byte[] pdf)
    {
        if (Objection(pdf) is not PdfObjection.None and var open)
        {
            return open;
        }

        var (left, streams, from) = (MostInflated, 0, 0);
        for (int at; (at = pdf.AsSpan(from).IndexOf("stream"u8)) >= 0;)
        {
            at += from;
            var dictionary = pdf.AsSpan(Math.Max(from, at - LongestDictionary), Math.Min(at - from, LongestDictionary));
            from = at + "stream".Length;
            if (dictionary.EndsWith("end"u8) || !Names(dictionary, "Filter"u8))
            {
                continue;
            }

            // Some readers find object streams without their type, by the keys they must have. The words may be those of the objects before, too: then what cannot be unpacked is a picture.
            var isNamed = Names(dictionary, "ObjStm"u8);
            if (!isNamed && !(Names(dictionary, "First"u8) && Names(dictionary, "N"u8)))
            {
                continue;
            }

            var start = from + (pdf.AsSpan(from).StartsWith("\r\n"u8) ? 2 : 1);
            var found = ++streams > MostStreams || start >= pdf.Length ? PdfObjection.Active : Inflated(pdf, start, ref left);
            if (found is { } objection && objection != PdfObjection.None || found is null && isNamed)
            {
                return found ?? PdfObjection.Active;
            }
        }

        return PdfObjection.None;
    }

    /// <summary>The objection against what is packed here, or null where it is not packed with Flate, as every program packs its objects.</summary>
    private static PdfObjection? Inflated(byte[] pdf, int start, ref int left)
    {
        try
        {
            using var zlib = new ZLibStream(new MemoryStream(pdf, start, pdf.Length - start), CompressionMode.Decompress);
            var (window, kept) = (new byte[Chunk + 64], 0);
            for (int read; (read = zlib.Read(window, kept, Chunk)) > 0;)
            {
                left -= read;
                if (left < 0)
                {
                    return PdfObjection.Active;
                }

                var seen = window.AsSpan(0, kept + read);
                if (Objection(seen) is not PdfObjection.None and var found)
                {
                    return found;
                }

                // A name may lie across the border of two pieces.
                kept = Math.Min(64, seen.Length);
                seen[^kept..].CopyTo(window);
            }

            return PdfObjection.None;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static PdfObjection Objection(ReadOnlySpan<byte> bytes)
    {
        for (int at, from = 0; (at = bytes[from..].IndexOf((byte)'/')) >= 0;)
        {
            from += at + 1;
            var rest = bytes[from..];
            if (Is(rest, "JavaScript"u8, out _) || Is(rest, "Launch"u8, out _) || Is(rest, "RichMedia"u8, out _))
            {
                return PdfObjection.Active;
            }

            // In a text the word stands alone; in a trailer a reference or a dictionary follows.
            if (Is(rest, "Encrypt"u8, out var length) && rest[length..].TrimStart(" \t\r\n\0\f"u8) is [(>= (byte)'0' and <= (byte)'9') or (byte)'<', ..])
            {
                return PdfObjection.Protected;
            }
        }

        return PdfObjection.None;
    }

    private static bool Names(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> name)
    {
        for (int at, from = 0; (at = bytes[from..].IndexOf((byte)'/')) >= 0;)
        {
            from += at + 1;
            if (Is(bytes[from..], name, out _))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True where a name begins here, its letters as they are or as <c>#4A</c>, and ends where the name ends.</summary>
    private static bool Is(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> name, out int length)
    {
        length = 0;
        foreach (var letter in name)
        {
            if (length < bytes.Length && bytes[length] == letter)
            {
                length++;
            }
            else if (length + 2 < bytes.Length && bytes[length] == '#' && Hex(bytes[length + 1]) * 16 + Hex(bytes[length + 2]) == letter)
            {
                length += 3;
            }
            else
            {
                return false;
            }
        }

        return length == bytes.Length || !(char.IsAsciiLetterOrDigit((char)bytes[length]) || bytes[length] is (byte)'#' or (byte)'_' or (byte)'-' or (byte)'.');
    }

    private static int Hex(byte digit) => char.IsAsciiHexDigit((char)digit) ? Convert.ToInt32(((char)digit).ToString(), 16) : -1000;
}
