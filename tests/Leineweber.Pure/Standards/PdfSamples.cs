using System.IO.Compression;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Leineweber.Standards.Pdf.Signatures;

namespace Leineweber.Pure.Standards;

/// <summary>Small PDFs and certificates made by the tests themselves.</summary>
internal static class PdfSamples
{
    private static readonly System.Globalization.CultureInfo Invariant = System.Globalization.CultureInfo.InvariantCulture;

    public static readonly DateTime Noon = new(2026, 11, 22, 12, 0, 0, DateTimeKind.Utc);
    public static readonly X509Certificate2 Anchor = Authority("Prüf-CA");
    public static readonly X509Certificate2 Seal = Issue(Anchor, "Siegel der Stadt Prüfhausen", ECDsa.Create(ECCurve.NamedCurves.nistP256));
    public static readonly X509Certificate2 RsaSeal = Issue(Anchor, "RSA-Siegel", RSA.Create(2048));
    public static readonly X509Certificate2 Stranger = Issue(Authority("Fremde CA"), "Siegel der Stadt Prüfhausen", ECDsa.Create(ECCurve.NamedCurves.nistP256));

    public static PdfSignatureRequest Request(X509Certificate2? certificate = null) => new()
    {
        Certificate = certificate ?? Seal,
        Time = Noon,
        Name = "Stadt Prüfhausen",
        Reason = "Bescheid (Nr. 1)",
        Description = "Elektronisches Siegel der Stadt Prüfhausen",
    };

    /// <summary>A tagged page with a cross-reference table.</summary>
    public static byte[] Table() => Build(
        "<< /Type /Catalog /Pages 2 0 R /StructTreeRoot 5 0 R /MarkInfo << /Marked true >> >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R /StructParents 0 >>",
        "<< /Length 12 >>\nstream\n0 0 10 10 re\nendstream",
        "<< /Type /StructTreeRoot /K [6 0 R] /ParentTree << /Nums [0 [6 0 R]] >> /ParentTreeNextKey 1 >>",
        "<< /Type /StructElem /S /Document /P 5 0 R /K [] >>");

    /// <summary>The same without tags, in object streams with a cross-reference stream and a PNG predictor.</summary>
    public static byte[] Compressed()
    {
        string[] objects = ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>"];
        var offsets = objects.Select((_, i) => objects[..i].Sum(o => o.Length + 1)).ToArray();
        var head = string.Concat(offsets.Select((o, i) => $"{i + 1} {o} "));
        var packed = Deflate(Encoding.Latin1.GetBytes(head + string.Concat(objects.Select(o => o + " "))));
        var start = Encoding.Latin1.GetBytes($"%PDF-1.5\n4 0 obj\n<< /Type /ObjStm /N 3 /First {head.Length} /Filter /FlateDecode /Length {packed.Length} >>\nstream\n");
        byte[] body = [.. start, .. packed, .. "\nendstream\nendobj\n"u8];
        byte[][] rows = [[0, 0, 0, 0], [2, 0, 4, 0], [2, 0, 4, 1], [2, 0, 4, 2], [1, 0, 9, 0], [1, (byte)(body.Length >> 8), (byte)body.Length, 0]];
        var previous = new byte[4];
        var predicted = rows.SelectMany(row =>
        {
            var up = row.Select((b, i) => (byte)(b - previous[i])).ToArray();
            previous = row;
            return up.Prepend((byte)2);
        }).ToArray();
        var table = Deflate(predicted);
        var xref = Encoding.Latin1.GetBytes($"5 0 obj\n<< /Type /XRef /Size 6 /W [1 2 1] /Root 1 0 R /Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 4 >> /Length {table.Length} >>\nstream\n");
        return [.. body, .. xref, .. table, .. Encoding.Latin1.GetBytes($"\nendstream\nendobj\nstartxref\n{body.Length}\n%%EOF\n")];
    }

    public static byte[] Build(params string[] objects)
    {
        var text = new StringBuilder("%PDF-1.7\n");
        var xref = new StringBuilder($"xref\n0 {objects.Length + 1}\n0000000000 65535 f\r\n");
        foreach (var (i, value) in objects.Index())
        {
            xref.Append(Invariant, $"{text.Length:0000000000} 00000 n\r\n");
            text.Append(Invariant, $"{i + 1} 0 obj\n{value}\nendobj\n");
        }

        var start = text.Length;
        text.Append(xref).Append(Invariant, $"trailer\n<< /Size {objects.Length + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF");
        return Encoding.Latin1.GetBytes(text.ToString());
    }

    public static X509Certificate2 Authority(string name)
    {
        var request = new CertificateRequest($"CN={name}", ECDsa.Create(ECCurve.NamedCurves.nistP256), HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        return request.CreateSelfSigned(Noon.AddYears(-1), Noon.AddYears(10));
    }

    public static X509Certificate2 Issue(X509Certificate2 authority, string name, AsymmetricAlgorithm key, int years = 5)
    {
        var request = key is RSA rsa
            ? new CertificateRequest($"CN={name}", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest($"CN={name}", (ECDsa)key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation, true));
        var generator = X509SignatureGenerator.CreateForECDsa(authority.GetECDsaPrivateKey()!);
        using var issued = request.Create(authority.SubjectName, generator, Noon.AddMonths(-6), Noon.AddYears(years), RandomNumberGenerator.GetBytes(12));
        return key is RSA r ? issued.CopyWithPrivateKey(r) : issued.CopyWithPrivateKey((ECDsa)key);
    }

    private static byte[] Deflate(byte[] data)
    {
        using var stream = new MemoryStream();
        using (var zlib = new ZLibStream(stream, CompressionLevel.Optimal))
        {
            zlib.Write(data);
        }

        return stream.ToArray();
    }
}
