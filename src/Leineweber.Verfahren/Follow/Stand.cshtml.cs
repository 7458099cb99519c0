using Leineweber.Foundation;
using Leineweber.Formulare;
using Leineweber.Foundation.Tenancy;
using Leineweber.Konten;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Leineweber.Verfahren.Follow;

/// <summary>Where one's own Antrag stands: what happened, what comes, who to ask.</summary>
[Konto]
public sealed class StandModel(Verfahrensstaende staende, Antraege antraege, Kontoperson person, TimeProvider clock, Tenant city) : PageModel
{
    /// <summary>Id of the Antrag.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid AntragId { get; set; }

    /// <summary>The Antrag.</summary>
    public Antragsinhalt Antrag { get; private set; } = null!;

    /// <summary>Where it stands.</summary>
    public Verfahrensstand Stand { get; private set; } = null!;

    /// <summary>The request the office waits for, or null.</summary>
    public Nachforderung? Open => Stand.Row?.Stand == Bearbeitungsstand.Wartet ? Stand.Nachforderungen.LastOrDefault(one => one.AnsweredAt is null) : null;

    /// <summary>The state in a word.</summary>
    public Bearbeitungsstand Word => Stand.Row?.Stand ?? Bearbeitungsstand.Neu;

    /// <summary>True where the reader may write to the office about it.</summary>
    public bool MayWrite => Stand.Row is { } row && Schriftwechsel.MayWrite(city, row);

    /// <summary>True where the office is open now.</summary>
    public bool IsOpen => Stand.Stelle?.IsOpen(clock.Now()) == true;

    /// <summary>Shows it; 404 also where it is not the reader's.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        // Messages know the Vorgang, not the Antrag.
        if (await staende.AntragOf(AntragId, cancel) is { } byVorgang)
        {
            return Redirect($"/vorgang/{byVorgang}");
        }

        if (await antraege.Read(AntragId, cancel) is not { } antrag || !person.Owns(antrag.KontoId))
        {
            return NotFound();
        }

        Antrag = antrag;
        Stand = await staende.For(AntragId, cancel);
        return Page();
    }
}
