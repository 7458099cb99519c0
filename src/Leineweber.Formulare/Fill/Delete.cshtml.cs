using Leineweber.Formulare.Wait;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Design;
using Leineweber.Konten;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Formulare.Fill;

/// <summary>Deletes a draft, or takes back an application, after asking once.</summary>
[Konto]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class DeleteModel(LeineweberDb db, Entwuerfe drafts, Formularkatalog catalog, Kontoperson person, Ruecknahme withdrawal) : PageModel
{
    public Antrag Antrag { get; private set; } = null!;

    public string FormTitle { get; private set; } = "";

    /// <summary>What happens to the fee.</summary>
    public string Rule { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync([FromRoute] Guid id, CancellationToken cancel) => await Open(id, cancel) ?? Page();

    public async Task<IActionResult> OnPostAsync([FromRoute] Guid id, CancellationToken cancel)
    {
        if (await Open(id, cancel) is { } elsewhere)
        {
            return elsewhere;
        }

        if (Antrag.Status == AntragStatus.Entwurf)
        {
            await drafts.Delete(id, cancel);
            this.Say(T("Der Entwurf ist gelöscht."));
        }
        else
        {
            await db.Write(person.Actor, write => withdrawal.Withdraw(write, id, Ruecknahmegrund.Zurueckgezogen, cancel), cancel);
            this.Say(T("Der Antrag ist zurückgezogen."));
        }

        return Redirect(FormulareLinks.Mine);
    }

    private async Task<IActionResult?> Open(Guid id, CancellationToken cancel)
    {
        var antrag = await db.Set<Antrag>().SingleOrDefaultAsync(row => row.Id == id && person.Ids.Contains(row.KontoId), cancel);
        if (antrag is null)
        {
            return NotFound();
        }

        if (antrag.Status == AntragStatus.Zurueckgezogen)
        {
            return Redirect(FormulareLinks.Confirmation(id));
        }

        var form = await catalog.Form(antrag.FormularVersionId, cancel);
        (Antrag, FormTitle, Rule) = (antrag, form.Title.ToString(), Ruecknahme.Rule(antrag, form));
        return null;
    }
}
