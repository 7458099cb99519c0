using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace Leineweber.Standards.Pdf.Signatures;

/// <summary>The cryptographic message of a PAdES signature: detached, SHA-256, bound to its certificate (RFC 5652, RFC 5035, ETSI EN 319 122-1).</summary>
internal static class CadesCms
{
    public const string SigningCertificateV2 = "1.2.840.113549.1.9.16.2.47";
    public const string TimestampToken = "1.2.840.113549.1.9.16.2.14";
    public const string Sha256 = "2.16.840.1.101.3.4.2.1";

    public static byte[] Sign(byte[] content, PdfSignatureRequest request)
    {
        var signer = new CmsSigner(SubjectIdentifierType.IssuerAndSerialNumber, request.Certificate)
        {
            DigestAlgorithm = new Oid(Sha256),
            IncludeOption = X509IncludeOption.EndCertOnly,
        };
        foreach (var intermediate in request.Intermediates)
        {
            signer.Certificates.Add(intermediate);
        }

        // No signing-time attribute: in PAdES the time stands in the signature dictionary.
        signer.SignedAttributes.Add(new AsnEncodedData(SigningCertificateV2, EssCertificate(request.Certificate)));
        var cms = new SignedCms(new ContentInfo(content), detached: true);
        cms.ComputeSignature(signer, silent: true);
        if (request.Timestamp is { } source)
        {
            var info = cms.SignerInfos[0];
            info.AddUnsignedAttribute(new AsnEncodedData(TimestampToken, source(info.GetSignature())));
        }

        return cms.Encode();
    }

    /// <summary>SigningCertificateV2 with one ESSCertIDv2: SHA-256 of the certificate, issuer and serial number.</summary>
    public static byte[] EssCertificate(X509Certificate2 certificate)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence())
        using (writer.PushSequence())
        {
            writer.WriteOctetString(SHA256.HashData(certificate.RawData));
            using (writer.PushSequence())
            {
                using (writer.PushSequence())
                using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 4)))
                {
                    writer.WriteEncodedValue(certificate.IssuerName.RawData);
                }

                writer.WriteInteger(certificate.SerialNumberBytes.Span);
            }
        }

        return writer.Encode();
    }
}
