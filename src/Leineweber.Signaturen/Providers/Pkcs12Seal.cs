using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Leineweber.Foundation.Tenancy;

namespace Leineweber.Signaturen.Providers;

/// <summary>A seal that the operator brings as PKCS#12 file in the city's key folder: key, certificate and chain.</summary>
internal sealed class Pkcs12Seal : ISealProvider
{
    /// <summary>Setting of the city with the name of the file in its key folder.</summary>
    public const string FileSetting = "siegel.datei";

    /// <summary>Setting of the city with the name of a file in its key folder whose first line is the password; none where empty.</summary>
    public const string PasswordSetting = "siegel.kennwortdatei";

    public static bool IsConfigured(TenantSpace space) => space.Tenant.Settings.ContainsKey(FileSetting);

    /// <inheritdoc />
    public SealKey Open(TenantSpace space)
    {
        var all = Load(space);
        var own = all.FirstOrDefault(certificate => certificate.HasPrivateKey)
            ?? throw new InvalidOperationException($"The seal file of {space.Tenant.Name} holds no private key.");
        Remember(space, AnchorsIn(all));
        return new(own, [.. all.Where(certificate => !certificate.HasPrivateKey && !IsSelfIssued(certificate))]);
    }

    /// <inheritdoc />
    /// <remarks>Those of every file that ever sealed here; kept aside, since an operator puts a new file in the place of one that ends.</remarks>
    public IReadOnlyList<X509Certificate2> Anchors(TenantSpace space) =>
        Directory.Exists(AnchorsFolder(space)) ? [.. Directory.GetFiles(AnchorsFolder(space), "*.pem").Order(StringComparer.Ordinal).Select(X509CertificateLoader.LoadCertificateFromFile)] : [];

    /// <summary>The self-issued certificate at the top of the chain; where the file has none, the seal's own.</summary>
    private static List<X509Certificate2> AnchorsIn(List<X509Certificate2> all) =>
        all.Where(IsSelfIssued).ToList() is { Count: > 0 } roots ? roots : [.. all.Where(certificate => certificate.HasPrivateKey)];

    private static string AnchorsFolder(TenantSpace space) => Path.Combine(space.KeysFolder, "siegel-anker");

    private static void Remember(TenantSpace space, List<X509Certificate2> anchors)
    {
        var folder = Directory.CreateDirectory(AnchorsFolder(space)).FullName;
        foreach (var anchor in anchors)
        {
            var file = Path.Combine(folder, anchor.Thumbprint + ".pem");
            if (!File.Exists(file))
            {
                var aside = $"{file}.{Guid.CreateVersion7():N}";
                File.WriteAllText(aside, anchor.ExportCertificatePem() + "\n");
                File.Move(aside, file, overwrite: true);
            }
        }
    }

    private static List<X509Certificate2> Load(TenantSpace space)
    {
        var file = InKeysFolder(space, space.Tenant.Settings[FileSetting]);
        var password = space.Tenant.Settings.TryGetValue(PasswordSetting, out var name) ? File.ReadLines(InKeysFolder(space, name)).FirstOrDefault() : null;
        try
        {
            return [.. X509CertificateLoader.LoadPkcs12CollectionFromFile(file, password, X509KeyStorageFlags.EphemeralKeySet)];
        }
        catch (CryptographicException e)
        {
            throw new InvalidOperationException($"The seal file of {space.Tenant.Name} cannot be opened: is the password in '{PasswordSetting}' right?", e);
        }
    }

    private static string InKeysFolder(TenantSpace space, string name) =>
        Path.GetFileName(name) == name && File.Exists(Path.Combine(space.KeysFolder, name))
            ? Path.Combine(space.KeysFolder, name)
            : throw new InvalidOperationException($"'{name}' is not a file in the key folder {space.KeysFolder}.");

    private static bool IsSelfIssued(X509Certificate2 certificate) =>
        certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);
}
