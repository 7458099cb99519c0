using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Tenancy;
using Leineweber.Signaturen.Providers;
using Leineweber.Standards.Pdf;
using Leineweber.Standards.Pdf.Signatures;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Signaturen;

/// <summary>What can be said of a document somebody brings.</summary>
public enum Echtheit
{
    /// <summary>Sealed by this city, and not one byte has changed since.</summary>
    Genuine,

    /// <summary>It bears a seal, but was changed after sealing, or the seal does not fit the document.</summary>
    Altered,

    /// <summary>Its seal or signature is intact, but not this city's.</summary>
    Foreign,

    /// <summary>It bears no seal.</summary>
    Unsealed,

    /// <summary>It is no PDF that can be read.</summary>
    Unreadable,
}

/// <summary>The result of a check.</summary>
/// <param name="Echtheit">What can be said.</param>
/// <param name="Sha256">SHA-256 of the document, 64 lower-case hex digits.</param>
/// <param name="Seal">The seal it is about; null where there is none.</param>
/// <param name="IsRegistered">True where this very document stands in the city's record of sealings.</param>
public sealed record Pruefergebnis(Echtheit Echtheit, string Sha256, SealFacts? Seal = null, bool IsRegistered = false);

/// <summary>What a seal says of itself; to be believed only where the check says so.</summary>
/// <param name="Holder">Whose seal: organisation or name in the certificate.</param>
/// <param name="Certificate">Subject of the certificate.</param>
/// <param name="Issuer">Who issued the certificate.</param>
/// <param name="Serial">Serial number of the certificate, hexadecimal.</param>
/// <param name="At">When it was applied, UTC.</param>
/// <param name="Reason">Why.</param>
public sealed record SealFacts(string Holder, string Certificate, string Issuer, string Serial, DateTime? At, string? Reason);

/// <summary>Tells whether a document is genuine and unchanged. Keeps nothing of it.</summary>
public sealed class Pruefung(CurrentTenant current, SealProviders providers, LeineweberDb db)
{
    /// <summary>Largest document that is checked, in bytes.</summary>
    public const int MostBytes = 20_000_000;

    // A hostile file may cost seconds of one core; not of all of them.
    private static readonly SemaphoreSlim Places = new(Math.Max(1, Environment.ProcessorCount - 1));

    /// <summary>Checks a document of at most <see cref="MostBytes"/>.</summary>
    public async Task<Pruefergebnis> Check(byte[] pdf, CancellationToken cancel)
    {
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(pdf));
        var anchors = providers.Anchors(current.Space);
        await Places.WaitAsync(cancel);
        try
        {
            var signatures = await Task.Run(() => PdfSignatureCheck.Check(pdf, anchors), cancel);
            return Judge(signatures, sha256, await db.Set<Siegelung>().AnyAsync(row => row.Sha256After == sha256, cancel));
        }
        catch (PdfException)
        {
            return new(Echtheit.Unreadable, sha256);
        }
        finally
        {
            Places.Release();
        }
    }

    private static Pruefergebnis Judge(IReadOnlyList<PdfSignature> signatures, string sha256, bool isRegistered)
    {
        if (signatures.FirstOrDefault(s => s.IsGenuine) is { } genuine)
        {
            return new(Echtheit.Genuine, sha256, Facts(genuine), isRegistered);
        }

        // Ours first: a stranger's signature behind our seal must not hide that our seal no longer covers the document.
        if (signatures.FirstOrDefault(s => !s.IsIntact || s.Trust == PdfTrust.Trusted) is { } broken)
        {
            return new(Echtheit.Altered, sha256, Facts(broken));
        }

        return signatures is not [.., var foreign] ? new(Echtheit.Unsealed, sha256)
            : new(foreign.CoversWholeFile ? Echtheit.Foreign : Echtheit.Altered, sha256, Facts(foreign));
    }

    private static SealFacts? Facts(PdfSignature signature)
    {
        if (signature.Certificate is not { } certificate)
        {
            return null;
        }

        var holder = certificate.SubjectName.EnumerateRelativeDistinguishedNames()
            .Where(part => !part.HasMultipleElements && part.GetSingleElementType().Value == "2.5.4.10").Select(part => part.GetSingleElementValue()).FirstOrDefault();
        return new(
            holder ?? certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false),
            certificate.Subject,
            certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: true),
            certificate.SerialNumber,
            signature.TimestampTime ?? signature.ClaimedTime,
            signature.Reason);
    }
}
