using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Leineweber.Foundation;
using Leineweber.Foundation.Tenancy;

namespace Leineweber.Signaturen.Providers;

/// <summary>
/// The seal of a demonstration city: a certificate authority and an ECDSA P-256 key of its own, made at first use, kept in the city's key
/// folder. Its certificates say that it is no qualified seal.
/// </summary>
internal sealed class DemoSeal(TimeProvider clock) : ISealProvider
{
    private const string Anchor = "anker.pem";
    private const string Key = "siegel.pem";

    /// <inheritdoc />
    public SealKey Open(TenantSpace space)
    {
        var folder = Folder(space);
        if (!File.Exists(Path.Combine(folder, Key)))
        {
            Create(space, folder);
        }

        var file = Path.Combine(folder, Key);
        return new(X509Certificate2.CreateFromPemFile(file, file), []);
    }

    /// <inheritdoc />
    public IReadOnlyList<X509Certificate2> Anchors(TenantSpace space)
    {
        var file = Path.Combine(Folder(space), Anchor);
        return File.Exists(file) ? [X509Certificate2.CreateFromPem(File.ReadAllText(file))] : [];
    }

    private static string Folder(TenantSpace space) => Path.Combine(space.KeysFolder, "demo-siegel");

    /// <summary>Makes everything aside and moves it into place at once, so that two beginners agree on one seal.</summary>
    private void Create(TenantSpace space, string folder)
    {
        var aside = Directory.CreateDirectory($"{folder}.{Guid.CreateVersion7():N}").FullName;
        var now = clock.Now();
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var authority = Authority(space.Tenant, authorityKey, now);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = Certificate(space.Tenant, key, authority, authorityKey, now);
        WriteSecret(Path.Combine(aside, Key), certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem() + "\n");
        WriteSecret(Path.Combine(aside, Anchor), authority.ExportCertificatePem() + "\n");
        try
        {
            Directory.Move(aside, folder);
        }
        catch (IOException) when (File.Exists(Path.Combine(folder, Key)))
        {
            Directory.Delete(aside, recursive: true);
        }
    }

    private static X509Certificate2 Authority(Tenant tenant, ECDsa key, DateTime now)
    {
        var request = new CertificateRequest(Name(tenant, "Demo-Zertifizierungsstelle "), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        return request.CreateSelfSigned(now.AddDays(-30), now.AddYears(30));
    }

    private static X509Certificate2 Certificate(Tenant tenant, ECDsa key, X509Certificate2 authority, ECDsa authorityKey, DateTime now)
    {
        var request = new CertificateRequest(Name(tenant, "Demo-Siegel "), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, true, false));
        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] = (byte)((serial[0] & 0x7F) | 0x40); // positive, of one length
        // The authority's key is thrown away after this one signature: nobody can issue a second seal under this anchor.
        return request.Create(authority.SubjectName, X509SignatureGenerator.CreateForECDsa(authorityKey), now.AddDays(-30), now.AddYears(29), serial);
    }

    private static X500DistinguishedName Name(Tenant tenant, string what)
    {
        var builder = new X500DistinguishedNameBuilder();
        builder.AddCountryOrRegion("DE");
        builder.AddOrganizationName(Cut(tenant.Name));
        builder.AddOrganizationalUnitName("kein qualifiziertes Siegel");
        builder.AddCommonName(Cut(what + tenant.Name));
        return builder.Build();
    }

    // X.520 ends names at 64 characters.
    private static string Cut(string text) => text.Length <= 64 ? text : text[..64];

    private static void WriteSecret(string file, string text)
    {
        using var stream = new FileStream(file, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = OperatingSystem.IsWindows() ? null : UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        stream.Write(System.Text.Encoding.ASCII.GetBytes(text));
        stream.Flush(flushToDisk: true);
    }
}
