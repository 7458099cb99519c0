using Leineweber.Organisation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Leineweber.Akten.Read;

/// <summary>The bytes of a document's version, shown in a frame where that is safe, otherwise as a download.</summary>
[Amt(AktenRechte.Lesen)]
public sealed class InhaltModel(Aktensicht sicht, Dokumente dokumente) : PageModel
{
    /// <summary>Id of the document.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>Number of the version; null for the newest.</summary>
    [BindProperty(SupportsGet = true, Name = "fassung")]
    public int? Fassung { get; set; }

    /// <summary><c>datei</c> to download it.</summary>
    [BindProperty(SupportsGet = true, Name = "als")]
    public string? Als { get; set; }

    /// <summary>Sends the bytes; 404 also where they are not the reader's to see.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (await sicht.FindDokument(Id, cancel) is not var (dokument, vorgang)
            || dokument.Fassungen.Find(row => row.Nummer == (Fassung ?? dokument.Versionen)) is not { } version)
        {
            return NotFound();
        }

        await sicht.RecordReading(vorgang, $"dokument:{dokument.Id}", $"Dokument „{dokument.Titel}“ (Fassung {version.Nummer}) geöffnet", cancel);
        var bytes = await dokumente.Read(version, cancel);
        var inline = Als != "datei" && Inhalt.Fits(version.ContentType, bytes);
        Response.Headers.CacheControl = "private, no-store";
        Response.Headers.ContentSecurityPolicy = inline ? Inhalt.PolicyFor(version.ContentType) : "default-src 'none'; sandbox";
        // A name makes it an attachment.
        return inline ? File(bytes, version.ContentType) : File(bytes, "application/octet-stream", version.FileName);
    }
}
