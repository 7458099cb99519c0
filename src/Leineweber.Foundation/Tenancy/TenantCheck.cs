using Leineweber.Foundation.Design;

namespace Leineweber.Foundation.Tenancy;

/// <summary>What a tenant's settings must be like before they are kept. Speaks German, as the command line does.</summary>
public static class TenantCheck
{
    /// <summary>What stands against these settings, or null.</summary>
    /// <param name="tenant">The settings.</param>
    /// <param name="all">All tenants of the installation; the tenant itself does not count.</param>
    public static string? Problem(Tenant tenant, IEnumerable<Tenant> all)
    {
        if (!Tenant.IsKey(tenant.Key))
        {
            return "Das Kürzel darf nur a–z, 0–9 und Bindestriche enthalten, 2 bis 40 Zeichen.";
        }

        if (tenant.Name.Trim().Length is 0 or > 120)
        {
            return "Der Name der Kommune fehlt oder ist länger als 120 Zeichen.";
        }

        if (tenant.Hosts.Count == 0 || tenant.Hosts.FirstOrDefault(host => Uri.CheckHostName(host) == UriHostNameType.Unknown) is not null)
        {
            return "Bitte nennen Sie mindestens einen Rechnernamen, ohne http:// und ohne Port, z. B. service.stadt.example.";
        }

        var taken = from other in all
                    where other.Key != tenant.Key
                    from host in other.Hosts.Intersect(tenant.Hosts, StringComparer.OrdinalIgnoreCase)
                    select $"Unter {host} antwortet schon der Mandant '{other.Key}'.";
        return taken.FirstOrDefault() ?? ProblemOfAddresses(tenant);
    }

    private static string? ProblemOfAddresses(Tenant tenant)
    {
        if (!Uri.TryCreate(tenant.Address, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || tenant.Address.EndsWith('/') || address.Query.Length > 0)
        {
            return "Die öffentliche Adresse beginnt mit https:// und endet ohne Schrägstrich, z. B. https://service.stadt.example.";
        }

        if (!Mail.Mail.IsAddress(tenant.MailFrom))
        {
            return "Der Absender ist keine E-Mail-Adresse.";
        }

        return tenant.Colour is { } colour && Theme.Parse(colour) is null ? "Die Farbe steht als #rrggbb, z. B. #1f3f8f." : null;
    }
}
