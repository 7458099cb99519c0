using Leineweber.Formulare.Wait;
using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Design;
using Leineweber.Konten;
using Leineweber.Zahlungen;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Formulare.Fill;

/// <summary>It worked: the number, what happens next, what was paid, whom to ask, the PDF, the way to the Postkorb. Also the receipt people come back to.</summary>
[Konto]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class ConfirmationModel(LeineweberDb db, Quittung receipt, Formularkatalog catalog, Kontoperson person, Warteliste waiting) : PageModel
{
    public Antrag Antrag { get; private set; } = null!;

    public Formularmodell Form { get; private set; } = null!;

    public Quittungsinhalt Receipt { get; private set; } = null!;

    public IReadOnlyList<AntragSchritt> Steps => Receipt.Steps;

    /// <summary>The fee has arrived, the application is being taken in at this moment.</summary>
    public bool IsPaid => Antrag.Status == AntragStatus.WartetAufZahlung && Receipt.Claim?.Status == ForderungStatus.Bezahlt;

    public bool IsGuest => person.IsGuest;

    /// <summary>Last day to pay the fee.</summary>
    public DateTime PayBy => Antrag.PayBy ?? Zahlungsfrist.End(Antrag.SubmittedAt!.Value, Form.Deadlines.Pay);

    public async Task<IActionResult> OnGetAsync([FromRoute] Guid id, CancellationToken cancel) => await Load(id, cancel) ?? Page();

    /// <summary>Gives a place back, declines an offer, or leaves the waiting list.</summary>
    public async Task<IActionResult> OnPostPlatzAsync([FromRoute] Guid id, Guid platz, CancellationToken cancel)
    {
        if (await Load(id, cancel) is { } elsewhere)
        {
            return elsewhere;
        }

        if (Receipt.Places.All(row => row.Place.Id != platz))
        {
            return NotFound();
        }

        var outcome = await db.Write<Outcome<Platz>>(person.Actor, write => waiting.GiveUp(write, platz, "Von der antragstellenden Person zurückgegeben", byStaff: false, cancel), cancel);
        if (outcome.Refusal is { } refusal)
        {
            return this.Refuse(refusal);
        }

        this.Say(Texts.T("Der Platz ist zurückgegeben."));
        return Redirect(FormulareLinks.Confirmation(id));
    }

    private async Task<IActionResult?> Load(Guid id, CancellationToken cancel)
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

        (Antrag, Form) = (antrag, await catalog.Form(antrag.FormularVersionId, cancel));
        Receipt = await receipt.Of(antrag, Form, cancel);
        if (IsPaid)
        {
            // Works without JavaScript: the browser asks again by itself.
            Response.Headers["Refresh"] = "3";
        }

        return null;
    }

    public static string Word(AntragStatus status) => status switch
    {
        AntragStatus.Entwurf => Texts.T("Entwurf"),
        AntragStatus.WartetAufZahlung => Texts.T("Abgesendet, wartet auf Zahlung"),
        AntragStatus.Eingegangen => Texts.T("Eingegangen"),
        _ => Texts.T("Zurückgezogen"),
    };
}
