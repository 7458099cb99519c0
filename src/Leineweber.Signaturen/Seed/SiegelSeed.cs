using Leineweber.Foundation.Seeding;
using Leineweber.Foundation.Tenancy;
using Leineweber.Signaturen.Providers;

namespace Leineweber.Signaturen.Seed;

/// <summary>Makes the seal key of a demonstration city, so that its anchor is there before the first document.</summary>
internal sealed class SiegelSeed(SealProviders providers, CurrentTenant current) : ISeed
{
    public int Floor => 6;

    public Task Seed(SeedSource source, CancellationToken cancel)
    {
        if (source.Tenant.IsDemo)
        {
            using var key = providers.For(current.Space).Open(current.Space);
        }

        return Task.CompletedTask;
    }
}
