using Leineweber.Konten;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Leineweber.Postkorb.Read;

/// <summary>The signed-in person's messages, newest first.</summary>
[Konto]
public sealed class IndexModel(Postkoerbe postkoerbe, Kontoperson person) : PageModel
{
    /// <summary>Messages on a page.</summary>
    public const int PageSize = 25;

    /// <summary>Page from 1.</summary>
    [BindProperty(SupportsGet = true)]
    public int Seite { get; set; } = 1;

    /// <summary>The messages of the page.</summary>
    public IReadOnlyList<PostkorbZeile> Rows { get; private set; } = [];

    /// <summary>How many of all messages are new.</summary>
    public int Unread { get; private set; }

    /// <summary>How many pages.</summary>
    public int Pages { get; private set; }

    /// <summary>Shows the list.</summary>
    public async Task OnGetAsync(CancellationToken cancel)
    {
        Pages = (await postkoerbe.Count(person.Ids, cancel) + PageSize - 1) / PageSize;
        Seite = Math.Clamp(Seite, 1, Math.Max(1, Pages));
        Rows = await postkoerbe.List(person.Ids, (Seite - 1) * PageSize, PageSize, cancel);
        Unread = await postkoerbe.CountUnread(person.Ids, cancel);
    }
}
