using System.Security.Cryptography.X509Certificates;
using Leineweber.Foundation.Tenancy;

namespace Leineweber.Signaturen.Providers;

/// <summary>Where a city's seal key comes from.</summary>
public interface ISealProvider
{
    /// <summary>The key that seals now.</summary>
    /// <exception cref="InvalidOperationException">There is none, or it cannot be opened; the message tells the operator what to do.</exception>
    SealKey Open(TenantSpace space);

    /// <summary>Certificates that stand at the beginning of the chains of this provider's seals; empty before the first seal.</summary>
    IReadOnlyList<X509Certificate2> Anchors(TenantSpace space);
}

/// <summary>A seal key with its certificate.</summary>
/// <param name="Certificate">Certificate with its private key.</param>
/// <param name="Intermediates">Certificates between it and the anchor.</param>
public sealed record SealKey(X509Certificate2 Certificate, IReadOnlyList<X509Certificate2> Intermediates) : IDisposable
{
    /// <inheritdoc />
    public void Dispose() => Certificate.Dispose();
}

/// <summary>Which provider a city uses: its own PKCS#12 file where the operator named one, the demo seal in a demonstration.</summary>
public sealed class SealProviders(TimeProvider clock)
{
    private readonly DemoSeal demo = new(clock);
    private readonly Pkcs12Seal pkcs12 = new();

    /// <exception cref="InvalidOperationException">The city is no demonstration and its operator named no key.</exception>
    internal ISealProvider For(TenantSpace space) =>
        Pkcs12Seal.IsConfigured(space) ? pkcs12
        : space.Tenant.IsDemo ? demo
        : throw new InvalidOperationException($"{space.Tenant.Name} has no seal. Put a PKCS#12 file into {space.KeysFolder} and name it in the setting '{Pkcs12Seal.FileSetting}'.");

    /// <summary>All anchors of this city, of its earlier seals too, so that old documents stay genuine. A real city never vouches for a demo seal.</summary>
    internal IReadOnlyList<X509Certificate2> Anchors(TenantSpace space) =>
        [.. space.Tenant.IsDemo ? demo.Anchors(space) : [], .. pkcs12.Anchors(space)];
}
