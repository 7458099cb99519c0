using Leineweber.Organisation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Leineweber.Akten.Read;

/// <summary>One document: what it is, its versions, a preview.</summary>
[Amt(AktenRechte.Lesen)]
public sealed class DokumentModel(Aktensicht sicht, Amtsperson person) : PageModel
{
    /// <summary>Id of the document.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>The document.</summary>
    public Dokument Dokument { get; private set; } = null!;

    /// <summary>Its Vorgang.</summary>
    public Vorgang Vorgang { get; private set; } = null!;

    /// <summary>True where the reader may file a new version: only of what the office filed itself.</summary>
    public bool CanFile => Dokument.Herkunft == Herkunft.Intern && Vorgang.Status == VorgangStatus.Offen && person.Has(AktenRechte.Ablegen, Vorgang.UnitNummer);

    /// <summary>Shows it; 404 also where it is not the reader's to see.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (await sicht.FindDokument(Id, cancel) is not var (dokument, vorgang))
        {
            return NotFound();
        }

        (Dokument, Vorgang) = (dokument, vorgang);
        return Page();
    }
}
