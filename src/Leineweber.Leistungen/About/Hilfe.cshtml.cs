using Leineweber.Foundation.Security;
using Leineweber.Foundation.Tenancy;
using Leineweber.Leistungen.Read;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Leineweber.Leistungen.About;

/// <summary>Answers to common questions.</summary>
[Public, Revalidated]
public sealed class HilfeModel(Tenant tenant) : PageModel
{
    /// <summary>The city.</summary>
    public Stadt City { get; } = new(tenant);
}
