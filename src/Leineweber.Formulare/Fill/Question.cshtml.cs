using Leineweber.Formulare.Felder;
using Leineweber.Foundation.Design;
using Leineweber.Foundation.Figures;
using Leineweber.Konten;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Formulare.Fill;

/// <summary>One group of questions: shown with what is known, read, checked, saved.</summary>
[Konto, LargestUpload]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class QuestionModel(Entwuerfe drafts, Hochladen uploads, Plaetze places, Zaehler figures) : PageModel
{
    /// <summary>Entry that is not saved yet, in the address.</summary>
    public const string NewItem = "neu";

    public Bearbeitung Draft { get; private set; } = null!;

    public Schritt Step { get; private set; } = null!;

    public Seite Seite => Step.Page;

    /// <summary>Id of the entry of a repeated page; made up for a new one and posted with it, so that a second click makes no second entry.</summary>
    public string? Item { get; private set; }

    public bool IsNewItem { get; private set; }

    /// <summary>The questions to show now.</summary>
    public IReadOnlyList<Feldansicht> Fields { get; private set; } = [];

    /// <summary>Fingerprint of what was stored when the page was shown.</summary>
    public string Mark { get; private set; } = "";

    /// <summary>True where the person came from the check page and goes back there.</summary>
    public bool ToCheck => Request.Query["zurueck"] == "pruefen";

    /// <summary>Something to say that is no mistake, e.g. that a further question came up.</summary>
    public string? Notice { get; private set; }

    public string Back => Item is not null ? FormulareLinks.Page(Draft.Antrag.Id, Seite, ToCheck)
        : ToCheck && Draft.Way.FirstOpen is null ? FormulareLinks.Check(Draft.Antrag.Id)
        : Draft.Way.Before(Step) is { } before ? FormulareLinks.Page(Draft.Antrag.Id, before.Page)
        : FormulareLinks.Start(Draft.Form.Key);

    /// <summary>Which step of how many, checking included; null where it is not certain.</summary>
    public (int Number, int Of)? Place => Item is null && Draft.Way.Place(Step) is { } place ? (place.Number, place.Of + 1) : null;

    public string Title => Item is null ? Seite.Title.ToString() : IsNewItem ? T("{0} hinzufügen", Seite.Repeat!.Item) : T("{0} ändern", Seite.Repeat!.Item);

    public async Task<IActionResult> OnGetAsync([FromRoute] Guid id, [FromRoute] string seite, [FromRoute] string? eintrag, CancellationToken cancel)
    {
        if (await Open(id, seite, eintrag, cancel) is { } elsewhere)
        {
            return elsewhere;
        }

        figures.Count("antrag.seite", $"{Draft.Form.Key}/{Seite.Id}");
        if (Request.Query.ContainsKey("zugross"))
        {
            ModelState.AddModelError("", LargestUploadAttribute.Message);
            Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
        }

        await Show(Stored(), cancel);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromRoute] Guid id, [FromRoute] string seite, [FromRoute] string? eintrag, CancellationToken cancel)
    {
        if (await Open(id, seite, eintrag, cancel) is { } elsewhere)
        {
            return elsewhere;
        }

        var posted = Eingaben.From(Request.Form);
        if (await uploads.Take(Draft, Seite, Item, Visible(posted).OfType<DateiFeld>(), Request.Form, ModelState, cancel))
        {
            // What is stored changed; look again.
            await Reopen(id, seite, cancel);
        }

        var reading = Lesebogen.Read(Draft, Seite, Item, posted);
        var action = Request.Form["aktion"].ToString();
        if (action.Length > 0)
        {
            await drafts.Save(id, Seite, Item, reading.Good, false, cancel);
            await Reopen(id, seite, cancel);
            await Show(posted, cancel, action == "strasse");
            return ModelState.IsValid ? Page() : this.Again();
        }

        return await Continue(id, seite, posted, reading, cancel);
    }

    private async Task<IActionResult> Continue(Guid id, string seite, Eingaben posted, Lesebogen reading, CancellationToken cancel)
    {
        var followUp = reading.Problems.Where(problem => !Request.Form["gefragt"].Contains(problem.Field.Id)).ToList();
        foreach (var problem in reading.Problems.Except(followUp))
        {
            ModelState.AddModelError(problem.Input, problem.Message);
        }

        if (ModelState.IsValid && followUp.Count > 0)
        {
            Notice = T("Dazu haben wir noch eine Frage.");
            await Show(posted, cancel);
            return Page();
        }

        if (ModelState.IsValid && Request.Form["stand"] != Draft.Mark(Seite, Item) && !reading.IsStored(Draft, Seite, Item))
        {
            ModelState.AddModelError("", T("Diese Seite wurde inzwischen in einem anderen Fenster geändert. Ihre Eingaben stehen noch hier. Bitte prüfen Sie sie und klicken Sie noch einmal auf „Weiter“."));
            await Show(posted, cancel);
            Response.StatusCode = StatusCodes.Status409Conflict;
            return Page();
        }

        if (!ModelState.IsValid)
        {
            await Show(posted, cancel);
            return this.Again();
        }

        var outcome = await drafts.Save(id, Seite, Item, reading.Good, Item is null, cancel);
        if (outcome.Refusal is { } refusal)
        {
            await Show(posted, cancel);
            return this.Refuse(refusal);
        }

        return Redirect(await Next(id, cancel));
    }

    private async Task<string> Next(Guid id, CancellationToken cancel)
    {
        if (Item is not null)
        {
            return FormulareLinks.Page(id, Seite, ToCheck);
        }

        var way = (await drafts.Find(id, cancel))!.Way;
        return ToCheck && way.FirstOpen is null ? FormulareLinks.Check(id)
            : way.Step(Seite.Id) is { } here && way.After(here) is { } after && !ToCheck ? FormulareLinks.Page(id, after.Page)
            : way.FirstOpen is { } open ? FormulareLinks.Page(id, open.Page, ToCheck) : FormulareLinks.Check(id);
    }

    /// <summary>Opens draft and page; an answer where the person must go elsewhere.</summary>
    private async Task<IActionResult?> Open(Guid id, string seite, string? eintrag, CancellationToken cancel)
    {
        if (await drafts.Find(id, cancel) is not { } draft)
        {
            return await drafts.IsSubmitted(id, cancel) ? Redirect(FormulareLinks.Antrag(id)) : NotFound();
        }

        (Draft, Item) = (draft, eintrag);
        if (draft.Form.Page(seite) is not { } page || page.Repeat is null != eintrag is null)
        {
            return NotFound();
        }

        if (draft.Way.Step(seite) is not { } step || !draft.Way.MayOpen(step))
        {
            if (draft.Way.Step(seite) is null)
            {
                this.Say(T("Nach Ihren letzten Antworten gehört diese Seite nicht mehr zu Ihrem Antrag."));
            }

            return Redirect(FormulareLinks.Antrag(id));
        }

        Step = step;
        return eintrag is null ? null : OpenItem(step, eintrag);
    }

    private IActionResult? OpenItem(Schritt step, string eintrag)
    {
        IsNewItem = eintrag == NewItem;
        if (IsNewItem)
        {
            var posted = HttpMethods.IsPost(Request.Method) ? Request.Form["eintrag"].ToString() : "";
            Item = Eintragsnummer.Is(posted) ? posted : Eintragsnummer.Create();
            return step.Items.Count >= step.Page.Repeat!.Max && step.Items.All(item => item.Id != Item) ? Redirect(FormulareLinks.Page(Draft.Antrag.Id, step.Page)) : null;
        }

        return step.Items.All(item => item.Id != eintrag) ? Redirect(FormulareLinks.Page(Draft.Antrag.Id, step.Page)) : null;
    }

    private async Task Reopen(Guid id, string seite, CancellationToken cancel)
    {
        if (await drafts.Find(id, cancel) is { } again && again.Way.Step(seite) is { } step)
        {
            (Draft, Step) = (again, step);
        }
    }

    private async Task Show(Eingaben inputs, CancellationToken cancel, bool lookUp = false)
    {
        Mark = Draft.Mark(Seite, Item);
        var free = await places.Free(Draft.Form, cancel);
        Fields = [.. Visible(inputs).Select(field => new Feldansicht(field, inputs, ModelState, Draft, Item, free) { IsOnly = Step.Page.Fields.Count == 1, LookUp = lookUp })];
    }

    private Eingaben Stored()
    {
        var source = Seite.Repeat is null ? Draft.Entered : Draft.Item(Seite, Item);
        return Eingaben.From(Seite.Fields.Where(field => source?[field.Id] is { } value && field.Fits(value)).SelectMany(field => field.Fill(source![field.Id]!).All));
    }

    private IReadOnlyList<Feld> Visible(Eingaben inputs) => Lesebogen.Read(Draft, Seite, Item, inputs).Visible;
}

/// <summary>Ids of entries of repeated pages: short, made by chance, so that entries never change places.</summary>
internal static class Eintragsnummer
{
    public static string Create() => Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(5));

    public static bool Is(string text) => text.Length == 10 && text.All(c => c is (>= '0' and <= '9') or (>= 'a' and <= 'f'));
}
