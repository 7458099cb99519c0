using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Design;
using Leineweber.Foundation.Uploads;
using Leineweber.Organisation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Akten.Keep;

/// <summary>Files documents into a Vorgang by hand, or a new version of one that is there.</summary>
[Amt(AktenRechte.Ablegen)]
[RequestSizeLimit(MostBytes)]
public sealed class AblegenModel(Aktensicht sicht, Dokumente dokumente, UploadGate gate, LeineweberDb db, Amtsperson person) : PageModel
{
    private const long MostBytes = Upload.MostFiles * (Upload.MostBytes + 4096);

    /// <summary>Id or Aktenzeichen of the Vorgang.</summary>
    [BindProperty(SupportsGet = true)]
    public string Id { get; set; } = "";

    /// <summary>The document that gets a new version, or null for new documents.</summary>
    [BindProperty(SupportsGet = true, Name = "dokument")]
    public Guid? DokumentId { get; set; }

    /// <summary>Title; the file's name where empty.</summary>
    [BindProperty]
    public string? Titel { get; set; }

    /// <summary>The files.</summary>
    [BindProperty]
    public List<IFormFile> Dateien { get; set; } = [];

    /// <summary>The Vorgang.</summary>
    public Vorgang Vorgang { get; private set; } = null!;

    /// <summary>The document that gets a new version.</summary>
    public Dokument? Dokument { get; private set; }

    /// <summary>Shows the form.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await Denied(cancel) ?? Page();

    /// <summary>Checks, stores and files: all files or none.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (await Denied(cancel) is { } denied)
        {
            return denied;
        }

        if (Dateien.Count is 0 or > Upload.MostFiles || (Dokument is not null && Dateien.Count > 1))
        {
            ModelState.AddModelError(nameof(Dateien), Dokument is null ? T("Bitte wählen Sie bis zu {0} Dateien aus.", Upload.MostFiles) : T("Bitte wählen Sie eine Datei aus."));
            return this.Again();
        }

        var stored = new List<Upload>();
        foreach (var file in Dateien)
        {
            var received = await gate.Receive(file, cancel);
            if (received.Refusal is { } refusal)
            {
                return this.Refuse(refusal, nameof(Dateien));
            }

            stored.Add(received.Value);
        }

        var outcome = await db.Write<Outcome<Done>>(person.ActorFor(AktenRechte.Ablegen, Vorgang.UnitNummer), w => File(w, stored, cancel), cancel);
        if (outcome.Refusal is { } no)
        {
            return this.Refuse(no);
        }

        this.Say(stored.Count == 1 ? T("Das Dokument ist abgelegt.") : T("{0} Dokumente sind abgelegt.", stored.Count));
        return Redirect($"/amt/akten/vorgang/{Vorgang.Id}");
    }

    private async Task<Outcome<Done>> File(Write w, List<Upload> stored, CancellationToken cancel)
    {
        foreach (var upload in stored)
        {
            var title = string.IsNullOrWhiteSpace(Titel) || stored.Count > 1 ? upload.Name : Titel;
            var neu = new NeuesDokument(title, upload.Name, upload.ContentType, upload.Blob.Sha256, upload.Blob.Size, Herkunft.Intern);
            var outcome = Dokument is null ? await dokumente.File(w, Vorgang.Id, neu, cancel) : await dokumente.AddVersion(w, Dokument.Id, neu, cancel);
            if (outcome.Refusal is { } refusal)
            {
                return refusal;
            }
        }

        return Done.It;
    }

    private async Task<IActionResult?> Denied(CancellationToken cancel)
    {
        if (await sicht.Find(Id, cancel) is not { } vorgang)
        {
            return NotFound();
        }

        Vorgang = vorgang;
        if (DokumentId is { } id)
        {
            Dokument = await dokumente.Find(id, cancel) is { } found && found.VorgangId == vorgang.Id ? found : null;
            if (Dokument is null or { Herkunft: not Herkunft.Intern })
            {
                return NotFound();
            }
        }

        return person.Has(AktenRechte.Ablegen, vorgang.UnitNummer) ? null : StatusCode(StatusCodes.Status403Forbidden);
    }
}
