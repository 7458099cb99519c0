using Leineweber.Foundation.Security;
using Leineweber.Foundation.Tenancy;
using Leineweber.Leistungen.Read;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Leineweber.Leistungen.About;

/// <summary>What happens with personal data.</summary>
[Public, Revalidated]
public sealed class DatenschutzModel(Tenant tenant) : PageModel
{
    /// <summary>The city.</summary>
    public Stadt City { get; } = new(tenant);
}
