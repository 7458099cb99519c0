using Leineweber.Foundation.Design;
using Leineweber.Foundation.Figures;
using Leineweber.Konten;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Formulare.Fill;

/// <summary>The list of a repeated page: its entries, adding, changing, removing.</summary>
[Konto]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class EntriesModel(Entwuerfe drafts, Zaehler figures) : PageModel
{
    public Bearbeitung Draft { get; private set; } = null!;

    public Schritt Step { get; private set; } = null!;

    public Wiederholung Repeat => Step.Page.Repeat!;

    public bool ToCheck => Request.Query["zurueck"] == "pruefen";

    public bool CanAdd => Step.Items.Count < Repeat.Max;

    public (int Number, int Of)? Place => Draft.Way.Place(Step) is { } place ? (place.Number, place.Of + 1) : null;

    public string Back => Draft.Way.Before(Step) is { } before ? FormulareLinks.Page(Draft.Antrag.Id, before.Page) : FormulareLinks.Start(Draft.Form.Key);

    public async Task<IActionResult> OnGetAsync([FromRoute] Guid id, [FromRoute] string seite, CancellationToken cancel)
    {
        if (await Open(id, seite, cancel) is { } elsewhere)
        {
            return elsewhere;
        }

        figures.Count("antrag.seite", $"{Draft.Form.Key}/{seite}");
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromRoute] Guid id, [FromRoute] string seite, CancellationToken cancel)
    {
        if (await Open(id, seite, cancel) is { } elsewhere)
        {
            return elsewhere;
        }

        if (Step.Items.Count < Repeat.Min)
        {
            ModelState.AddModelError("", Repeat.Min == 1 ? T("Bitte fügen Sie mindestens einen Eintrag hinzu: {0}", Repeat.Item) : T("Bitte fügen Sie mindestens {0} Einträge hinzu: {1}", Repeat.Min, Repeat.Item));
            return this.Again();
        }

        if (Step.Items.FirstOrDefault(item => item.Problems.Count > 0) is { } open)
        {
            return Redirect(FormulareLinks.Item(id, Step.Page, open.Id, ToCheck));
        }

        if ((await drafts.Finish(id, Step.Page, cancel)).Refusal is { } refusal)
        {
            return this.Refuse(refusal);
        }

        var way = (await drafts.Find(id, cancel))?.Way;
        return Redirect(way is null ? FormulareLinks.Antrag(id)
            : ToCheck && way.FirstOpen is null || way.Step(seite) is not { } here || way.After(here) is not { } after ? FormulareLinks.Check(id)
            : ToCheck ? FormulareLinks.Page(id, way.FirstOpen!.Page, true) : FormulareLinks.Page(id, after.Page));
    }

    /// <summary>Removes an entry.</summary>
    public async Task<IActionResult> OnPostEntfernenAsync([FromRoute] Guid id, [FromRoute] string seite, string eintrag, CancellationToken cancel)
    {
        if (await Open(id, seite, cancel) is { } elsewhere)
        {
            return elsewhere;
        }

        await drafts.RemoveItem(id, Step.Page, eintrag, cancel);
        this.Say(T("Der Eintrag ist entfernt."));
        return Redirect(FormulareLinks.Page(id, Step.Page, ToCheck));
    }

    private async Task<IActionResult?> Open(Guid id, string seite, CancellationToken cancel)
    {
        if (await drafts.Find(id, cancel) is not { } draft)
        {
            return await drafts.IsSubmitted(id, cancel) ? Redirect(FormulareLinks.Antrag(id)) : NotFound();
        }

        if (draft.Form.Page(seite)?.Repeat is null)
        {
            return NotFound();
        }

        if (draft.Way.Step(seite) is not { } step || !draft.Way.MayOpen(step))
        {
            return Redirect(FormulareLinks.Antrag(id));
        }

        (Draft, Step) = (draft, step);
        return null;
    }
}
