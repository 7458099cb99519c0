using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace Leineweber.Standards.Pdf.Signatures;

/// <summary>An intact message: the content was signed by the key of the certificate.</summary>
internal sealed record CheckedMessage(X509Certificate2 Certificate, X509Certificate2Collection Others, DateTime? TimestampTime);

/// <summary>Checks the cryptographic message of a signature. Every method throws where something does not hold.</summary>
internal static class CmsCheck
{
    private static readonly HashSet<string> Digests = [CadesCms.Sha256, "2.16.840.1.101.3.4.2.2", "2.16.840.1.101.3.4.2.3"];

    public static CheckedMessage Check(byte[] message, byte[] content)
    {
        var cms = new SignedCms(new ContentInfo(content), detached: true);
        cms.Decode(message);
        Demand(cms.Detached, "The message carries content of its own.");
        Demand(cms.SignerInfos.Count == 1, "The message has not exactly one signer.");
        Demand(cms.Encode().AsSpan().SequenceEqual(message), "The message is not in its canonical form.");
        var signer = cms.SignerInfos[0];
        var certificate = signer.Certificate ?? throw new CryptographicException("The signer's certificate is missing.");
        Demand(Digests.Contains(signer.DigestAlgorithm.Value ?? ""), "The digest algorithm is too weak.");
        // RFC 5652 § 5.1, § 5.3: both versions follow from how the certificate is named.
        var version = signer.SignerIdentifier.Type == SubjectIdentifierType.SubjectKeyIdentifier ? 3 : 1;
        Demand(cms.Version == version && signer.Version == version, "The message has an unknown version.");
        CheckEnvelope(message, signer.DigestAlgorithm.Value!);
        CheckKey(certificate);
        CheckBoundCertificate(signer, certificate);
        signer.CheckSignature(verifySignatureOnly: true);
        return new(certificate, cms.Certificates, Timestamp(signer));
    }

    /// <summary>Whether the certificate leads to an anchor, and was valid at the time.</summary>
    public static PdfTrust Trust(CheckedMessage message, IReadOnlyCollection<X509Certificate2> anchors, DateTime? time)
    {
        if (anchors.Count == 0 || time is not { } at)
        {
            return PdfTrust.Unknown;
        }

        if (anchors.Any(anchor => anchor.RawDataMemory.Span.SequenceEqual(message.Certificate.RawDataMemory.Span)))
        {
            return at >= message.Certificate.NotBefore.ToUniversalTime() && at <= message.Certificate.NotAfter.ToUniversalTime()
                ? PdfTrust.Trusted
                : PdfTrust.OutsideValidity;
        }

        // One anchor at a time: of two with the same name the chain builder may take the wrong one.
        var verdicts = anchors.Select(anchor => TrustUnder(anchor, message, at)).ToHashSet();
        return verdicts.Contains(PdfTrust.Trusted) ? PdfTrust.Trusted
            : verdicts.Contains(PdfTrust.OutsideValidity) ? PdfTrust.OutsideValidity
            : PdfTrust.Unknown;
    }

    private static PdfTrust TrustUnder(X509Certificate2 anchor, CheckedMessage message, DateTime at)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(anchor);
        chain.ChainPolicy.ExtraStore.AddRange(message.Others);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = at.ToLocalTime();
        if (chain.Build(message.Certificate))
        {
            return PdfTrust.Trusted;
        }

        return chain.ChainStatus.All(s => s.Status == X509ChainStatusFlags.NotTimeValid) ? PdfTrust.OutsideValidity : PdfTrust.Unknown;
    }

    /// <summary>The digest list says the same as the signer's part; no signature covers it, and it is not read elsewhere.</summary>
    private static void CheckEnvelope(byte[] message, string digest)
    {
        var content = new AsnReader(message, AsnEncodingRules.BER).ReadSequence();
        content.ReadObjectIdentifier();
        var signed = content.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 0)).ReadSequence();
        signed.ReadInteger();
        var digests = signed.ReadSetOf();
        var algorithm = digests.ReadSequence();
        Demand(!digests.HasData && algorithm.ReadObjectIdentifier() == digest, "The message names other digests than its signer.");
        if (algorithm.HasData)
        {
            algorithm.ReadNull();
        }

        algorithm.ThrowIfNotEmpty();
        Demand(signed.ReadSequence().ReadObjectIdentifier() == "1.2.840.113549.1.7.1", "The message is about something other than data.");
    }

    private static void CheckKey(X509Certificate2 certificate)
    {
        using var rsa = certificate.GetRSAPublicKey();
        using var ecdsa = certificate.GetECDsaPublicKey();
        Demand(rsa is { KeySize: >= 2048 } || ecdsa is { KeySize: >= 256 }, "The signer's key is too weak.");
        var usage = certificate.Extensions.OfType<X509KeyUsageExtension>().FirstOrDefault()?.KeyUsages ?? X509KeyUsageFlags.DigitalSignature;
        Demand((usage & (X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation)) != 0, "The signer's key is not for signatures.");
    }

    /// <summary>PAdES binds the certificate into what is signed, so that it cannot be exchanged for another one of the same key.</summary>
    private static void CheckBoundCertificate(SignerInfo signer, X509Certificate2 certificate)
    {
        var bound = signer.SignedAttributes.Cast<CryptographicAttributeObject>().Where(a => a.Oid.Value == CadesCms.SigningCertificateV2).ToList();
        Demand(bound is [{ Values.Count: 1 }], "The certificate is not bound into the signature.");
        var reader = new AsnReader(bound[0].Values[0].RawData, AsnEncodingRules.DER);
        var first = reader.ReadSequence().ReadSequence().ReadSequence();
        var algorithm = CadesCms.Sha256;
        if (first.PeekTag().TagValue == (int)UniversalTagNumber.Sequence)
        {
            algorithm = first.ReadSequence().ReadObjectIdentifier();
        }

        var name = algorithm switch
        {
            CadesCms.Sha256 => HashAlgorithmName.SHA256,
            "2.16.840.1.101.3.4.2.2" => HashAlgorithmName.SHA384,
            "2.16.840.1.101.3.4.2.3" => HashAlgorithmName.SHA512,
            _ => throw new CryptographicException("The certificate is bound by a weak digest."),
        };
        Demand(CryptographicOperations.HashData(name, certificate.RawData).AsSpan().SequenceEqual(first.ReadOctetString()), "Another certificate is bound into the signature.");
    }

    private static DateTime? Timestamp(SignerInfo signer)
    {
        var attribute = signer.UnsignedAttributes.Cast<CryptographicAttributeObject>().FirstOrDefault(a => a.Oid.Value == CadesCms.TimestampToken);
        if (attribute is null)
        {
            return null;
        }

        if (attribute.Values.Count != 1 || !Rfc3161TimestampToken.TryDecode(attribute.Values[0].RawData, out var token, out _)
            || !token.VerifySignatureForData(signer.GetSignature(), out _))
        {
            throw new CryptographicException("The time stamp is damaged.");
        }

        return token.TokenInfo.Timestamp.UtcDateTime;
    }

    private static void Demand(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new CryptographicException(otherwise);
        }
    }
}
