using System.Text;
using Leineweber.Standards.Pdf;
using Leineweber.Standards.Pdf.Signatures;
using static Leineweber.Pure.Standards.PdfSamples;

namespace Leineweber.Pure.Standards;

public sealed class PdfSignatureTests
{
    public static TheoryData<string> Kinds => ["table", "compressed", "rsa", "drawn"];

    private static byte[] Sealed(string kind) => kind switch
    {
        "table" => PdfSigner.Sign(Table(), Request()),
        "compressed" => PdfSigner.Sign(Compressed(), Request()),
        "rsa" => PdfSigner.Sign(Table(), Request(RsaSeal)),
        _ => PdfSigner.Sign(Table(), Request() with { Appearance = new(1, 20, 20, 30, 30, "0.2 g 0 0 10 30 re f") }),
    };

    [Theory, MemberData(nameof(Kinds))]
    public void A_sealed_file_is_genuine_and_begins_with_the_unchanged_original(string kind)
    {
        var pdf = Sealed(kind);
        Assert.StartsWith(Encoding.Latin1.GetString(kind == "compressed" ? Compressed() : Table()), Encoding.Latin1.GetString(pdf), StringComparison.Ordinal);
        var signature = Assert.Single(PdfSignatureCheck.Check(pdf, [Anchor]));
        Assert.Null(signature.Problem);
        Assert.True(signature.IsGenuine);
        Assert.Equal((Noon, "Stadt Prüfhausen", "Bescheid (Nr. 1)", "Siegel1"), (signature.ClaimedTime, signature.Name, signature.Reason, signature.Field));
        Assert.Equal((kind == "rsa" ? RsaSeal : Seal).Thumbprint, signature.Certificate!.Thumbprint);
    }

    [Fact]
    public void A_file_without_signature_has_none() => Assert.Empty(PdfSignatureCheck.Check(Table(), [Anchor]));

    [Fact]
    public void A_seal_of_a_stranger_is_intact_but_not_trusted()
    {
        var signature = Assert.Single(PdfSignatureCheck.Check(PdfSigner.Sign(Table(), Request(Stranger)), [Anchor]));
        Assert.Equal((true, PdfTrust.Unknown, false), (signature.IsIntact, signature.Trust, signature.IsGenuine));
        Assert.Equal(PdfTrust.Unknown, Assert.Single(PdfSignatureCheck.Check(Sealed("table"), [])).Trust);
    }

    [Fact]
    public void A_seal_outside_the_validity_of_its_certificate_is_told_apart()
    {
        var signature = Assert.Single(PdfSignatureCheck.Check(PdfSigner.Sign(Table(), Request() with { Time = Noon.AddYears(6) }), [Anchor]));
        Assert.Equal((true, PdfTrust.OutsideValidity), (signature.IsIntact, signature.Trust));
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("%%EOF\n")]
    [InlineData("%hidden\n%%EOF")]
    public void Anything_behind_the_seal_is_noticed(string more) =>
        Assert.DoesNotContain(PdfSignatureCheckOrNone([.. Sealed("table"), .. Encoding.Latin1.GetBytes(more)]), s => s.IsGenuine);

    [Fact]
    public void A_change_appended_as_an_update_is_noticed()
    {
        var pdf = Sealed("table");
        var file = PdfFile.Open(pdf);
        var update = new PdfUpdate(file);
        var page = new PdfDict((PdfDict)file.Resolve(file.Pages()[0])!) { ["Rotate"] = new PdfNumber(90) };
        update.Replace(file.Pages()[0], page);
        var signature = Assert.Single(PdfSignatureCheck.Check(update.ToBytes(), [Anchor]));
        Assert.Equal((true, false, false), (signature.IsIntact, signature.CoversWholeFile, signature.IsGenuine));
    }

    [Fact]
    public void A_second_seal_covers_the_first()
    {
        var twice = PdfSigner.Sign(Sealed("compressed"), Request(RsaSeal));
        var signatures = PdfSignatureCheck.Check(twice, [Anchor]);
        Assert.Equal(["Siegel1", "Siegel2"], signatures.Select(s => s.Field));
        Assert.Equal([false, true], signatures.Select(s => s.IsGenuine));
        Assert.All(signatures, s => Assert.True(s.IsIntact));
    }

    [Fact]
    public void A_seal_cannot_be_moved_to_another_document()
    {
        var (from, to) = (Sealed("table"), PdfSigner.Sign(Table(), Request() with { Reason = "Bescheid (Nr. 2)" }));
        var contents = from.AsSpan().IndexOf("/Contents <"u8);
        from.AsSpan(contents, 24_000).CopyTo(to.AsSpan(to.AsSpan().IndexOf("/Contents <"u8)));
        Assert.False(Assert.Single(PdfSignatureCheck.Check(to, [Anchor])).IsIntact);
    }

    [Fact]
    public void A_byte_range_that_leaves_a_hole_is_refused()
    {
        var pdf = Sealed("table");
        var text = Encoding.Latin1.GetString(pdf);
        var at = text.IndexOf("/ByteRange ", StringComparison.Ordinal) + 11;
        var end = text.IndexOf(']', at);
        var parts = text[(at + 1)..end].Split(' ').Select(int.Parse).ToArray();
        var forged = $"[0 {parts[1] - 20} {parts[2]} {parts[3]}]".PadRight(end - at + 1);
        Encoding.Latin1.GetBytes(forged).CopyTo(pdf, at);
        var signature = Assert.Single(PdfSignatureCheck.Check(pdf, [Anchor]));
        Assert.Equal((false, "The byte range is not the file around the signature."), (signature.IsIntact, signature.Problem));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void No_flipped_bit_leaves_a_sealed_file_genuine(string kind)
    {
        var pdf = Sealed(kind);
        var random = new Random(2026);
        var message = Encoding.Latin1.GetString(pdf).IndexOf("/Contents <", StringComparison.Ordinal) + 11;
        var length = 2 * (4 + Convert.ToInt32(Encoding.ASCII.GetString(pdf, message + 4, 4), 16));

        // No digest covers the message itself, so every digit of it is tried, and as many places elsewhere.
        var inMessage = Enumerable.Range(message, length).SelectMany(at => kind == "table" ? Enumerable.Range(at * 8, 4) : [(at * 8) + random.Next(7)]);
        var bits = inMessage.Concat(Enumerable.Range(0, 1_000).Select(_ => random.Next(pdf.Length * 8))).ToList();
        Assert.True(bits.Count > 2_000);
        var survivors = new List<int>();
        foreach (var bit in bits)
        {
            pdf[bit / 8] ^= (byte)(1 << (bit % 8));
            if (PdfSignatureCheckOrNone(pdf).Any(s => s.IsGenuine))
            {
                survivors.Add(bit);
            }

            pdf[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        Assert.True(survivors.Count == 0, $"{survivors.Count} of {bits.Count}: nibble {string.Join(", ", survivors.Take(12).Select(b => $"{(b / 8) - message} bit {b % 8}"))}");
        Assert.Contains(PdfSignatureCheck.Check(pdf, [Anchor]), s => s.IsGenuine);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void No_truncated_file_is_genuine(string kind)
    {
        var pdf = Sealed(kind);
        for (var length = 0; length < pdf.Length; length += length > pdf.Length - 300 || length < 300 ? 1 : 37)
        {
            Assert.DoesNotContain(PdfSignatureCheckOrNone(pdf[..length]), s => s.IsGenuine);
        }
    }

    [Fact]
    public void Files_of_others_can_be_sealed()
    {
        var (done, refused) = (0, new List<string>());
        foreach (var path in Directory.GetFiles(TestData.Folder("dms/verapdf-sample"), "*.pdf", SearchOption.AllDirectories))
        {
            try
            {
                var signature = PdfSignatureCheck.Check(PdfSigner.Sign(File.ReadAllBytes(path), Request()), [Anchor]);
                Assert.True(signature.Count(s => s.IsGenuine) == 1, path);
                done++;
            }
            catch (PdfException e)
            {
                refused.Add($"{Path.GetFileName(path)}: {e.Message}");
            }
        }

        Assert.True(done >= 130, $"{done} sealed, refused:\n{string.Join('\n', refused)}");
    }

    private static IReadOnlyList<PdfSignature> PdfSignatureCheckOrNone(byte[] pdf)
    {
        try
        {
            return PdfSignatureCheck.Check(pdf, [Anchor]);
        }
        catch (PdfException)
        {
            return [];
        }
    }
}
