using Leineweber.Formulare.Fill;
using Leineweber.Foundation.Design;
using Leineweber.Konten;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Leineweber.Formulare.Move;

/// <summary>The form was revised while the draft lay: says what is new, what changed and which answers find no place, then goes on.</summary>
[Konto]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class NewVersionModel(Entwuerfe drafts, Umstiege moves) : PageModel
{
    public Bearbeitung Draft { get; private set; } = null!;

    public Umstieg Move { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync([FromRoute] Guid id, CancellationToken cancel) => await Load(id, cancel) ?? Page();

    /// <summary>Moves the draft and goes on.</summary>
    public async Task<IActionResult> OnPostAsync([FromRoute] Guid id, CancellationToken cancel)
    {
        if (await Load(id, cancel) is { } elsewhere)
        {
            return elsewhere;
        }

        return (await moves.Move(id, Move, cancel)).Refusal is { } refusal ? this.Refuse(refusal) : Redirect(FormulareLinks.Antrag(id));
    }

    private async Task<IActionResult?> Load(Guid id, CancellationToken cancel)
    {
        if (await drafts.Find(id, cancel) is not { } draft)
        {
            return await drafts.IsSubmitted(id, cancel) ? Redirect(FormulareLinks.Confirmation(id)) : NotFound();
        }

        if (await moves.Due(draft, cancel) is not { } move)
        {
            return Redirect(FormulareLinks.Antrag(id));
        }

        (Draft, Move) = (draft, move);
        return null;
    }
}
