using Leineweber.Konten;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Leineweber.Postkorb.Read;

/// <summary>The signed-in person's messages, newest first.</summary>
[Konto]
public sealed class IndexModel(Postkoerbe postkoerbe, Kontoperson person) : PageModel
{
    /// <summary>The messages.</summary>
    public IReadOnlyList<PostkorbZeile> Rows { get; private set; } = [];

    /// <summary>How many of them are new.</summary>
    public int Unread => Rows.Count(row => !row.IsRead);

    /// <summary>Shows the list.</summary>
    public async Task OnGetAsync(CancellationToken cancel) => Rows = await postkoerbe.List(person.Ids, cancel);
}
