using Leineweber.Foundation.Security;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Leineweber.Zahlungen.Providers;

/// <summary>Stands for "the browser did not come back".</summary>
[Public]
public sealed class DemoDoneModel : PageModel;
