using Leineweber.Foundation;
using Leineweber.Foundation.Design;
using Leineweber.Organisation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Leistungen.Edit;

/// <summary>Beginning the description of a new service.</summary>
[Amt(LeistungenModule.Edit)]
public sealed class NeuModel(Redaktion redaktion, Leistungskatalog katalog, Organisationsplan plan, Amtsperson person) : PageModel
{
    /// <summary>What is typed.</summary>
    public LeistungForm Form { get; private set; } = new() { Weg = "keiner" };

    /// <summary>What one may choose from.</summary>
    public Auswahl Choices { get; private set; } = null!;

    /// <summary>Shows the form.</summary>
    public async Task OnGetAsync(CancellationToken cancel) => Choices = await Auswahl.Read(plan, katalog, person, cancel);

    /// <summary>Begins the draft.</summary>
    public async Task<IActionResult> OnPostAsync([FromForm(Name = "")] LeistungForm form, CancellationToken cancel)
    {
        Form = form;
        Choices = await Auswahl.Read(plan, katalog, person, cancel);
        var words = form.ToInhalt();
        BearbeitenModel.Check(this, person, words);
        if (!ModelState.IsValid)
        {
            return this.Again();
        }

        var slug = Slug(words.Name);
        if (slug is "" or "neu" or "rueckmeldungen")
        {
            ModelState.AddModelError("Name", T("Aus diesem Namen lässt sich keine Adresse bilden. Bitte wählen Sie einen anderen."));
            return this.Again();
        }

        var begun = await redaktion.Begin(person.ActorFor(LeistungenModule.Edit, words.Stelle), slug, words, cancel);
        return begun.Match<IActionResult>(
            _ => Redirect($"/amt/leistungen/{slug}/vorschau"),
            refusal => this.Refuse(refusal, "Name"));
    }

    /// <summary>The address part of a name: small letters and hyphens, ä as ae.</summary>
    internal static string Slug(string name)
    {
        var plain = name.ToLowerInvariant().Replace("ä", "ae", StringComparison.Ordinal).Replace("ö", "oe", StringComparison.Ordinal)
            .Replace("ü", "ue", StringComparison.Ordinal).Replace("ß", "ss", StringComparison.Ordinal);
        var parts = new string([.. WellFormed.Normalize(plain, System.Text.NormalizationForm.FormKD).Select(c => char.IsAsciiLetterOrDigit(c) ? c : char.IsLetter(c) || char.IsWhiteSpace(c) || char.IsPunctuation(c) ? '-' : ' ')])
            .Replace(" ", "", StringComparison.Ordinal).Split('-', StringSplitOptions.RemoveEmptyEntries);
        var slug = string.Join('-', parts);
        return slug.Length > 100 ? slug[..100].TrimEnd('-') : slug;
    }
}
