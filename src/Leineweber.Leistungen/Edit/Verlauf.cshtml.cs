using Leineweber.Foundation.Design;
using Leineweber.Foundation.Protokoll;
using Leineweber.Organisation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Leistungen.Edit;

/// <summary>The versions of a service with what changed, and who did what.</summary>
[Amt(LeistungenModule.Edit)]
public sealed class VerlaufModel(Redaktion redaktion, History history, Amtsperson person) : PageModel
{
    /// <summary>The service.</summary>
    public Leistung Leistung { get; private set; } = null!;

    /// <summary>Versions, newest first, with what differs from the one before.</summary>
    public IReadOnlyList<(LeistungVersion Version, IReadOnlyList<Feldvergleich> Changes)> Versions { get; private set; } = [];

    /// <summary>The Protokoll, oldest first.</summary>
    public IReadOnlyList<ProtokollRow> Rows { get; private set; } = [];

    /// <summary>State of a version in words.</summary>
    public string State(LeistungVersion version) => version.Status switch
    {
        LeistungVersionStatus.Entwurf => T("Entwurf"),
        LeistungVersionStatus.Veroeffentlicht => Leistung.Status == LeistungStatus.Zurueckgezogen ? T("Zurückgezogen") : T("Veröffentlicht"),
        _ => T("abgelöst"),
    };

    /// <summary>Shows the versions.</summary>
    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken cancel) => await Load(slug, cancel) ?? Page();

    /// <summary>Brings an old version back as draft.</summary>
    public async Task<IActionResult> OnPostAsync(string slug, int nummer, CancellationToken cancel)
    {
        if (await Load(slug, cancel) is { } no)
        {
            return no;
        }

        if (Versions.FirstOrDefault(pair => pair.Version.Nummer == nummer).Version is not { } old)
        {
            return StatusCode(StatusCodes.Status404NotFound);
        }

        var open = Versions.FirstOrDefault(pair => pair.Version.Status == LeistungVersionStatus.Entwurf).Version;
        if (open is not null)
        {
            return this.Refuse(new Foundation.Refusal("leistung.draft-open", T("Es gibt schon einen Entwurf. Bitte veröffentlichen oder verwerfen Sie ihn zuerst.")));
        }

        var saved = await redaktion.Save(person.ActorFor(LeistungenModule.Edit, Leistung.OrganisationseinheitNummer), slug, old.Inhalt, T("Version {0} wiederhergestellt", nummer), 0, cancel);
        return saved.Match<IActionResult>(_ => Redirect($"/amt/leistungen/{slug}/vorschau"), refusal => this.Refuse(refusal));
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
        Versions = [.. versions.Select((version, at) => (version, at + 1 < versions.Count ? Feldvergleich.Of(versions[at + 1].Inhalt, version.Inhalt) : []))];
        Rows = await history.Of(leistung.Subject, cancel);
        return null;
    }
}
