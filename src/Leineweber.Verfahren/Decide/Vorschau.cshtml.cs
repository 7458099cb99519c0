using Leineweber.Akten;
using Leineweber.Foundation;
using Leineweber.Organisation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Verfahren.Decide;

/// <summary>The draft as it will be printed.</summary>
[Amt(AktenRechte.Lesen)]
public sealed class VorschauModel : PageModel
{
    /// <summary>Sends the PDF; 404 where there is no draft or the Vorgang is not the reader's to see.</summary>
    public async Task<IActionResult> OnGetAsync(
        string id, [FromServices] Vorgangsansicht ansicht, [FromServices] IServiceProvider services, [FromServices] TimeProvider clock, CancellationToken cancel)
    {
        if (await ansicht.Load(id, cancel) is not { Bescheid: { } bescheid })
        {
            return NotFound();
        }

        var pdf = await services.GetRequiredService<Bescheiddruck>().Render(bescheid, bescheid.ErlassenAt ?? clock.Now(), cancel);
        Response.Headers.CacheControl = "private, no-store";
        Response.Headers.ContentSecurityPolicy = Inhalt.PolicyFor("application/pdf");
        return File(pdf, "application/pdf");
    }
}
