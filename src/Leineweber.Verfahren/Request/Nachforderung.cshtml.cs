using Leineweber.Foundation;
using Leineweber.Foundation.Design;
using Leineweber.Organisation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Verfahren.Request;

/// <summary>Asks the citizen for what is missing.</summary>
[Amt(VerfahrenRechte.Bearbeiten)]
public sealed class NachforderungModel(Vorgangsansicht ansicht, Nachforderungen nachforderungen, Amtsperson person, TimeProvider clock) : PageModel
{
    /// <summary>Id or Aktenzeichen.</summary>
    [BindProperty(SupportsGet = true)]
    public string Id { get; set; } = "";

    /// <summary>What is asked for.</summary>
    [BindProperty]
    public string? Text { get; set; }

    /// <summary>Last day for the answer.</summary>
    [BindProperty]
    public DateOnly? Bis { get; set; }

    /// <summary>The Vorgang.</summary>
    public Vorgangsbild Bild { get; private set; } = null!;

    /// <summary>Shows the form with a friendly beginning.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (await Denied(cancel) is { } denied)
        {
            return denied;
        }

        Bis = Feiertage.NextWorkday(clock.Today().AddDays(Nachforderungen.DefaultDays));
        Text = $"Guten Tag,\n\nfür Ihren Antrag „{Bild.Row.Leistung}“ brauchen wir noch:\n\n- \n\nBitte antworten Sie direkt auf diese Nachricht und hängen Sie die Unterlagen als Foto oder PDF an.\n\nFreundliche Grüße\n{person.Name}";
        return Page();
    }

    /// <summary>Sends it.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (await Denied(cancel) is { } denied)
        {
            return denied;
        }

        if (Bis is null && ModelState.IsValid)
        {
            ModelState.AddModelError(nameof(Bis), T("Bitte geben Sie an, bis wann Sie die Antwort brauchen."));
        }

        if (!ModelState.IsValid)
        {
            return this.Again();
        }

        var actor = person.ActorFor(VerfahrenRechte.Bearbeiten, Bild.Row.UnitNummer);
        var outcome = await nachforderungen.Ask(actor, Bild.Row, Text ?? "", Bis!.Value, cancel);
        if (outcome.Refusal is { } refusal)
        {
            return this.Refuse(refusal, refusal.Code == "nachforderung.day" ? nameof(Bis) : nameof(Text));
        }

        this.Say(T("Die Nachforderung liegt im Postkorb von {0}.", Bild.Row.Person));
        return Redirect($"/amt/vorgang/{Bild.Row.VorgangId}");
    }

    private async Task<IActionResult?> Denied(CancellationToken cancel)
    {
        if (await ansicht.Load(Id, cancel) is not { } bild)
        {
            return NotFound();
        }

        Bild = bild;
        return person.Has(VerfahrenRechte.Bearbeiten, bild.Row.UnitNummer) ? null : StatusCode(StatusCodes.Status403Forbidden);
    }
}
