using System.Diagnostics;
using System.Text;
using Leineweber.Standards.Pdf;
using Leineweber.Standards.Pdf.Signatures;
using static Leineweber.Pure.Standards.PdfSamples;

namespace Leineweber.Pure.Standards;

/// <summary>Whatever the bytes: an answer or a <see cref="PdfException"/>, soon.</summary>
public sealed class PdfHostileTests
{
    public static TheoryData<string, byte[]> Bombs => new()
    {
        { "deep arrays", Build("<< /Pages " + new string('[', 200_000) + " >>") },
        { "deep dictionaries", Build(string.Concat(Enumerable.Repeat("<< /A ", 100_000))) },
        { "catalog points to itself", Build("1 0 R") },
        { "references in a circle", Build("<< /Pages 2 0 R /AcroForm 2 0 R >>", "3 0 R", "2 0 R") },
        { "fields in a circle", Build("<< /Pages 2 0 R /AcroForm << /Fields [2 0 R] >> >>", "<< /Kids [2 0 R 3 0 R] /FT /Sig >>", "<< /Kids [2 0 R 3 0 R] >>") },
        { "pages in a circle", Build("<< /Pages 2 0 R >>", "<< /Kids [2 0 R] >>") },
        { "fields without end", Build("<< /AcroForm << /Fields [" + string.Concat(Enumerable.Repeat("<< /FT /Sig /V << /ByteRange [0 1 2 3] /Contents <00> >> >> ", 20_000)) + "] >> >>") },
        { "length in a circle", Build("<< /Pages 2 0 R >>", "<< /Length 2 0 R >>\nstream\nx\nendstream") },
        { "previous table is itself", Encoding.ASCII.GetBytes("%PDF-1.7\nxref\n0 1\n0000000000 65535 f\r\ntrailer\n<< /Root 1 0 R /Prev 9 >>\nstartxref\n9\n%%EOF") },
        { "a billion entries", Encoding.ASCII.GetBytes("%PDF-1.7\nxref\n0 999999999\n0000000000 65535 f\r\ntrailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF") },
        { "negative offset", Encoding.ASCII.GetBytes("%PDF-1.7\nstartxref\n-5\n%%EOF") },
        { "only comments", Encoding.ASCII.GetBytes("%PDF-1.7\n" + string.Concat(Enumerable.Repeat("%\n", 500_000)) + "startxref\n9\n%%EOF") },
        { "nothing", [] },
        { "twice the same key", Build("<< /Pages 2 0 R /Pages 3 0 R >>") },
        { "encrypted", Encoding.ASCII.GetBytes(Encoding.ASCII.GetString(Table()).Replace("/Root 1 0 R", "/Root 1 0 R /Encrypt << >>", StringComparison.Ordinal)) },
    };

    [Theory, MemberData(nameof(Bombs), DisableDiscoveryEnumeration = true)]
    public void A_bomb_is_answered_soon(string name, byte[] pdf)
    {
        var watch = Stopwatch.StartNew();
        try
        {
            Assert.DoesNotContain(PdfSignatureCheck.Check(pdf, [Anchor]), s => s.IsGenuine);
            PdfSigner.Sign(pdf, Request());
        }
        catch (PdfException)
        {
        }

        Assert.True(watch.Elapsed < TimeSpan.FromMinutes(1), $"{name} took {watch.Elapsed}");
    }

    [Fact]
    public void Broken_files_of_any_kind_are_answered()
    {
        var random = new Random(7);
        byte[][] seeds = [PdfSigner.Sign(Table(), Request()), PdfSigner.Sign(Compressed(), Request()), Compressed()];
        for (var i = 0; i < 6_000; i++)
        {
            var pdf = (byte[])seeds[i % seeds.Length].Clone();
            for (var n = random.Next(1, 12); n > 0; n--)
            {
                var at = random.Next(3) == 0 ? random.Next(pdf.Length) : pdf.Length - 1 - random.Next(Math.Min(1_500, pdf.Length));
                pdf[at] = random.Next(4) switch { 0 => (byte)random.Next(256), 1 => (byte)'9', 2 => (byte)' ', _ => pdf[random.Next(pdf.Length)] };
            }

            AnswersOrRefuses(pdf);
        }
    }

    [Fact]
    public void Spliced_files_are_answered()
    {
        var random = new Random(8);
        byte[][] seeds = [PdfSigner.Sign(Table(), Request()), PdfSigner.Sign(Compressed(), Request()), Table()];
        for (var i = 0; i < 2_000; i++)
        {
            var (a, b) = (seeds[random.Next(3)], seeds[random.Next(3)]);
            AnswersOrRefuses([.. a.AsSpan(0, random.Next(a.Length)), .. b.AsSpan(random.Next(b.Length))]);
        }
    }

    private static void AnswersOrRefuses(byte[] pdf)
    {
        try
        {
            PdfSignatureCheck.Check(pdf, [Anchor]);
            _ = PdfFile.Open(pdf).Pages();
        }
        catch (PdfException)
        {
        }
    }
}
