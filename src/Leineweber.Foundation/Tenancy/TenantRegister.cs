namespace Leineweber.Foundation.Tenancy;

/// <summary>The tenants as they were read last; never changed, only replaced.</summary>
internal sealed class TenantRegister
{
    /// <summary>Before anything was read.</summary>
    public static readonly TenantRegister Empty = new([], []);

    /// <param name="tenants">The tenants.</param>
    /// <param name="states">States of the files they were read from.</param>
    public TenantRegister(IEnumerable<Tenant> tenants, SortedDictionary<string, FileState> states)
    {
        ByKey = new SortedDictionary<string, Tenant>(tenants.ToDictionary(tenant => tenant.Key), StringComparer.Ordinal);
        States = states;
        foreach (var (host, tenant) in ByKey.Values.SelectMany(tenant => tenant.Hosts, (tenant, host) => (host.ToLowerInvariant(), tenant)))
        {
            if (!ByHost.TryAdd(host, tenant) && ByHost[host] != tenant)
            {
                Contested.Add($"{host} ({ByHost[host].Key}, {tenant.Key})");
            }
        }
    }

    /// <summary>By key.</summary>
    public SortedDictionary<string, Tenant> ByKey { get; }

    /// <summary>By host name, small letters; of two that claim one the first by key has it.</summary>
    public Dictionary<string, Tenant> ByHost { get; } = new(StringComparer.Ordinal);

    /// <summary>Hosts that more than one tenant claims, in words.</summary>
    public List<string> Contested { get; } = [];

    /// <summary>The files' states, by key.</summary>
    public SortedDictionary<string, FileState> States { get; }
}
