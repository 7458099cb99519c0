using System.IO.Compression;
using System.Text;
using Leineweber.Tests.Formulare;

namespace Leineweber.Tests.Feindlich;

/// <summary>Files nobody should send, made here: two kinds at once, bombs, wrong types, names with a purpose.</summary>
internal static class Uploadkorpus
{
    private static readonly byte[] Pdf = [.. "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"u8];
    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, .. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0, 0xFF, 0xD9];
    private static readonly byte[] Html = [.. "<!DOCTYPE html><html><body onload=alert(1)><lwx><script>alert(document.cookie)</script></body></html>"u8];
    private static readonly byte[] Svg = [.. "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"><script>alert(1)</script><foreignObject><lwx/></foreignObject></svg>"u8];

    /// <summary>Names with a purpose: paths, line breaks, direction, length, devices, two endings.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "../../../etc/passwd", "..\\..\\windows\\system32\\x.pdf", "/etc/cron.d/x", "C:\\x.pdf", "rechnung\u202Efdp.exe", "a\r\nSet-Cookie: lw=1.pdf", "a\";filename=\"b.html", "<lwx>.pdf", "x.pdf\0.html", "x.html.pdf", "x.pdf.html", ".htaccess", "..", ".", "", " ", "CON.pdf", "nul", "a:stream.pdf",
        new string('l', 5000) + ".pdf", string.Concat(Enumerable.Repeat("ä", 300)) + ".png", "e\u0301\u0301\u0301.png", "%2e%2e%2f.pdf", "=cmd|'/c calc'!A1.pdf", "💥.pdf", "x.svg", "x.php", "x.pdf;.html", "\u200B.pdf", "x.pdf ", "x.pdf.", "${7*7}.pdf", "'; DROP TABLE anlage;--.pdf",
    ];

    /// <summary>Every file of the corpus, with the name of what it is.</summary>
    public static IReadOnlyList<(string What, byte[] Content)> All { get; } = [.. Make()];

    /// <summary>Those that are quick to send thousands of times.</summary>
    public static IReadOnlyList<byte[]> Small { get; } = [.. All.Where(file => file.Content.Length < 5000).Select(file => file.Content)];

    private static IEnumerable<(string What, byte[] Content)> Make()
    {
        var png = Filler.Photo("x").Content;
        yield return ("nothing", []);
        yield return ("one byte", [0x25]);
        yield return ("html", Html);
        yield return ("html after a BOM", [0xEF, 0xBB, 0xBF, .. Html]);
        yield return ("html after blanks", [.. Encoding.ASCII.GetBytes(new string(' ', 600)), .. Html]);
        yield return ("html in UTF-16", Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("<html><script>alert(1)</script>")).ToArray());
        yield return ("svg with script", Svg);
        yield return ("svg without declaration", Svg[21..]);
        yield return ("xml with entity", [.. "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><x>&e;</x>"u8]);
        yield return ("pdf that is html", [.. Html, .. Pdf]);
        yield return ("pdf, then html", [.. Pdf, .. Html]);
        yield return ("pdf that is a zip", [.. Pdf, .. Zip(("x.html", Html))]);
        yield return ("zip that is a pdf", [.. Zip(("x.html", Html)), .. Pdf]);
        yield return ("jpeg with html comment", [0xFF, 0xD8, 0xFF, 0xFE, 0, (byte)(Html.Length + 2), .. Html, .. Jpeg[2..]]);
        yield return ("jpeg, then zip", [.. Jpeg, .. Zip(("x.html", Html))]);
        yield return ("gif that is script", [.. "GIF89a/*"u8, .. Html, .. "*/=1;alert(1)"u8]);
        yield return ("png, then html", [.. png, .. Html]);
        yield return ("png cut off", png[..20]);
        yield return ("png of 2 billion pixels", HugePng(png));
        yield return ("bmp", [.. "BM"u8, .. new byte[60]]);
        yield return ("zip", Zip(("a.txt", "x"u8.ToArray())));
        yield return ("zip bomb", Zip(("a.bin", new byte[20_000_000])));
        yield return ("zip in zip in zip", Zip(("b.zip", Zip(("c.zip", Zip(("d.bin", new byte[5_000_000])))))));
        yield return ("zip with path", Zip(("../../../../tmp/lw-entkommen", "x"u8.ToArray())));
        yield return ("docx with macro", Zip(("[Content_Types].xml", "<Types/>"u8.ToArray()), ("word/vbaProject.bin", new byte[100]), ("word/document.xml", "<x/>"u8.ToArray())));
        yield return ("gzip bomb", Gzip(new byte[20_000_000]));
        yield return ("pdf with javascript", [.. "%PDF-1.4\n1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"u8]);
        yield return ("pdf with launch", [.. "%PDF-1.4\n1 0 obj<</Type/Catalog/OpenAction<</S/Launch/F(cmd.exe)>>>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"u8]);
        yield return ("pdf with embedded file", [.. "%PDF-1.4\n1 0 obj<</Type/Catalog/Names<</EmbeddedFiles 2 0 R>>>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"u8]);
        yield return ("pdf nested deep", [.. "%PDF-1.4\n1 0 obj"u8, .. Encoding.ASCII.GetBytes(new string('[', 200_000)), .. "\n%%EOF\n"u8]);
        yield return ("pdf head only", [.. "%PDF-"u8]);
        yield return ("pdf turning in circles", [.. "%PDF-1.4\n1 0 obj 1 0 R endobj\nxref\n0 1\n0000000000 65535 f \ntrailer<</Root 1 0 R/Prev 9>>\nstartxref\n9\n%%EOF\n"u8]);
        yield return ("windows program", [.. "MZ"u8, .. new byte[200]]);
        yield return ("linux program", [0x7F, .. "ELF"u8, .. new byte[200]]);
        yield return ("shell script", [.. "#!/bin/sh\nid\n"u8]);
        yield return ("test virus", Encoding.ASCII.GetBytes("X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-" + "STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"));
        yield return ("ole document", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[512]]);
        yield return ("only zeros", new byte[100_000]);
        yield return ("10 MB and one byte", [.. Jpeg[..^2], .. new byte[(10 * 1024 * 1024) - Jpeg.Length + 1], 0xFF, 0xD9]);
    }

    private static byte[] Zip(params (string Name, byte[] Content)[] entries)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = zip.CreateEntry(name, CompressionLevel.Optimal).Open();
                entry.Write(content);
            }
        }

        return bytes.ToArray();
    }

    private static byte[] Gzip(byte[] content)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(content);
        }

        return bytes.ToArray();
    }

    /// <summary>A PNG whose head claims 50,000 × 50,000 pixels.</summary>
    private static byte[] HugePng(byte[] png)
    {
        var huge = png.ToArray();
        (huge[18], huge[19], huge[22], huge[23]) = (0xC3, 0x50, 0xC3, 0x50);
        return huge;
    }
}
