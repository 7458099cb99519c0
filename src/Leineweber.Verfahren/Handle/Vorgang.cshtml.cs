using Leineweber.Akten;
using Leineweber.Foundation;
using Leineweber.Foundation.Design;
using Leineweber.Foundation.Protokoll;
using Leineweber.Formulare;
using Leineweber.Organisation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Verfahren.Handle;

/// <summary>One Vorgang at work: what to do now, and everything about it.</summary>
[Amt(AktenRechte.Lesen)]
public sealed class VorgangModel(Vorgangsansicht ansicht, Amtsperson person, Vorgangsbearbeitung bearbeitung, Personal personal, TimeProvider clock) : PageModel
{
    /// <summary>The tabs, by the last part of their address.</summary>
    public static readonly IReadOnlyList<string> Parts = ["uebersicht", "antrag", "dokumente", "nachrichten", "verlauf"];

    /// <summary>Id or Aktenzeichen.</summary>
    [BindProperty(SupportsGet = true)]
    public string Id { get; set; } = "";

    /// <summary>The tab.</summary>
    [BindProperty(SupportsGet = true)]
    public string Teil { get; set; } = "uebersicht";

    /// <summary>The document to preview.</summary>
    [BindProperty(SupportsGet = true, Name = "dokument")]
    public Guid? DokumentId { get; set; }

    /// <summary>The Vorgang.</summary>
    public Vorgangsbild Bild { get; private set; } = null!;

    /// <summary>The Antrag.</summary>
    public Antragsinhalt Antrag { get; private set; } = null!;

    /// <summary>Its documents.</summary>
    public IReadOnlyList<Dokument> Dokumente { get; private set; } = [];

    /// <summary>Its messages.</summary>
    public IReadOnlyList<Nachrichtenzeile> Nachrichten { get; private set; } = [];

    /// <summary>Its history, newest first.</summary>
    public IReadOnlyList<ProtokollRow> Verlauf { get; private set; } = [];

    /// <summary>Who can be given the Vorgang.</summary>
    public IReadOnlyList<Option> Colleagues { get; private set; } = [];

    /// <summary>Why the reader sees it.</summary>
    public IReadOnlyList<string> Why { get; private set; } = [];

    /// <summary>Linked Vorgaenge the reader may see.</summary>
    public IReadOnlyList<Verknuepfung> Links { get; private set; } = [];

    /// <summary>True where the form gives out limited places and the reader may see them.</summary>
    public bool HasPlaces { get; private set; }

    /// <summary>The next one of the reader's own work, once this one is done.</summary>
    public Bearbeitung? Next { get; private set; }

    /// <summary>The document being previewed.</summary>
    public Dokument? Preview => Dokumente.FirstOrDefault(row => row.Id == DokumentId);

    /// <summary>The reader.</summary>
    public Amtsperson Person => person;

    /// <summary>Today in the city.</summary>
    public DateOnly Today => clock.Today();

    /// <summary>True where the reader may work on it.</summary>
    public bool CanHandle => person.Has(VerfahrenRechte.Bearbeiten, Bild.Row.UnitNummer);

    /// <summary>True where the reader may sign the waiting decision.</summary>
    public bool CanSign => Bild.Bescheid is { Stand: Bescheidstand.ZurZeichnung } waiting && waiting.AutorId != person.Id && person.Has(VerfahrenRechte.Zeichnen, Bild.Row.UnitNummer);

    /// <summary>Address of this Vorgang.</summary>
    public string Address => $"/amt/vorgang/{Bild.Row.VorgangId}";

    /// <summary>Shows it; 404 also where it is not the reader's to see.</summary>
    public async Task<IActionResult> OnGetAsync([FromServices] Aktensicht sicht, [FromServices] History history, [FromServices] Arbeitskorb korb, [FromServices] Vorgaenge vorgaenge, [FromServices] Formularkatalog forms, CancellationToken cancel)
    {
        if (!await Load(cancel))
        {
            return NotFound();
        }

        Why = await sicht.Why(Bild.Vorgang, cancel);
        HasPlaces = person.Has(FormulareModule.Places, Bild.Row.UnitNummer) && await forms.HasPlaces(Bild.Row.FormularKey, cancel);
        Links = await vorgaenge.LinksOf(Bild.Vorgang.Id, await sicht.Scope(cancel), cancel);
        await sicht.RecordReading(Bild.Vorgang, $"vorgang:{Bild.Vorgang.Id}", $"Vorgang {Bild.Vorgang.Aktenzeichen} geöffnet", cancel);
        Next = Bild.Row.IsOpen && Bild.Row.Stand != Bearbeitungsstand.Wartet ? null : await korb.Next(Bild.Row.VorgangId, cancel);
        if (Teil == "verlauf")
        {
            Verlauf = [.. (await history.Of(await ansicht.Subjects(Bild, cancel), cancel)).AsEnumerable().Reverse()];
        }

        return Page();
    }

    /// <summary>Takes the Vorgang for oneself.</summary>
    public Task<IActionResult> OnPostTakeAsync([FromForm] Guid? gesehen, CancellationToken cancel) => Do(
        () => bearbeitung.Take(person.ActorFor(VerfahrenRechte.Bearbeiten, Bild.Row.UnitNummer), Bild.Row.VorgangId, person.Id, gesehen, cancel), T("Der Vorgang liegt jetzt bei Ihnen."), cancel);

    /// <summary>Gives the Vorgang to somebody.</summary>
    public Task<IActionResult> OnPostAssignAsync([FromForm] Guid? an, CancellationToken cancel) => Do<Done>(
        async () =>
        {
            if (!Colleagues.Any(one => one.Value == an.ToString()) || await personal.Find(an!.Value, cancel) is not { } to)
            {
                return new Refusal("vorgang.assign-to", T("Bitte wählen Sie, wer den Vorgang bekommt."));
            }

            await bearbeitung.Assign(person.Actor, [Bild.Row.VorgangId], to.Id, to.Name, cancel);
            return Done.It;
        }, T("Der Vorgang ist übergeben."), cancel);

    /// <summary>Sets or clears the day to look at it again.</summary>
    public Task<IActionResult> OnPostFristAsync([FromForm] DateOnly? tag, [FromForm] string? grund, CancellationToken cancel) => Do(
        () => bearbeitung.SetFrist(person.Actor, Bild.Row.VorgangId, tag, grund, cancel), T("Die Wiedervorlage ist gespeichert."), cancel);

    /// <summary>Adds a note.</summary>
    public Task<IActionResult> OnPostNoteAsync([FromForm] string? text, CancellationToken cancel) => Do(
        () => bearbeitung.AddNote(person.Actor, Bild.Row.VorgangId, text ?? "", cancel), T("Die Notiz ist gespeichert."), cancel);

    /// <summary>Closes it (z. d. A.).</summary>
    public Task<IActionResult> OnPostCloseAsync(CancellationToken cancel) => Do(
        () => bearbeitung.Close(person.ActorFor(VerfahrenRechte.Bearbeiten, Bild.Row.UnitNummer), Bild.Row.VorgangId, cancel), T("Der Vorgang ist geschlossen (z. d. A.)."), cancel);

    private async Task<IActionResult> Do<TResult>(Func<Task<Outcome<TResult>>> action, string said, CancellationToken cancel)
    {
        if (!await Load(cancel))
        {
            return NotFound();
        }

        if (!CanHandle)
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        if (!ModelState.IsValid)
        {
            return this.Again();
        }

        if ((await action()).Refusal is { } refusal)
        {
            await Load(cancel);
            return this.Refuse(refusal);
        }

        this.Say(said);
        return Redirect(Address);
    }

    private async Task<bool> Load(CancellationToken cancel)
    {
        if (!Parts.Contains(Teil) || await ansicht.Load(Id, cancel) is not { } bild)
        {
            return false;
        }

        Bild = bild;
        Antrag = await ansicht.Antrag(bild, cancel);
        Dokumente = await ansicht.Dokumente(bild, cancel);
        Nachrichten = await ansicht.Nachrichten(bild, cancel);
        Colleagues = CanHandle
            ? [.. (await personal.WithRight(VerfahrenRechte.Bearbeiten, bild.Row.UnitNummer, cancel)).Select(one => new Option(one.Id.ToString(), one.Name))]
            : [];
        return true;
    }
}
