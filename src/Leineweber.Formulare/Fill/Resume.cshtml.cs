using Leineweber.Formulare.Move;
using Leineweber.Konten;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Leineweber.Formulare.Fill;

/// <summary>Leads to where an application stands: its task list, its next question, the check page or the confirmation.</summary>
[Konto]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class ResumeModel(Entwuerfe drafts, Umstiege moves) : PageModel
{
    public async Task<IActionResult> OnGetAsync([FromRoute] Guid id, CancellationToken cancel)
    {
        TempData.Keep();
        if (await drafts.Find(id, cancel) is not { } draft)
        {
            return await drafts.IsSubmitted(id, cancel) ? Redirect(FormulareLinks.Confirmation(id)) : NotFound();
        }

        if (await moves.Due(draft, cancel) is { } move)
        {
            if (move.IsVisible)
            {
                return Redirect(FormulareLinks.NewVersion(id));
            }

            // Nothing a person could notice differs: the draft simply goes on with the newer version.
            await moves.Move(id, move, cancel);
            draft = (await drafts.Find(id, cancel))!;
        }

        return Redirect(draft.Form.IsLong ? FormulareLinks.Tasks(id)
            : draft.Way.FirstOpen is { } open ? FormulareLinks.Page(id, open.Page) : FormulareLinks.Check(id));
    }
}
