using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Design;
using Leineweber.Organisation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Verfahren.Decide;

/// <summary>The way from decision to letter: choose, write, see it as it will be printed, issue or have it signed.</summary>
[Amt(Akten.AktenRechte.Lesen)]
public sealed class BescheidModel(Vorgangsansicht ansicht, Bescheide bescheide, Amtsperson person, LeineweberDb db, Organisationsplan plan) : PageModel
{
    /// <summary>Id or Aktenzeichen.</summary>
    [BindProperty(SupportsGet = true)]
    public string Id { get; set; } = "";

    /// <summary>Key of the chosen template.</summary>
    [BindProperty(SupportsGet = true, Name = "vorlage")]
    public string? VorlageKey { get; set; }

    /// <summary>What is decided.</summary>
    [BindProperty]
    public Entscheidungsart Art { get; set; }

    /// <summary>Subject.</summary>
    [BindProperty]
    public string? Betreff { get; set; }

    /// <summary>Salutation.</summary>
    [BindProperty]
    public string? Anrede { get; set; }

    /// <summary>Body.</summary>
    [BindProperty]
    public string? Text { get; set; }

    /// <summary>Conditions, one per line.</summary>
    [BindProperty]
    public string? Nebenbestimmungen { get; set; }

    /// <summary>Legal remedies.</summary>
    [BindProperty]
    public string? Rechtsbehelf { get; set; }

    /// <summary>Version of the draft the person saw.</summary>
    [BindProperty]
    public int? Gesehen { get; set; }

    /// <summary>The Vorgang.</summary>
    public Vorgangsbild Bild { get; private set; } = null!;

    /// <summary>Templates to choose from.</summary>
    public IReadOnlyList<Option> Vorlagen { get; private set; } = [];

    /// <summary>True while a template is to be chosen.</summary>
    public bool IsChoosing => Bild.Bescheid is null && VorlageKey is null && Betreff is null;

    /// <summary>True where the reader may write.</summary>
    public bool CanHandle => person.Has(VerfahrenRechte.Bearbeiten, Bild.Row.UnitNummer);

    /// <summary>True where the reader may sign the waiting decision.</summary>
    public bool CanSign => Bild.Bescheid is { Stand: Bescheidstand.ZurZeichnung } waiting && waiting.AutorId != person.Id && person.Has(VerfahrenRechte.Zeichnen, Bild.Row.UnitNummer);

    /// <summary>True where the letter is still being written.</summary>
    public bool IsDraft => Bild.Bescheid is null or { Stand: Bescheidstand.Entwurf };

    /// <summary>Kinds of decisions.</summary>
    public IEnumerable<Option> Arten => Enum.GetValues<Entscheidungsart>().Select(art => new Option(art.ToString(), art.Word()));

    /// <summary>Shows the choice, the editor or the letter to be signed.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!await Load(cancel))
        {
            return NotFound();
        }

        if (Bild.Bescheid is { } draft)
        {
            (Art, Betreff, Anrede, Text, Nebenbestimmungen, Rechtsbehelf, Gesehen) = (draft.Art, draft.Betreff, draft.Anrede, draft.Text, draft.Nebenbestimmungen, draft.Rechtsbehelf, draft.Version);
        }
        else if (VorlageKey is not null)
        {
            return await Fill(cancel) ? Page() : NotFound();
        }

        return Page();
    }

    /// <summary>Saves the draft.</summary>
    public Task<IActionResult> OnPostSaveAsync(CancellationToken cancel) => Change(person => person.Has(VerfahrenRechte.Bearbeiten, Bild.Row.UnitNummer), async () =>
    {
        var saved = await Save(cancel);
        return saved.Refusal is { } refusal ? refusal : (T("Der Entwurf ist gespeichert."), $"{Address}/bescheid");
    }, cancel);

    /// <summary>Saves the draft and issues it, or hands it to the second person.</summary>
    public Task<IActionResult> OnPostFinishAsync(CancellationToken cancel) => Change(person => person.Has(VerfahrenRechte.Bearbeiten, Bild.Row.UnitNummer), async () =>
    {
        var saved = await Save(cancel);
        if (saved.Refusal is { } refusal)
        {
            return refusal;
        }

        var actor = person.ActorFor(VerfahrenRechte.Bearbeiten, Bild.Row.UnitNummer);
        if (Bild.Row.FourEyes)
        {
            return (await bescheide.SubmitForSigning(actor, Bild.Row.VorgangId, saved.Value.Version, cancel)).Match<Outcome<(string, string)>>(
                _ => (T("Der Bescheid liegt zur Zeichnung vor."), Address), no => no);
        }

        return (await bescheide.Issue(actor, Bild.Row.VorgangId, saved.Value.Version, cancel)).Match<Outcome<(string, string)>>(_ => (Issued, Address), no => no);
    }, cancel);

    /// <summary>Signs as second person.</summary>
    public Task<IActionResult> OnPostSignAsync(CancellationToken cancel) => Change(person => person.Has(VerfahrenRechte.Zeichnen, Bild.Row.UnitNummer), async () =>
        (await bescheide.Sign(person.ActorFor(VerfahrenRechte.Zeichnen, Bild.Row.UnitNummer), Bild.Row.VorgangId, person.Id, Gesehen ?? -1, cancel))
            .Match<Outcome<(string, string)>>(_ => (Issued, Address), no => no), cancel);

    /// <summary>Gives the draft back.</summary>
    public Task<IActionResult> OnPostReturnAsync([FromForm] string? grund, CancellationToken cancel) => Change(person => person.Has(VerfahrenRechte.Zeichnen, Bild.Row.UnitNummer), async () =>
        (await bescheide.Return(person.ActorFor(VerfahrenRechte.Zeichnen, Bild.Row.UnitNummer), Bild.Row.VorgangId, grund ?? "", cancel))
            .Match<Outcome<(string, string)>>(_ => (T("Der Bescheid ist zurückgegeben."), Address), no => no), cancel);

    private static string Issued => T("Der Bescheid ist erteilt. Er wird jetzt gesetzt, gesiegelt und im Postkorb bereitgestellt.");

    private string Address => $"/amt/vorgang/{Bild.Row.VorgangId}";

    private async Task<IActionResult> Change(Func<Amtsperson, bool> mayDo, Func<Task<Outcome<(string Said, string Next)>>> action, CancellationToken cancel)
    {
        if (!await Load(cancel))
        {
            return NotFound();
        }

        if (!mayDo(person))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        if (!ModelState.IsValid)
        {
            return this.Again();
        }

        var outcome = await action();
        if (outcome.Refusal is { } refusal)
        {
            await Load(cancel);
            return this.Refuse(refusal);
        }

        this.Say(outcome.Value.Said);
        return Redirect(outcome.Value.Next);
    }

    private Task<Outcome<Bescheid>> Save(CancellationToken cancel) => bescheide.Save(person, Bild.Row.VorgangId,
        new Bescheidtext(Art, (Betreff ?? "").Trim(), (Anrede ?? "").Trim(), (Text ?? "").Trim(), (Nebenbestimmungen ?? "").Trim(), (Rechtsbehelf ?? "").Trim()), Gesehen, cancel);

    private async Task<bool> Fill(CancellationToken cancel)
    {
        if (await db.Set<Briefvorlage>().SingleOrDefaultAsync(row => row.Key == VorlageKey, cancel) is not { } template)
        {
            return false;
        }

        var unit = await plan.Find(Bild.Row.UnitNummer, cancel);
        var values = Vorlagenfelder.Values(await ansicht.Antrag(Bild, cancel), Bild.Row, unit?.Name ?? Bild.Row.UnitNummer);
        Art = template.Art;
        Betreff = Vorlagenfelder.Fill(template.Betreff, values);
        Anrede = $"Guten Tag {Bild.Row.Person},";
        Text = Vorlagenfelder.Fill(template.Text, values);
        Nebenbestimmungen = Vorlagenfelder.Fill(template.Nebenbestimmungen, values);
        Rechtsbehelf = template.Rechtsbehelf;
        return true;
    }

    private async Task<bool> Load(CancellationToken cancel)
    {
        if (await ansicht.Load(Id, cancel) is not { } bild)
        {
            return false;
        }

        Bild = bild;
        if (IsChoosing)
        {
            var key = bild.Row.FormularKey;
            Vorlagen = [.. (await db.Set<Briefvorlage>().Where(row => row.FormularKey == null || row.FormularKey == key)
                .OrderBy(row => row.FormularKey == null).ThenBy(row => row.Reihenfolge).ThenBy(row => row.Titel).ToListAsync(cancel))
                .Select(row => new Option(row.Key, row.Titel, row.Art.Word()))];
        }

        return true;
    }
}
