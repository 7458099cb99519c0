using Leineweber.Konten;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Leineweber.Formulare.Fill;

/// <summary>"Meine Anträge": what needs the person first, then the rest.</summary>
[Konto]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class MineModel(Antraege antraege, Formularkatalog catalog, Kontoperson person) : PageModel
{
    public IReadOnlyList<(Antrag Antrag, Formularmodell Form)> Rows { get; private set; } = [];

    public IEnumerable<(Antrag Antrag, Formularmodell Form)> Open => Rows.Where(row => row.Antrag.Status is AntragStatus.Entwurf or AntragStatus.WartetAufZahlung)
        .OrderBy(row => row.Antrag.Status == AntragStatus.Entwurf);

    public IEnumerable<(Antrag Antrag, Formularmodell Form)> Sent => Rows.Where(row => row.Antrag.Status is AntragStatus.Eingegangen or AntragStatus.Zurueckgezogen);

    public bool IsGuest => person.IsGuest;

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var rows = new List<(Antrag, Formularmodell)>();
        foreach (var antrag in await antraege.Of(person.Ids, cancel))
        {
            rows.Add((antrag, await catalog.Form(antrag.FormularVersionId, cancel)));
        }

        Rows = rows;
    }

    /// <summary>Day on which a draft is deleted if nobody touches it.</summary>
    public static DateTime DeletedOn(Antrag antrag, Formularmodell form) => antrag.ChangedAt.AddDays(form.Deadlines.Draft);
}
