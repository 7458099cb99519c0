using Leineweber.Foundation.Design;
using Leineweber.Organisation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Verfahren.Inform;

/// <summary>Writes to the citizen without asking for anything.</summary>
[Amt(VerfahrenRechte.Bearbeiten)]
public sealed class MitteilungModel(Vorgangsansicht ansicht, Schriftwechsel schriftwechsel, Amtsperson person) : PageModel
{
    /// <summary>Id or Aktenzeichen.</summary>
    [BindProperty(SupportsGet = true)]
    public string Id { get; set; } = "";

    /// <summary>Subject line.</summary>
    [BindProperty]
    public string? Betreff { get; set; }

    /// <summary>The message.</summary>
    [BindProperty]
    public string? Text { get; set; }

    /// <summary>Documents that go with it.</summary>
    [BindProperty]
    public List<Guid> Anlagen { get; set; } = [];

    /// <summary>True where the citizen may answer.</summary>
    [BindProperty]
    public bool AnswerAllowed { get; set; }

    /// <summary>The Vorgang.</summary>
    public Vorgangsbild Bild { get; private set; } = null!;

    /// <summary>Documents to choose from.</summary>
    public IReadOnlyList<Option> Choices { get; private set; } = [];

    /// <summary>Shows the form with a friendly beginning.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (await Denied(cancel) is { } denied)
        {
            return denied;
        }

        Betreff = Vorgangsbearbeitung.Cut(T("Zu Ihrem Antrag: {0}", Bild.Row.Leistung), 150);
        Text = $"Guten Tag,\n\n\n\nFreundliche Grüße\n{person.Name}";
        return Page();
    }

    /// <summary>Sends it.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (await Denied(cancel) is { } denied)
        {
            return denied;
        }

        if (!ModelState.IsValid)
        {
            return this.Again();
        }

        var actor = person.ActorFor(VerfahrenRechte.Bearbeiten, Bild.Row.UnitNummer);
        var outcome = await schriftwechsel.Send(actor, Bild.Row, new NeueMitteilung(Betreff ?? "", Text ?? "", Anlagen, AnswerAllowed), cancel);
        if (outcome.Refusal is { } refusal)
        {
            return this.Refuse(refusal, refusal.Code == "mitteilung.subject" ? nameof(Betreff) : refusal.Code == "mitteilung.text" ? nameof(Text) : null);
        }

        this.Say(T("Die Mitteilung liegt im Postkorb von {0}.", Bild.Row.Person));
        return Redirect($"/amt/vorgang/{Bild.Row.VorgangId}/nachrichten");
    }

    private async Task<IActionResult?> Denied(CancellationToken cancel)
    {
        if (await ansicht.Load(Id, cancel) is not { } bild)
        {
            return NotFound();
        }

        Bild = bild;
        Choices = [.. (await ansicht.Dokumente(bild, cancel)).Select(row => new Option(row.Id.ToString(), row.Titel, row.Fassungen[^1].FileName))];
        return person.Has(VerfahrenRechte.Bearbeiten, bild.Row.UnitNummer) ? null : StatusCode(StatusCodes.Status403Forbidden);
    }
}
