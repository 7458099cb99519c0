using Leineweber.Formulare.Felder;
using Leineweber.Formulare.Fill;
using Leineweber.Foundation.Data;
using Leineweber.Organisation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Formulare.Manage;

/// <summary>All pages of a version one below the other, as people will see them; nothing can be sent.</summary>
[Amt(FormulareModule.Edit)]
internal sealed class PreviewModel(Formularkatalog catalog, LeineweberDb db) : PageModel
{
    public Fassung Version { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync([FromRoute] string key, [FromRoute] int number, CancellationToken cancel)
    {
        var id = await (from form in db.Set<Formular>()
                        where form.Key == key
                        join version in db.Set<FormularVersion>() on form.Id equals version.FormularId
                        where version.Number == number
                        select (Guid?)version.Id).SingleOrDefaultAsync(cancel);
        if (id is null)
        {
            return NotFound();
        }

        Version = await catalog.Version(id.Value, cancel);
        return Page();
    }

    public Feldansicht View(Feld field) => new(field, Eingaben.Empty, ModelState, null, null, new Dictionary<string, int>());
}
