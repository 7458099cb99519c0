using System.Linq.Expressions;
using Leineweber.Akten;
using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Organisation;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Verfahren;

/// <summary>The tabs of the Arbeitskorb.</summary>
public enum Korbteil
{
    /// <summary>Nobody has it yet, or something new came in.</summary>
    Neu,

    /// <summary>The reader has it.</summary>
    Meine,

    /// <summary>Waits for the citizen.</summary>
    Wartet,

    /// <summary>Due today or overdue.</summary>
    Frist,

    /// <summary>Waits for the reader's signature.</summary>
    Zeichnen,

    /// <summary>All open ones of the reader's offices.</summary>
    Team,

    /// <summary>Decided and closed ones.</summary>
    Erledigt,
}

/// <summary>What a reader asks the Arbeitskorb for.</summary>
/// <param name="Teil">The tab.</param>
/// <param name="Suche">Part of reference, number, person or service; null for all.</param>
/// <param name="Leistung">Only this service; null for all.</param>
/// <param name="Sort"><c>eingang</c>, <c>frist</c>, <c>person</c> or <c>aktenzeichen</c>; with a leading minus the other way round.</param>
public sealed record Korbfrage(Korbteil Teil, string? Suche = null, string? Leistung = null, string Sort = "eingang");

/// <summary>The signed-in person's list of work.</summary>
public sealed class Arbeitskorb(LeineweberDb db, Aktensicht sicht, Amtsperson person, TimeProvider clock)
{
    /// <summary>Rows of one page.</summary>
    public const int PageSize = 25;

    private static readonly Bearbeitungsstand[] Open = [Bearbeitungsstand.Neu, Bearbeitungsstand.InBearbeitung, Bearbeitungsstand.Wartet, Bearbeitungsstand.ZurZeichnung, Bearbeitungsstand.Ausfertigung];

    /// <summary>How much lies in each tab of open work.</summary>
    public async Task<IReadOnlyDictionary<Korbteil, int>> Counts(CancellationToken cancel)
    {
        var rows = await Visible(cancel);
        var counts = new Dictionary<Korbteil, int>();
        foreach (var teil in Enum.GetValues<Korbteil>().Where(teil => teil != Korbteil.Erledigt))
        {
            counts[teil] = await rows.Where(Within(teil)).CountAsync(cancel);
        }

        return counts;
    }

    /// <summary>One page of rows and how many there are in all.</summary>
    public async Task<(IReadOnlyList<Bearbeitung> Rows, int Total)> List(Korbfrage frage, int seite, CancellationToken cancel)
    {
        var rows = await Matching(frage, cancel);
        var total = await rows.CountAsync(cancel);
        return (await Sorted(rows, frage.Sort).Skip((seite - 1) * PageSize).Take(PageSize).ToListAsync(cancel), total);
    }

    /// <summary>All rows, at most so many, for an export.</summary>
    public async Task<IReadOnlyList<Bearbeitung>> All(Korbfrage frage, int most, CancellationToken cancel) =>
        await Sorted(await Matching(frage, cancel), frage.Sort).Take(most).ToListAsync(cancel);

    /// <summary>The first rows that fit while someone is still typing.</summary>
    public async Task<IReadOnlyList<Bearbeitung>> Suggest(Korbteil teil, string words, int most, CancellationToken cancel) =>
        await (await Matching(new Korbfrage(teil, words), cancel)).OrderByDescending(row => row.EingegangenAt).Take(most).ToListAsync(cancel);

    /// <summary>The services in a tab, for the filter.</summary>
    public async Task<IReadOnlyList<string>> Leistungen(Korbteil teil, CancellationToken cancel) =>
        await (await Visible(cancel)).Where(Within(teil)).Select(row => row.Leistung).Distinct().OrderBy(name => name).Take(200).ToListAsync(cancel);

    /// <summary>The row of a Vorgang, or null where it is not the reader's to see.</summary>
    public async Task<Bearbeitung?> Find(Guid vorgangId, CancellationToken cancel) =>
        await (await Visible(cancel)).SingleOrDefaultAsync(row => row.VorgangId == vorgangId, cancel);

    /// <summary>The next one of the reader's own work after a Vorgang, oldest first; null where nothing is left.</summary>
    public async Task<Bearbeitung?> Next(Guid afterId, CancellationToken cancel) =>
        await Sorted((await Visible(cancel)).Where(Within(Korbteil.Meine)).Where(row => row.VorgangId != afterId), "frist").FirstOrDefaultAsync(cancel);

    private async Task<IQueryable<Bearbeitung>> Visible(CancellationToken cancel) =>
        db.Set<Bearbeitung>().Where((await sicht.Scope(cancel)).Condition<Bearbeitung>(row => row.UnitNummer, row => row.AktenschrankId, row => row.VorgangId));

    private async Task<IQueryable<Bearbeitung>> Matching(Korbfrage frage, CancellationToken cancel)
    {
        var rows = (await Visible(cancel)).Where(Within(frage.Teil));
        if (frage.Leistung is { Length: > 0 } leistung)
        {
            rows = rows.Where(row => row.Leistung == leistung);
        }

        if (frage.Suche?.Trim().ToLowerInvariant() is { Length: > 0 } words)
        {
            rows = rows.Where(row => row.Person.ToLower().Contains(words) || row.Aktenzeichen.ToLower().Contains(words)
                || row.AntragNummer.ToLower().Contains(words) || row.Leistung.ToLower().Contains(words));
        }

        return rows;
    }

    private Expression<Func<Bearbeitung, bool>> Within(Korbteil teil)
    {
        var (me, today) = (person.Id, clock.Today());
        if (teil == Korbteil.Zeichnen)
        {
            var units = person.UnitsWith(VerfahrenRechte.Zeichnen).ToList();
            var mine = db.Set<Bescheid>().Where(row => row.AutorId == me && row.Stand == Bescheidstand.ZurZeichnung).Select(row => row.VorgangId);
            return row => row.Stand == Bearbeitungsstand.ZurZeichnung && units.Contains(row.UnitNummer) && !mine.Contains(row.VorgangId);
        }

        return teil switch
        {
            Korbteil.Neu => row => row.Stand == Bearbeitungsstand.Neu,
            Korbteil.Meine => row => row.BearbeiterId == me && Open.Contains(row.Stand),
            Korbteil.Wartet => row => row.Stand == Bearbeitungsstand.Wartet,
            Korbteil.Frist => row => row.FristAm <= today && Open.Contains(row.Stand),
            Korbteil.Erledigt => row => row.Stand == Bearbeitungsstand.Entschieden || row.Stand == Bearbeitungsstand.Abgeschlossen,
            _ => row => Open.Contains(row.Stand),
        };
    }

    private static IQueryable<Bearbeitung> Sorted(IQueryable<Bearbeitung> rows, string sort) => sort switch
    {
        "-eingang" => rows.OrderByDescending(row => row.EingegangenAt).ThenByDescending(row => row.VorgangId),
        "frist" => rows.OrderBy(row => row.FristAm == null).ThenBy(row => row.FristAm).ThenBy(row => row.EingegangenAt).ThenBy(row => row.VorgangId),
        "-frist" => rows.OrderBy(row => row.FristAm == null).ThenByDescending(row => row.FristAm).ThenBy(row => row.VorgangId),
        "person" => rows.OrderBy(row => row.Person).ThenBy(row => row.VorgangId),
        "-person" => rows.OrderByDescending(row => row.Person).ThenBy(row => row.VorgangId),
        "aktenzeichen" => rows.OrderBy(row => row.Aktenzeichen),
        "-aktenzeichen" => rows.OrderByDescending(row => row.Aktenzeichen),
        _ => rows.OrderBy(row => row.EingegangenAt).ThenBy(row => row.VorgangId),
    };
}
