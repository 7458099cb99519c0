using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Konten;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Formulare.Fill;

/// <summary>It worked: the number, what happens next, the PDF, the way to the Postkorb. Also the receipt people come back to.</summary>
[Konto]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class ConfirmationModel(LeineweberDb db, Antraege antraege, Formularkatalog catalog, Kontoperson person) : PageModel
{
    public Antrag Antrag { get; private set; } = null!;

    public Formularmodell Form { get; private set; } = null!;

    public IReadOnlyList<AntragSchritt> Steps { get; private set; } = [];

    public bool IsGuest => person.IsGuest;

    public async Task<IActionResult> OnGetAsync([FromRoute] Guid id, CancellationToken cancel)
    {
        var antrag = await db.Set<Antrag>().SingleOrDefaultAsync(row => row.Id == id && person.Ids.Contains(row.KontoId), cancel);
        if (antrag is null)
        {
            return NotFound();
        }

        if (antrag.Status == AntragStatus.Entwurf)
        {
            return Redirect(FormulareLinks.Antrag(id));
        }

        (Antrag, Form) = (antrag, (await catalog.Version(antrag.FormularVersionId, cancel)).Form);
        Steps = [.. (await antraege.Steps(id, cancel)).Where(step => step.Status != AntragStatus.Entwurf)];
        return Page();
    }

    public static string Word(AntragStatus status) => status switch
    {
        AntragStatus.Entwurf => Texts.T("Entwurf"),
        AntragStatus.WartetAufZahlung => Texts.T("Abgesendet, wartet auf Zahlung"),
        AntragStatus.Eingegangen => Texts.T("Eingegangen"),
        _ => Texts.T("Zurückgezogen"),
    };
}
