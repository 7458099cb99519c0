using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Microsoft.EntityFrameworkCore;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Leistungen;

/// <summary>What readers say about pages.</summary>
public sealed class Rueckmeldungen(LeineweberDb db)
{
    /// <summary>Longest comment in characters.</summary>
    public const int LongestText = 1000;

    /// <summary>Takes a comment in. Nothing about the reader is kept.</summary>
    public Task<Outcome<Done>> Give(string? seite, bool isHelpful, string? text, CancellationToken cancel)
    {
        text = Clean(text);
        if (seite is not { Length: > 0 and <= 200 } || seite[0] != '/' || seite.StartsWith("//", StringComparison.Ordinal) || seite.Any(char.IsControl))
        {
            return Task.FromResult<Outcome<Done>>(new Refusal("rueckmeldung.page", T("Wir konnten nicht erkennen, welche Seite Sie meinen. Bitte öffnen Sie die Seite noch einmal.")));
        }

        if (text?.Length > LongestText)
        {
            return Task.FromResult<Outcome<Done>>(new Refusal("rueckmeldung.too-long", T("Bitte kürzen Sie Ihren Text auf höchstens {0} Zeichen.", LongestText)));
        }

        return db.Write<Outcome<Done>>(Actor.Visitor, w =>
        {
            w.Db.Add(new Rueckmeldung { Seite = seite, IsHelpful = isHelpful, Text = text, At = w.Now });
            return Task.FromResult<Outcome<Done>>(Done.It);
        }, cancel);
    }

    /// <summary>Comments with text that no editor is done with, newest first.</summary>
    public Task<List<Rueckmeldung>> Open(int most, CancellationToken cancel) =>
        db.Set<Rueckmeldung>().Where(row => row.Text != null && row.DoneAt == null).OrderByDescending(row => row.At).Take(most).ToListAsync(cancel);

    /// <summary>How many found the pages helpful and how many did not.</summary>
    public async Task<IReadOnlyList<(string Seite, int Yes, int No)>> Tally(int most, CancellationToken cancel) =>
        [.. (await db.Set<Rueckmeldung>().GroupBy(row => row.Seite).Select(group => new { group.Key, Yes = group.Count(row => row.IsHelpful), No = group.Count(row => !row.IsHelpful) })
            .OrderByDescending(row => row.No).ThenByDescending(row => row.Yes).Take(most).ToListAsync(cancel)).Select(row => (row.Key, row.Yes, row.No))];

    /// <summary>An editor is done with a comment.</summary>
    public Task Settle(Actor actor, Guid id, CancellationToken cancel) => db.Write(actor, async w =>
    {
        if (await w.Db.Set<Rueckmeldung>().SingleOrDefaultAsync(row => row.Id == id, cancel) is { DoneAt: null } comment)
        {
            comment.DoneAt = w.Now;
            w.Record($"rueckmeldung:{id}", "rueckmeldung.done", $"Rückmeldung zu {comment.Seite} erledigt");
        }
    }, cancel);

    private static string? Clean(string? text)
    {
        var clean = text is null ? "" : string.Concat(text.Where(c => c is '\n' || !(char.IsControl(c) || char.IsSurrogate(c)))).Trim();
        return clean.Length == 0 ? null : clean;
    }
}
