using Leineweber.Foundation.Data;
using Leineweber.Organisation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Formulare.Manage;

/// <summary>The registrations with limited places of the reader's units, and how full they are.</summary>
[Amt(FormulareModule.Places)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class PlaceFormsModel(Formularkatalog catalog, LeineweberDb db, Amtsperson person) : PageModel
{
    public IReadOnlyList<(Formularmodell Form, IReadOnlyList<Platzstand> Rows)> Forms { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var forms = await catalog.WithPlaces(person.UnitsWith(FormulareModule.Places), cancel);
        var keys = forms.Select(form => form.Key).ToList();
        var counts = await db.Set<Platz>().Where(place => keys.Contains(place.FormularKey) && place.Status != PlatzStatus.Freigegeben)
            .GroupBy(place => new { place.FormularKey, place.KontingentId, place.Status }).Select(group => new { group.Key, Count = group.Count() }).ToListAsync(cancel);
        Forms = [.. forms.Select(form => (form, (IReadOnlyList<Platzstand>)[.. form.Kontingente.Select(row =>
        {
            var mine = counts.Where(one => one.Key.FormularKey == form.Key && one.Key.KontingentId == row.Id).ToList();
            return new Platzstand(row, mine.Where(one => one.Key.Status != PlatzStatus.Warteliste).Sum(one => one.Count), mine.Where(one => one.Key.Status == PlatzStatus.Warteliste).Sum(one => one.Count));
        })]))];
    }
}

/// <summary>How full a Kontingent is.</summary>
internal sealed record Platzstand(Kontingent Kontingent, int Held, int Waiting);
