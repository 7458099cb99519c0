using Leineweber.Foundation.Security;
using Leineweber.Foundation.Tenancy;
using Leineweber.Leistungen.Read;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Leineweber.Leistungen.About;

/// <summary>The portal in plain language for all.</summary>
[Public, Revalidated]
public sealed class LeichtModel(Tenant tenant) : PageModel
{
    /// <summary>The city.</summary>
    public Stadt City { get; } = new(tenant);
}
