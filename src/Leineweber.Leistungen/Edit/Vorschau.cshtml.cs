using Leineweber.Foundation;
using Leineweber.Foundation.Design;
using Leineweber.Leistungen.Read;
using Leineweber.Organisation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Leistungen.Edit;

/// <summary>The draft as citizens will see it, and the button that publishes it.</summary>
[Amt(LeistungenModule.Edit)]
public sealed class VorschauModel(Redaktion redaktion, Organisationsplan plan, Amtsperson person, TimeProvider clock) : PageModel
{
    /// <summary>The service.</summary>
    public string Slug { get; private set; } = "";

    /// <summary>The draft.</summary>
    public Leistungsansicht View { get; private set; } = null!;

    /// <summary>What must be done before publishing.</summary>
    public IReadOnlyList<string> Problems { get; private set; } = [];

    /// <summary>Where the English does not keep step with the German.</summary>
    public IReadOnlyList<string> EnglishHints { get; private set; } = [];

    /// <summary>True where the English words are shown.</summary>
    public bool IsEnglish { get; private set; }

    /// <summary>What differs from the published version.</summary>
    public IReadOnlyList<Feldvergleich> Changes { get; private set; } = [];

    /// <summary>Shows the draft.</summary>
    public async Task<IActionResult> OnGetAsync(string slug, string? fassung, CancellationToken cancel) => await Load(slug, fassung, cancel) ?? Page();

    /// <summary>Publishes the draft.</summary>
    public async Task<IActionResult> OnPostAsync(string slug, string? fassung, CancellationToken cancel)
    {
        if (await Load(slug, fassung, cancel) is { } no)
        {
            return no;
        }

        var published = await redaktion.Publish(person.ActorFor(LeistungenModule.Edit, View.Inhalt.Stelle), slug, cancel);
        if (published.Refusal is { } refusal)
        {
            return this.Refuse(refusal);
        }

        this.Say(T("Veröffentlicht. Die Leistung steht jetzt so im Portal."));
        return Redirect($"/amt/leistungen/{slug}");
    }

    private async Task<IActionResult?> Load(string slug, string? fassung, CancellationToken cancel)
    {
        if (await redaktion.Find(slug, cancel) is not var (leistung, versions))
        {
            return StatusCode(StatusCodes.Status404NotFound);
        }

        var draft = versions.FirstOrDefault(version => version.Status == LeistungVersionStatus.Entwurf);
        var next = draft ?? versions.FirstOrDefault(version => version.Nummer == leistung.PublishedVersion);
        if (!person.MayEdit(leistung.OrganisationseinheitNummer) || (next is not null && !person.MayEdit(next.Inhalt.Stelle)))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        if (next is null || (draft is null && leistung.Status == LeistungStatus.Veroeffentlicht))
        {
            return Redirect($"/amt/leistungen/{slug}");
        }

        Slug = slug;
        IsEnglish = fassung == "en";
        using (Sprache.Speak(IsEnglish ? "en" : Sprache.Code))
        {
            View = await LeistungPageModel.Show(next.Inhalt, plan, clock, cancel);
        }

        EnglishHints = Leistungspruefung.EnglishHints(next.Inhalt);
        Problems = [.. Leistungspruefung.Problems(next.Inhalt).Select(problem => problem.Message).Distinct()];
        Changes = leistung.PublishedVersion == 0 ? [] : Feldvergleich.Of(leistung.Inhalt, next.Inhalt);
        return null;
    }
}
