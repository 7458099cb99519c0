using Leineweber.Foundation.Design;
using Leineweber.Foundation.Tenancy;
using Leineweber.Foundation.Uploads;
using Leineweber.Konten;
using Leineweber.Postkorb;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Verfahren.Follow;

/// <summary>Writes to the office about one's own running Antrag, where the city allows it.</summary>
[Konto]
public sealed class SchreibenModel(Verfahrensstaende staende, Schriftwechsel schriftwechsel, Kontoperson person, UploadGate gate, Tenant city) : PageModel
{
    /// <summary>Id of the Antrag.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid AntragId { get; set; }

    /// <summary>Subject line.</summary>
    [BindProperty]
    public string? Betreff { get; set; }

    /// <summary>The message.</summary>
    [BindProperty]
    public string? Text { get; set; }

    /// <summary>Its files.</summary>
    [BindProperty]
    public List<IFormFile> Files { get; set; } = [];

    /// <summary>The work in the office.</summary>
    public Bearbeitung Row { get; private set; } = null!;

    /// <summary>Shows the form; 404 also where it is not the reader's or writing is not possible.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) =>
        await Load(cancel) && Schriftwechsel.MayWrite(city, Row) ? Page() : NotFound();

    /// <summary>Sends it.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!await Load(cancel))
        {
            return NotFound();
        }

        if (await gate.Receive(Files, ModelState, nameof(Files), cancel) is not { } files)
        {
            return this.Again();
        }

        if ((await schriftwechsel.Receive(person.Actor, Row, Betreff ?? "", Text ?? "", files, cancel)).Refusal is { } refusal)
        {
            return this.Refuse(refusal, refusal.Code == "mitteilung.subject" ? nameof(Betreff) : refusal.Code == "mitteilung.text" ? nameof(Text) : null);
        }

        this.Say(T("Ihre Nachricht ist bei uns angekommen. Vielen Dank!"));
        return Redirect($"/vorgang/{AntragId}");
    }

    private async Task<bool> Load(CancellationToken cancel)
    {
        if ((await staende.For(AntragId, cancel)).Row is not { } row || !person.Owns(row.KontoId))
        {
            return false;
        }

        Row = row;
        return true;
    }
}
