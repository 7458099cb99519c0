using Leineweber.Foundation.Security;
using Leineweber.Foundation.Tenancy;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Leineweber.Foundation.Design.Pages;

/// <summary>Pages every public site of an authority must have (§ 5 DDG, Art. 13 DSGVO, § 12b BGG and the laws of the Länder).</summary>
[Public]
public sealed class RechtlichesModel(Tenant tenant) : PageModel
{
    /// <summary>The municipality.</summary>
    public Tenant Tenant => tenant;
}
