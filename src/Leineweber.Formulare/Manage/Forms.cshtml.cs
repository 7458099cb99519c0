using System.Text;
using Leineweber.Formulare.Import;
using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Design;
using Leineweber.Organisation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Formulare.Manage;

/// <summary>The city's forms; taking a form in from a file.</summary>
[Amt(FormulareModule.Edit)]
internal sealed class FormsModel(Formularkatalog catalog, LeineweberDb db, Amtsperson person) : PageModel
{
    public IReadOnlyList<Formular> Forms { get; private set; } = [];

    public IReadOnlyDictionary<string, int> Sent { get; private set; } = new Dictionary<string, int>();

    public IReadOnlyDictionary<string, int> Drafts { get; private set; } = new Dictionary<string, int>();

    public IReadOnlyList<Importmeldung> Notes { get; private set; } = [];

    public Task OnGetAsync(CancellationToken cancel) => Load(cancel);

    public async Task<IActionResult> OnPostAsync(IFormFile? datei, CancellationToken cancel)
    {
        await Load(cancel);
        if (datei is null || datei.Length is 0 or > FormularReader.LargestBytes)
        {
            ModelState.AddModelError("datei", T("Bitte wählen Sie eine JSON-Datei mit einem Formular aus, höchstens 1 MB."));
            return this.Again();
        }

        using var reader = new StreamReader(datei.OpenReadStream(), Encoding.UTF8);
        var json = await reader.ReadToEndAsync(cancel);
        var (form, notes) = FormularReader.Read(json);
        Notes = notes;
        if (form is null)
        {
            ModelState.AddModelError("datei", T("Das Formular hat Fehler. Es wurde nicht übernommen. Unten steht, was zu ändern ist."));
            return this.Again();
        }

        if (!person.Has(FormulareModule.Edit, form.Stelle))
        {
            return this.Refuse(new Refusal("formular.not-your-unit", T("Dieses Formular gehört zur Stelle {0}. Dafür haben Sie kein Recht.", form.Stelle)), "datei");
        }

        var (version, _) = await catalog.Import(person.ActorFor(FormulareModule.Edit, form.Stelle), json, cancel);
        this.Say(version!.PublishedAt is null ? T("Fassung {0} ist eingelesen. Sehen Sie sie an, bevor Sie sie veröffentlichen.", version.Number) : T("Diese Fassung gibt es schon: {0}.", version.Number));
        return Redirect($"/amt/formulare/{form.Key}");
    }

    private async Task Load(CancellationToken cancel)
    {
        Forms = await catalog.List(cancel);
        Sent = await db.Set<Antrag>().Where(row => row.SubmittedAt != null).GroupBy(row => row.FormularKey).ToDictionaryAsync(group => group.Key, group => group.Count(), cancel);
        Drafts = await db.Set<Antrag>().Where(row => row.Status == AntragStatus.Entwurf).GroupBy(row => row.FormularKey).ToDictionaryAsync(group => group.Key, group => group.Count(), cancel);
    }
}
