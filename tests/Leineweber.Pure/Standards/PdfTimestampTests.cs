using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Leineweber.Standards.Pdf.Signatures;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Nist;
using Org.BouncyCastle.Cms;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.Tsp;
using Org.BouncyCastle.Utilities.Collections;
using Org.BouncyCastle.X509;
using static Leineweber.Pure.Standards.PdfSamples;

namespace Leineweber.Pure.Standards;

/// <summary>PAdES B-T against a time stamp service made of another library (BouncyCastle).</summary>
public sealed class PdfTimestampTests
{
    private static readonly DateTime Later = Noon.AddMinutes(3);

    [Fact]
    public void A_time_stamp_gives_the_time_of_the_seal()
    {
        var signature = Assert.Single(PdfSignatureCheck.Check(PdfSigner.Sign(Table(), Request() with { Timestamp = Stamp }), [Anchor]));
        Assert.Null(signature.Problem);
        Assert.Equal((true, Noon, Later), (signature.IsGenuine, signature.ClaimedTime, signature.TimestampTime));
    }

    [Fact]
    public void A_time_stamp_over_something_else_spoils_the_seal()
    {
        var signature = Assert.Single(PdfSignatureCheck.Check(PdfSigner.Sign(Table(), Request() with { Timestamp = value => Stamp([.. value, 1]) }), [Anchor]));
        Assert.Equal((false, "The time stamp is damaged."), (signature.IsIntact, signature.Problem));
    }

    [Fact]
    public void A_time_stamp_that_is_none_spoils_the_seal() =>
        Assert.False(Assert.Single(PdfSignatureCheck.Check(PdfSigner.Sign(Table(), Request() with { Timestamp = _ => [0x30, 0x00] }), [Anchor])).IsIntact);

    private static byte[] Stamp(byte[] signatureValue)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=Prüf-Zeitstempeldienst", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.8")], critical: true));
        using var certificate = request.CreateSelfSigned(Noon.AddYears(-1), Noon.AddYears(5));
        var own = new X509CertificateParser().ReadCertificate(certificate.RawData);
        var generator = new TimeStampTokenGenerator(DotNetUtilities.GetRsaKeyPair(key).Private, own, NistObjectIdentifiers.IdSha256.Id, "1.2.3.4");
        generator.SetCertificates(CollectionUtilities.CreateStore([own]));
        var asked = new TimeStampRequestGenerator();
        asked.SetCertReq(true);
        var wanted = asked.Generate(new DerObjectIdentifier(NistObjectIdentifiers.IdSha256.Id), SHA256.HashData(signatureValue), BigInteger.One);
        return generator.Generate(wanted, BigInteger.Two, Later).GetEncoded();
    }
}
