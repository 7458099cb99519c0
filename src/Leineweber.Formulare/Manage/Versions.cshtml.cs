using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Design;
using Leineweber.Organisation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Formulare.Manage;

/// <summary>One form: its versions, publishing, its limited places.</summary>
[Amt(FormulareModule.Edit)]
internal sealed class VersionsModel(Formularkatalog catalog, LeineweberDb db, Amtsperson person) : PageModel
{
    public Formular Form { get; private set; } = null!;

    public IReadOnlyList<FormularVersion> Versions { get; private set; } = [];

    /// <summary>Limited places with how many are taken and how many people wait.</summary>
    public IReadOnlyList<(Kontingent Row, int Taken, int Waiting)> Places { get; private set; } = [];

    public bool MaySeePlaces => person.Has(FormulareModule.Places, Form.UnitNummer);

    public bool MayPublish => person.Has(FormulareModule.Edit, Form.UnitNummer);

    public async Task<IActionResult> OnGetAsync([FromRoute] string key, CancellationToken cancel) => await Load(key, cancel) ? Page() : NotFound();

    /// <summary>Makes a version the one for new applications.</summary>
    public async Task<IActionResult> OnPostAsync([FromRoute] string key, Guid fassung, bool umsteigen, CancellationToken cancel)
    {
        if (!await Load(key, cancel) || Versions.All(version => version.Id != fassung))
        {
            return NotFound();
        }

        if (!MayPublish)
        {
            return this.Refuse(new Refusal("formular.not-your-unit", T("Dieses Formular gehört zur Stelle {0}. Dafür haben Sie kein Recht.", Form.UnitNummer)));
        }

        var outcome = await catalog.Publish(person.ActorFor(FormulareModule.Edit, Form.UnitNummer), fassung, cancel, umsteigen);
        if (outcome.Refusal is { } refusal)
        {
            return this.Refuse(refusal);
        }

        this.Say(umsteigen ? T("Fassung {0} ist veröffentlicht. Auch begonnene Entwürfe müssen damit weitermachen.", outcome.Value.Number)
            : T("Fassung {0} ist veröffentlicht. Neue Anträge werden damit ausgefüllt. Begonnene ziehen um, wenn alle Angaben passen; sonst behalten sie ihre Fassung.", outcome.Value.Number));
        return Redirect($"/amt/formulare/{key}");
    }

    private async Task<bool> Load(string key, CancellationToken cancel)
    {
        var form = await db.Set<Formular>().SingleOrDefaultAsync(row => row.Key == key, cancel);
        if (form is null)
        {
            return false;
        }

        (Form, Versions) = (form, await catalog.Versions(form.Id, cancel));
        if (await catalog.Published(key, cancel) is { Form.Kontingente: { Count: > 0 } rows })
        {
            var taken = await db.Set<Platz>().Where(row => row.FormularKey == key).GroupBy(row => new { row.KontingentId, row.Status })
                .Select(group => new { group.Key.KontingentId, group.Key.Status, Count = group.Count() }).ToListAsync(cancel);
            int Count(string id, PlatzStatus status) => taken.FirstOrDefault(row => row.KontingentId == id && row.Status == status)?.Count ?? 0;
            Places = [.. rows.Select(row => (row, Count(row.Id, PlatzStatus.Reserviert) + Count(row.Id, PlatzStatus.Angeboten), Count(row.Id, PlatzStatus.Warteliste)))];
        }

        return true;
    }
}
