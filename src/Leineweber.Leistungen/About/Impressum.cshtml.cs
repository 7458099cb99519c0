using Leineweber.Foundation.Security;
using Leineweber.Foundation.Tenancy;
using Leineweber.Leistungen.Read;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Leineweber.Leistungen.About;

/// <summary>Who publishes the portal.</summary>
[Public, Revalidated]
public sealed class ImpressumModel(Tenant tenant) : PageModel
{
    /// <summary>The city.</summary>
    public Stadt City { get; } = new(tenant);
}
