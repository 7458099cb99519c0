using Leineweber.Konten;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Leineweber.Formulare.Fill;

/// <summary>The task list of a long form: its parts, what is done, what comes next.</summary>
[Konto]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class TasksModel(Entwuerfe drafts) : PageModel
{
    public Bearbeitung Draft { get; private set; } = null!;

    public int Done => Draft.Way.Steps.Count(step => step.IsAnswered);

    /// <summary>The parts with their pages; pages without a part stand under the form's title.</summary>
    public IEnumerable<(string Title, IReadOnlyList<Schritt> Steps)> Parts => Draft.Way.Steps.GroupBy(step => step.Page.Section)
        .Select(group => (Draft.Form.Sections.FirstOrDefault(section => section.Id == group.Key)?.Title.ToString() ?? Draft.Form.Title.ToString(), (IReadOnlyList<Schritt>)[.. group]));

    public async Task<IActionResult> OnGetAsync([FromRoute] Guid id, CancellationToken cancel)
    {
        if (await drafts.Find(id, cancel) is not { } draft)
        {
            return await drafts.IsSubmitted(id, cancel) ? Redirect(FormulareLinks.Confirmation(id)) : NotFound();
        }

        Draft = draft;
        return Page();
    }
}
