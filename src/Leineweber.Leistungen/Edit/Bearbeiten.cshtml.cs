using Leineweber.Foundation.Design;
using Leineweber.Organisation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Leistungen.Edit;

/// <summary>Editing the words of a service.</summary>
[Amt(LeistungenModule.Edit)]
public sealed class BearbeitenModel(Redaktion redaktion, Leistungskatalog katalog, Organisationsplan plan, Amtsperson person) : PageModel
{
    /// <summary>The service.</summary>
    public Leistung Leistung { get; private set; } = null!;

    /// <summary>The open draft, or null.</summary>
    public LeistungVersion? Draft { get; private set; }

    /// <summary>What is typed.</summary>
    public LeistungForm Form { get; private set; } = new();

    /// <summary>What one may choose from.</summary>
    public Auswahl Choices { get; private set; } = null!;

    /// <summary>Where the English does not keep step with the German.</summary>
    public IReadOnlyList<string> EnglishHints => Leistungspruefung.EnglishHints(Draft?.Inhalt ?? Leistung.Inhalt);

    /// <summary>State in words.</summary>
    public string State => Leistung.Status switch
    {
        LeistungStatus.Veroeffentlicht => T("Veröffentlicht"),
        LeistungStatus.Zurueckgezogen => T("Zurückgezogen"),
        _ => T("Entwurf"),
    };

    /// <summary>Shows the form.</summary>
    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken cancel)
    {
        if (await Load(slug, cancel) is { } no)
        {
            return no;
        }

        Form = LeistungForm.From(Draft?.Inhalt ?? Leistung.Inhalt, Draft?.Stand ?? 0);
        return Page();
    }

    /// <summary>Saves the draft.</summary>
    public async Task<IActionResult> OnPostAsync(string slug, [FromForm(Name = "")] LeistungForm form, CancellationToken cancel)
    {
        if (await Load(slug, cancel) is { } no)
        {
            return no;
        }

        Form = form;
        var words = form.ToInhalt();
        Check(this, person, words);
        if (!ModelState.IsValid)
        {
            return this.Again();
        }

        var saved = await redaktion.Save(person.ActorFor(LeistungenModule.Edit, Leistung.OrganisationseinheitNummer), slug, words, Blank(form.Anlass), form.Stand, cancel);
        if (saved.Refusal is { } refusal)
        {
            return this.Refuse(refusal);
        }

        this.Say(T("Entwurf gespeichert."));
        return Redirect($"/amt/leistungen/{slug}/vorschau");
    }

    /// <summary>Throws the draft away.</summary>
    public async Task<IActionResult> OnPostDiscardAsync(string slug, CancellationToken cancel)
    {
        if (await Load(slug, cancel) is { } no)
        {
            return no;
        }

        var done = await redaktion.Discard(person.ActorFor(LeistungenModule.Edit, Leistung.OrganisationseinheitNummer), slug, cancel);
        return After(done.Refusal, T("Entwurf verworfen."), slug);
    }

    /// <summary>Takes the service off the portal.</summary>
    public async Task<IActionResult> OnPostWithdrawAsync(string slug, string? grund, CancellationToken cancel)
    {
        if (await Load(slug, cancel) is { } no)
        {
            return no;
        }

        if (string.IsNullOrWhiteSpace(grund) || grund.Length > 300)
        {
            Form = LeistungForm.From(Draft?.Inhalt ?? Leistung.Inhalt, Draft?.Stand ?? 0);
            ModelState.AddModelError("grund", T("Bitte sagen Sie mit höchstens 300 Zeichen, warum die Leistung aus dem Portal soll."));
            return this.Again();
        }

        var done = await redaktion.Withdraw(person.ActorFor(LeistungenModule.Edit, Leistung.OrganisationseinheitNummer), slug, grund.Trim(), cancel);
        return After(done.Refusal, T("Die Leistung steht nicht mehr im Portal."), slug);
    }

    /// <summary>Checks typed words; what is wrong stands at its field.</summary>
    internal static void Check(PageModel page, Amtsperson person, Leistungsinhalt words)
    {
        foreach (var (field, message) in Leistungspruefung.Problems(words))
        {
            page.ModelState.AddModelError(field, message);
        }

        if (words.Stelle.Length > 0 && !person.MayEdit(words.Stelle))
        {
            page.ModelState.AddModelError("Stelle", T("Für diese Stelle dürfen Sie keine Leistungen beschreiben."));
        }
    }

    internal static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim() is { Length: > 500 } much ? much[..500] : text.Trim();

    private IActionResult After(Foundation.Refusal? refusal, string said, string slug)
    {
        if (refusal is not null)
        {
            Form = LeistungForm.From(Draft?.Inhalt ?? Leistung.Inhalt, Draft?.Stand ?? 0);
            return this.Refuse(refusal);
        }

        this.Say(said);
        return Redirect($"/amt/leistungen/{slug}");
    }

    private async Task<IActionResult?> Load(string slug, CancellationToken cancel)
    {
        if (await redaktion.Find(slug, cancel) is not var (leistung, versions))
        {
            return StatusCode(StatusCodes.Status404NotFound);
        }

        if (!person.MayEdit(leistung.OrganisationseinheitNummer))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        Leistung = leistung;
        Draft = versions.FirstOrDefault(version => version.Status == LeistungVersionStatus.Entwurf);
        Choices = await Auswahl.Read(plan, katalog, person, cancel);
        return null;
    }
}
