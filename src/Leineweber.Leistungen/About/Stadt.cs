using Leineweber.Foundation.Tenancy;

namespace Leineweber.Leistungen.About;

/// <summary>What pages about the portal itself know of the city.</summary>
public sealed class Stadt(Tenant tenant)
{
    /// <summary>Name of the city.</summary>
    public string Name => tenant.Name;

    /// <summary>True for a demonstration.</summary>
    public bool IsDemo => tenant.IsDemo;

    /// <summary>Postal address, lines.</summary>
    public IReadOnlyList<string> Address => tenant.PostalAddress.Count > 0 ? tenant.PostalAddress : [tenant.Name];

    /// <summary>A setting of the operator, e.g. <c>datenschutz.mail</c> or <c>barrierefreiheit.mail</c>, or null.</summary>
    public string? Setting(string name) => tenant.Settings.GetValueOrDefault(name);
}
