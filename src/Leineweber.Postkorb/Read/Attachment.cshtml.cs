using Leineweber.Foundation.Ablage;
using Leineweber.Konten;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Leineweber.Postkorb.Read;

/// <summary>Downloads a file of a message; fetching it opens the message.</summary>
[Konto]
public sealed class AttachmentModel(Postkoerbe postkoerbe, Kontoperson person, IAblage ablage) : PageModel
{
    /// <summary>Sends the file as download, never to be shown inside the site.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id, Guid anlageId, CancellationToken cancel)
    {
        if (await postkoerbe.FindAnlage(id, anlageId, person.Ids, cancel) is not { } file)
        {
            return NotFound();
        }

        await postkoerbe.Open(id, person.Ids, person.Level, person.Actor, cancel);
        Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        Response.Headers.CacheControl = "private, no-store";
        return File(await ablage.Read(file.Sha256, cancel), file.ContentType, file.Name);
    }
}
