using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Design;
using Leineweber.Organisation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Akten.Link;

/// <summary>Links a Vorgang with others that belong together, and takes links away; of those the reader may see.</summary>
[Amt(AktenRechte.Lesen)]
public sealed class VerweiseModel(Vorgaenge vorgaenge, Vorgangssuche suche, Aktensicht sicht, LeineweberDb db, Amtsperson person) : PageModel
{
    private const int MostShown = 20;

    /// <summary>Id of the Vorgang.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>What to look for.</summary>
    [BindProperty(SupportsGet = true, Name = "suche")]
    public string? Suche { get; set; }

    /// <summary>The Vorgang to link with.</summary>
    [BindProperty]
    public Guid? Nach { get; set; }

    /// <summary>What connects them.</summary>
    [BindProperty]
    public string? Grund { get; set; }

    /// <summary>The Vorgang.</summary>
    public Vorgang Vorgang { get; private set; } = null!;

    /// <summary>What it is linked with.</summary>
    public IReadOnlyList<Verknuepfung> Links { get; private set; } = [];

    /// <summary>What the search found.</summary>
    public IReadOnlyList<Vorgang> Found { get; private set; } = [];

    /// <summary>The hits to choose from.</summary>
    public IEnumerable<Option> Choices => Found.Select(row => new Option(row.Id.ToString(), $"{row.Aktenzeichen} {row.Betreff}"));

    /// <summary>Shows links and hits.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await Denied(cancel) ?? Page();

    /// <summary>Links with the chosen Vorgang.</summary>
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

        // Chosen from what the reader sees, and still seen now.
        if (Nach is not { } chosen || await sicht.Find(chosen.ToString(), cancel) is not { } other)
        {
            return this.Refuse(new Refusal("verweis.none", T("Bitte wählen Sie einen Vorgang aus.")), nameof(Nach));
        }

        if ((await db.Write(person.ActorFor(AktenRechte.Ablegen, Vorgang.UnitNummer), w => vorgaenge.Link(w, Id, other.Id, Grund ?? "", cancel), cancel)).Refusal is { } refusal)
        {
            return this.Refuse(refusal, nameof(Nach));
        }

        this.Say(T("Verknüpft mit {0}.", other.Aktenzeichen));
        return Redirect($"/amt/akten/vorgang/{Id}/verweise");
    }

    /// <summary>Takes a link away.</summary>
    public async Task<IActionResult> OnPostUnlinkAsync([FromForm] Guid verweis, CancellationToken cancel)
    {
        if (await Denied(cancel) is { } denied)
        {
            return denied;
        }

        if (Links.Any(link => link.VerweisId == verweis))
        {
            await db.Write(person.ActorFor(AktenRechte.Ablegen, Vorgang.UnitNummer), w => vorgaenge.Unlink(w, Id, verweis, cancel), cancel);
        }

        this.Say(T("Die Verknüpfung ist gelöst."));
        return Redirect($"/amt/akten/vorgang/{Id}/verweise");
    }

    private async Task<IActionResult?> Denied(CancellationToken cancel)
    {
        if (await sicht.Find(Id.ToString(), cancel) is not { } vorgang)
        {
            return NotFound();
        }

        Vorgang = vorgang;
        if (!person.Has(AktenRechte.Ablegen, vorgang.UnitNummer))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        Links = await vorgaenge.LinksOf(Id, await sicht.Scope(cancel), cancel);
        var known = Links.Select(link => link.Vorgang.Id).Append(Id).ToHashSet();
        Found = Suche is { Length: > 0 } words ? [.. (await suche.List(words, MostShown + known.Count, cancel)).Where(row => !known.Contains(row.Id)).Take(MostShown)] : [];
        return null;
    }
}
