using Leineweber.Konten;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Formulare.Fill;

/// <summary>"Meine Anträge": what waits for the person first, then what is sent, with where it stands.</summary>
[Konto]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class MineModel(Antraege antraege, Formularkatalog catalog, IAntragsstand office, Kontoperson person) : PageModel
{
    /// <summary>Sent applications on a page. A person has a handful; a company has hundreds.</summary>
    public const int PageSize = 20;

    /// <summary>Page of the sent ones, from 1.</summary>
    [BindProperty(SupportsGet = true)]
    public int Seite { get; set; } = 1;

    /// <summary>Drafts and unpaid applications, those to be paid first.</summary>
    public IReadOnlyList<(Antrag Antrag, Formularmodell Form)> Open { get; private set; } = [];

    /// <summary>Those for which the office waits for an answer.</summary>
    public IReadOnlyList<(Antrag Antrag, Formularmodell Form, OffeneFrage Question)> Asked { get; private set; } = [];

    /// <summary>The others that were sent, with where they stand; null where the office has nothing yet.</summary>
    public IReadOnlyList<(Antrag Antrag, Formularmodell Form, Antragsstand? Stand)> Sent { get; private set; } = [];

    public int Pages { get; private set; }

    public bool IsGuest => person.IsGuest;

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var questions = await office.Asked(person.Ids, cancel);
        var asked = questions.Select(question => question.AntragId).ToList();
        var sent = antraege.Sent(person.Ids);
        var named = await sent.Where(row => asked.Contains(row.Id)).ToDictionaryAsync(row => row.Id, cancel);
        var others = sent.Where(row => !asked.Contains(row.Id));
        Pages = (await others.CountAsync(cancel) + PageSize - 1) / PageSize;
        Seite = Math.Clamp(Seite, 1, Math.Max(1, Pages));
        var rows = await others.Skip((Seite - 1) * PageSize).Take(PageSize).ToListAsync(cancel);
        var known = await office.Of([.. rows.Select(row => row.Id)], cancel);

        Open = await WithForm((await antraege.Open(person.Ids).ToListAsync(cancel)).OrderBy(row => row.Status == AntragStatus.Entwurf), (row, form) => (row, form), cancel);
        var order = questions.Where(question => named.ContainsKey(question.AntragId)).ToList();
        Asked = [.. (await WithForm(order.Select(question => named[question.AntragId]), (row, form) => (row, form), cancel)).Zip(order, (one, question) => (one.row, one.form, question))];
        Sent = await WithForm(rows, (row, form) => (row, form, row.Status == AntragStatus.Eingegangen ? known.GetValueOrDefault(row.Id) : null), cancel);
    }

    /// <summary>Day on which a draft is deleted if nobody touches it.</summary>
    public static DateTime DeletedOn(Antrag antrag, Formularmodell form) => antrag.ChangedAt.AddDays(form.Deadlines.Draft);

    private async Task<IReadOnlyList<T>> WithForm<T>(IEnumerable<Antrag> rows, Func<Antrag, Formularmodell, T> make, CancellationToken cancel)
    {
        var list = new List<T>();
        foreach (var row in rows)
        {
            list.Add(make(row, await catalog.Form(row.FormularVersionId, cancel)));
        }

        return list;
    }
}
