using Leineweber.Foundation;
using Leineweber.Foundation.Design;
using Leineweber.Foundation.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Signaturen.Check;

/// <summary>"Ist dieses Dokument echt?": anyone brings a PDF and is told. Nothing of it is kept.</summary>
[Public]
[ResponseCache(NoStore = true)]
public sealed class EchtheitModel(Pruefung pruefung) : PageModel
{
    /// <summary>The file to check.</summary>
    [BindProperty]
    public IFormFile? Datei { get; set; }

    /// <summary>The result, once there is one.</summary>
    public Pruefergebnis? Result { get; private set; }

    /// <summary>Name of the checked file.</summary>
    public string FileName { get; private set; } = "";

    /// <summary>Checks the file.</summary>
    public async Task<IActionResult> OnPost(CancellationToken cancel)
    {
        if (Datei is not { Length: > 0 })
        {
            ModelState.AddModelError(nameof(Datei), T("Bitte wählen Sie die PDF-Datei aus, die Sie prüfen möchten."));
            return this.Again();
        }

        if (Datei.Length > Pruefung.MostBytes)
        {
            ModelState.AddModelError(nameof(Datei), T("Die Datei ist zu groß. Sie darf höchstens {0} haben.", Show.Bytes(Pruefung.MostBytes)));
            return this.Again();
        }

        await using var stream = Datei.OpenReadStream();
        var pdf = await Upload.Read(stream, Pruefung.MostBytes, cancel);
        Result = await pruefung.Check(pdf!, cancel);
        FileName = Foundation.Uploads.FileName.Safe(Datei.FileName, ".pdf");
        return Page();
    }
}
