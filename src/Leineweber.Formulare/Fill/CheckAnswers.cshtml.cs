using Leineweber.Formulare.Move;
using Leineweber.Formulare.Submit;
using Leineweber.Foundation.Design;
using Leineweber.Foundation.Figures;
using Leineweber.Konten;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Leineweber.Formulare.Fill;

/// <summary>All answers for review, what happens next and what it costs; then the one binding button.</summary>
[Konto]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class CheckAnswersModel(Entwuerfe drafts, Umstiege moves, Plaetze places, Einreichung submission, Zaehler figures) : PageModel
{
    public Bearbeitung Draft { get; private set; } = null!;

    public IReadOnlyList<Antwortgruppe> Groups { get; private set; } = [];

    public Gebuehrenrechnung Fee { get; private set; } = new([]);

    /// <summary>Wishes that are only on the waiting list now.</summary>
    public IReadOnlySet<Platzwunsch> Waiting { get; private set; } = new HashSet<Platzwunsch>();

    public int Steps => Draft.Way.Steps.Count + 1;

    public async Task<IActionResult> OnGetAsync([FromRoute] Guid id, CancellationToken cancel)
    {
        if (await Open(id, cancel) is { } elsewhere)
        {
            return elsewhere;
        }

        figures.Count("antrag.seite", $"{Draft.Form.Key}/pruefen");
        return Page();
    }

    /// <summary>Submits. A second press, a second tab or a resent request gets the same confirmation.</summary>
    public async Task<IActionResult> OnPostAsync([FromRoute] Guid id, long gebuehr, string[] warteliste, CancellationToken cancel)
    {
        var outcome = await submission.Submit(id, gebuehr, warteliste.ToHashSet(), cancel);
        if (outcome.Refusal is { } refusal)
        {
            ModelState.Clear();
            return await Open(id, cancel) ?? this.Refuse(refusal);
        }

        var (antrag, isNew) = outcome.Value;
        if (isNew)
        {
            figures.Count("antrag.abgesendet", antrag.FormularKey);
        }

        return Redirect(antrag.Status == AntragStatus.WartetAufZahlung && antrag.Kassenzeichen is not null ? $"/zahlung/{antrag.Kassenzeichen}" : FormulareLinks.Confirmation(id));
    }

    private async Task<IActionResult?> Open(Guid id, CancellationToken cancel)
    {
        if (await drafts.Find(id, cancel) is not { } draft)
        {
            return await drafts.IsSubmitted(id, cancel) ? Redirect(FormulareLinks.Confirmation(id)) : NotFound();
        }

        if (await moves.MustMove(draft.Antrag, cancel))
        {
            return Redirect(FormulareLinks.NewVersion(id));
        }

        if (draft.Way.FirstOpen is { } open)
        {
            return Redirect(FormulareLinks.Page(id, open.Page));
        }

        Draft = draft;
        Waiting = await places.Waiting(draft.Form, Platzwunsch.In(draft.Way), cancel);
        Fee = Gebuehrenrechnung.Compute(draft.Form, draft.Way.Answers, Waiting);
        Groups = Antwortgruppe.Of(draft.Way, draft.Files, Waiting);
        return null;
    }
}
