using Leineweber.Foundation.Security;
using Leineweber.Foundation.Tenancy;
using Leineweber.Leistungen.Read;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Leineweber.Leistungen.About;

/// <summary>What pages about the portal itself know of the city.</summary>
[Public, Revalidated]
public sealed class AboutModel(Tenant tenant) : PageModel
{
    /// <summary>Name of the city.</summary>
    public string City => tenant.Name;

    /// <summary>True for a demonstration.</summary>
    public bool IsDemo => tenant.IsDemo;

    /// <summary>Postal address, lines.</summary>
    public IReadOnlyList<string> Address => tenant.PostalAddress.Count > 0 ? tenant.PostalAddress : [tenant.Name];

    /// <summary>Mail address for questions about data protection or accessibility, as the operator set it, or null.</summary>
    /// <param name="setting">Name of the setting, e.g. <c>datenschutz.mail</c>.</param>
    public string? Setting(string setting) => tenant.Settings.GetValueOrDefault(setting);
}
