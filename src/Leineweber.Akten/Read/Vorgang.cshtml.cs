using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Organisation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Akten.Read;

/// <summary>One Vorgang as it lies in the file: documents, preview, links, who may see it and why.</summary>
[Amt(AktenRechte.Lesen)]
public sealed class VorgangModel(Aktensicht sicht, Aktenplan aktenplan, Dokumente dokumente, Freigaben freigaben, LeineweberDb db) : PageModel
{
    /// <summary>Id or Aktenzeichen.</summary>
    [BindProperty(SupportsGet = true)]
    public string Id { get; set; } = "";

    /// <summary>The document to preview.</summary>
    [BindProperty(SupportsGet = true, Name = "dokument")]
    public Guid? DokumentId { get; set; }

    /// <summary>The Vorgang.</summary>
    public Vorgang Vorgang { get; private set; } = null!;

    /// <summary>Its Akte.</summary>
    public Akte Akte { get; private set; } = null!;

    /// <summary>Its cabinet.</summary>
    public Aktenschrank Schrank { get; private set; } = null!;

    /// <summary>The way through the plan to it.</summary>
    public IReadOnlyList<Aktenplaneinheit> Way { get; private set; } = [];

    /// <summary>Its documents.</summary>
    public IReadOnlyList<Dokument> Dokumente { get; private set; } = [];

    /// <summary>The document being previewed.</summary>
    public Dokument? Preview { get; private set; }

    /// <summary>Why the reader sees it.</summary>
    public IReadOnlyList<string> Why { get; private set; } = [];

    /// <summary>Explicit access in force.</summary>
    public IReadOnlyList<Freigabe> Freigaben { get; private set; } = [];

    /// <summary>Linked Vorgaenge the reader may see.</summary>
    public IReadOnlyList<Verknuepfung> Links { get; private set; } = [];

    /// <summary>True where the Vorgang came from an Antrag and is worked on in its own page.</summary>
    public bool HasWorkPage => Vorgang.Bezug?.StartsWith("antrag:", StringComparison.Ordinal) == true;

    /// <summary>True where the reader may file documents.</summary>
    public bool CanFile { get; private set; }

    /// <summary>True where the reader may link it with others.</summary>
    public bool CanLink { get; private set; }

    /// <summary>True where the reader may grant access.</summary>
    public bool CanGrant { get; private set; }

    /// <summary>Shows it; 404 also where it is not the reader's to see.</summary>
    public async Task<IActionResult> OnGetAsync([FromServices] TimeProvider clock, [FromServices] Vorgaenge vorgaenge, [FromServices] Amtsperson person, CancellationToken cancel)
    {
        if (await sicht.Find(Id, cancel) is not { } vorgang)
        {
            return NotFound();
        }

        Vorgang = vorgang;
        CanFile = vorgang.Status == VorgangStatus.Offen && person.Has(AktenRechte.Ablegen, vorgang.UnitNummer);
        CanLink = person.Has(AktenRechte.Ablegen, vorgang.UnitNummer);
        CanGrant = person.Has(AktenRechte.Verwalten, vorgang.UnitNummer);
        Akte = await db.Set<Akte>().SingleAsync(row => row.Id == vorgang.AkteId, cancel);
        Schrank = await db.Set<Aktenschrank>().SingleAsync(row => row.Id == vorgang.AktenschrankId, cancel);
        Way = Aktenplan.Path(await aktenplan.All(cancel), Akte.AktenplaneinheitId);
        Dokumente = await dokumente.Of(vorgang.Id, cancel);
        Preview = Dokumente.FirstOrDefault(row => row.Id == DokumentId);
        Why = await sicht.Why(vorgang, cancel);
        Freigaben = await freigaben.Of(vorgang, clock.Now(), cancel);
        Links = await vorgaenge.LinksOf(vorgang.Id, await sicht.Scope(cancel), cancel);
        await sicht.RecordReading(vorgang, $"vorgang:{vorgang.Id}", $"Vorgang {vorgang.Aktenzeichen} geöffnet", cancel);
        return Page();
    }
}
