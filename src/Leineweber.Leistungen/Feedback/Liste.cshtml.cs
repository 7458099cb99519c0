using Leineweber.Organisation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Leineweber.Leistungen.Feedback;

/// <summary>What readers said, for editors.</summary>
[Amt(LeistungenModule.Edit)]
public sealed class ListeModel(Rueckmeldungen rueckmeldungen, Amtsperson person) : PageModel
{
    /// <summary>Comments nobody is done with.</summary>
    public IReadOnlyList<Rueckmeldung> Open { get; private set; } = [];

    /// <summary>Yes and no by page.</summary>
    public IReadOnlyList<(string Seite, int Yes, int No)> Tally { get; private set; } = [];

    /// <summary>Shows the comments.</summary>
    public async Task OnGetAsync(CancellationToken cancel)
    {
        Open = await rueckmeldungen.Open(200, cancel);
        Tally = await rueckmeldungen.Tally(50, cancel);
    }

    /// <summary>Is done with one.</summary>
    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        await rueckmeldungen.Settle(person.Actor, id, cancel);
        return RedirectToPage();
    }
}
