using Leineweber.Foundation.Security;
using Leineweber.Foundation.Tenancy;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Leineweber.Leistungen.Embed;

/// <summary>The search box for a frame on another web site; only the sites the operator named may show it.</summary>
[Public]
public sealed class RahmenModel(Tenant tenant) : PageModel
{
    /// <summary>Name of the city.</summary>
    public string City => tenant.Name;

    /// <summary>Shows the box.</summary>
    public void OnGet() => Response.Headers.ContentSecurityPolicy =
        "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors "
        + string.Join(' ', EmbedScript.Origins(tenant).Prepend("'self'"));
}
