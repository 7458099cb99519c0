using Leineweber.Formulare.Wait;
using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Design;
using Leineweber.Organisation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Formulare.Manage;

/// <summary>Who has the limited places of a form and who waits; taking a place away, so that the next one gets it.</summary>
[Amt(FormulareModule.Places)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class PlacesModel(Formularkatalog catalog, LeineweberDb db, Amtsperson person, Warteliste waiting) : PageModel
{
    public Formularmodell Form { get; private set; } = null!;

    /// <summary>The places by Kontingent: holders first, then those who wait, in their order.</summary>
    public IReadOnlyList<(Kontingent Row, IReadOnlyList<(Platz Place, string Nummer)> Places)> Rows { get; private set; } = [];

    public Task<IActionResult> OnGetAsync([FromRoute] string key, CancellationToken cancel) => Load(key, cancel);

    /// <summary>Takes a place away.</summary>
    public async Task<IActionResult> OnPostAsync([FromRoute] string key, Guid platz, string? grund, CancellationToken cancel)
    {
        var shown = await Load(key, cancel);
        if (shown is not PageResult || Rows.SelectMany(row => row.Places).All(row => row.Place.Id != platz))
        {
            return shown is PageResult ? NotFound() : shown;
        }

        if (string.IsNullOrWhiteSpace(grund) || grund.Length > 300)
        {
            return this.Refuse(new Refusal("platz.no-reason", T("Bitte nennen Sie den Grund. Die Person liest ihn in ihrer Nachricht (höchstens 300 Zeichen).")));
        }

        var outcome = await db.Write<Outcome<Platz>>(person.ActorFor(FormulareModule.Places, Form.Stelle), write => waiting.GiveUp(write, platz, grund.Trim(), byStaff: true, cancel), cancel);
        if (outcome.Refusal is { } refusal)
        {
            return this.Refuse(refusal);
        }

        this.Say(T("Der Platz ist frei. Wer am längsten wartet, bekommt ihn."));
        return Redirect($"/amt/formulare/{key}/plaetze");
    }

    public static string Word(PlatzStatus status) => status switch
    {
        PlatzStatus.Reserviert => T("Vergeben"),
        PlatzStatus.Angeboten => T("Angeboten"),
        _ => T("Warteliste"),
    };

    private async Task<IActionResult> Load(string key, CancellationToken cancel)
    {
        if (await catalog.Published(key, cancel) is not { Form.Kontingente.Count: > 0 } version)
        {
            return NotFound();
        }

        if (!person.Has(FormulareModule.Places, version.Form.Stelle))
        {
            return NotFound();
        }

        Form = version.Form;
        var places = await (from place in db.Set<Platz>()
                            where place.FormularKey == key && place.Status != PlatzStatus.Freigegeben
                            join antrag in db.Set<Antrag>() on place.AntragId equals antrag.Id
                            orderby place.Rank, place.Id
                            select new { place, antrag.Nummer }).ToListAsync(cancel);
        Rows = [.. Form.Kontingente.Select(row => (row, (IReadOnlyList<(Platz, string)>)[.. places.Where(one => one.place.KontingentId == row.Id).OrderBy(one => one.place.Status == PlatzStatus.Warteliste).Select(one => (one.place, one.Nummer ?? ""))]))];
        return Page();
    }
}
