using Leineweber.Foundation.Security;
using Leineweber.Foundation.Tenancy;
using Leineweber.Leistungen.Read;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Leineweber.Leistungen.About;

/// <summary>How accessible the portal is.</summary>
[Public, Revalidated]
public sealed class BarrierefreiheitModel(Tenant tenant) : PageModel
{
    /// <summary>The city.</summary>
    public Stadt City { get; } = new(tenant);
}
