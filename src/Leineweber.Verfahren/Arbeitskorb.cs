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
/// <param name="Suche">Number, name or words; null for all.</param>
/// <param name="Leistung">Only this service; null for all.</param>
/// <param name="Sort"><c>eingang</c>, <c>frist</c>, <c>person</c> or <c>aktenzeichen</c>; with a leading minus the other way round.</param>
/// <param name="Nach">The Vorgang after which the page begins; null for the first page.</param>
/// <param name="Vor">The Vorgang before which the page ends.</param>
public sealed record Korbfrage(Korbteil Teil, string? Suche = null, string? Leistung = null, string Sort = "eingang", Guid? Nach = null, Guid? Vor = null);

/// <summary>One page of the list.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="HasBefore">True where rows lie before them.</param>
/// <param name="HasAfter">True where rows lie after them.</param>
public sealed record Korbseite(IReadOnlyList<Bearbeitung> Rows, bool HasBefore, bool HasAfter);

/// <summary>The signed-in person's list of work.</summary>
/// <remarks>
/// Open work is little, however old the city: lists and counts of it go through the indexes on office and state. What is done is a
/// million rows: it is read office by office along an index, page after page by key, and searched through words and numbers.
/// </remarks>
public sealed class Arbeitskorb(LeineweberDb db, Aktensicht sicht, Vorgangssuche suche, Amtsperson person, TimeProvider clock)
{
    /// <summary>Rows of one page.</summary>
    public const int PageSize = 25;

    /// <summary>Lists of one office and state that travel in one question.</summary>
    private const int MostTogether = 16;

    private static readonly Bearbeitungsstand[] Done = [Bearbeitungsstand.Entschieden, Bearbeitungsstand.Abgeschlossen];

    // Written out: a database sees from the values themselves which part of an index they are, and from a list it does not know nothing.
    private static readonly Expression<Func<Bearbeitung, bool>> IsOpen = row => row.Stand == Bearbeitungsstand.Neu || row.Stand == Bearbeitungsstand.InBearbeitung
        || row.Stand == Bearbeitungsstand.Wartet || row.Stand == Bearbeitungsstand.ZurZeichnung || row.Stand == Bearbeitungsstand.Ausfertigung;

    /// <summary>How much lies in each tab of open work: one question for all of them.</summary>
    public async Task<IReadOnlyDictionary<Korbteil, int>> Counts(CancellationToken cancel)
    {
        var (me, today) = (person.Id, clock.Today());
        var open = (await Visible(cancel)).Where(IsOpen);
        var counted = await open.GroupBy(_ => 1).Select(rows => new
        {
            Neu = rows.Count(row => row.Stand == Bearbeitungsstand.Neu),
            Meine = rows.Count(row => row.BearbeiterId == me),
            Wartet = rows.Count(row => row.Stand == Bearbeitungsstand.Wartet),
            Frist = rows.Count(row => row.FristAm <= today),
            ZurZeichnung = rows.Count(row => row.Stand == Bearbeitungsstand.ZurZeichnung),
            Team = rows.Count(),
        }).SingleOrDefaultAsync(cancel);
        var counts = new Dictionary<Korbteil, int>
        {
            [Korbteil.Neu] = counted?.Neu ?? 0,
            [Korbteil.Meine] = counted?.Meine ?? 0,
            [Korbteil.Wartet] = counted?.Wartet ?? 0,
            [Korbteil.Frist] = counted?.Frist ?? 0,
            [Korbteil.Team] = counted?.Team ?? 0,
        };
        if (person.Has(VerfahrenRechte.Zeichnen))
        {
            // Few wait for a signature; which of them are this reader's to sign is only asked where there are any.
            counts[Korbteil.Zeichnen] = counted is { ZurZeichnung: > 0 } ? await Within(open, Korbteil.Zeichnen).CountAsync(cancel) : 0;
        }

        return counts;
    }

    /// <summary>One page of rows.</summary>
    public async Task<Korbseite> List(Korbfrage frage, CancellationToken cancel)
    {
        var order = Korbordnung.Of(frage.Sort);
        var backwards = frage.Vor is not null;
        order = backwards ? order.Reversed() : order;
        var edge = (frage.Vor ?? frage.Nach) is { } id ? await Find(id, cancel) : null;
        var found = await Rows(frage, order, edge, PageSize + 1, cancel);
        var rows = found.Take(PageSize);
        var more = found.Count > PageSize;
        return new Korbseite([.. backwards ? rows.Reverse() : rows], backwards ? more : edge is not null, backwards ? edge is not null : more);
    }

    /// <summary>All rows, at most so many, for an export.</summary>
    public Task<List<Bearbeitung>> All(Korbfrage frage, int most, CancellationToken cancel) => Rows(frage, Korbordnung.Of(frage.Sort), null, most, cancel);

    /// <summary>The first rows that fit while someone is still typing, newest first.</summary>
    public Task<List<Bearbeitung>> Suggest(Korbteil teil, string words, int most, CancellationToken cancel) =>
        Rows(new Korbfrage(teil, words), Korbordnung.Of("-eingang"), null, most, cancel);

    /// <summary>The services of the reader's offices, for the filter.</summary>
    public async Task<IReadOnlyList<string>> Leistungen(CancellationToken cancel)
    {
        var units = (await sicht.Scope(cancel)).Units;
        return await db.Set<Formulare.Formular>().Where(form => units.Contains(form.UnitNummer)).Select(form => form.Title).Distinct().OrderBy(title => title).ToListAsync(cancel);
    }

    /// <summary>The row of a Vorgang, or null where it is not the reader's to see.</summary>
    public async Task<Bearbeitung?> Find(Guid vorgangId, CancellationToken cancel) =>
        await (await Visible(cancel)).SingleOrDefaultAsync(row => row.VorgangId == vorgangId, cancel);

    /// <summary>The next one of the reader's own work after a Vorgang, oldest first; null where nothing is left.</summary>
    public async Task<Bearbeitung?> Next(Guid afterId, CancellationToken cancel) =>
        await Korbordnung.Of("frist").Sort(Within(await Visible(cancel), Korbteil.Meine).Where(row => row.VorgangId != afterId)).FirstOrDefaultAsync(cancel);

    private async Task<IQueryable<Bearbeitung>> Visible(CancellationToken cancel) =>
        db.Set<Bearbeitung>().Where((await sicht.Scope(cancel)).Condition<Bearbeitung>(row => row.UnitNummer, row => row.AktenschrankId, row => row.VorgangId));

    private async Task<List<Bearbeitung>> Rows(Korbfrage frage, Korbordnung order, Bearbeitung? edge, int most, CancellationToken cancel)
    {
        var rows = await Visible(cancel);
        rows = frage.Leistung is { Length: > 0 } leistung ? rows.Where(row => row.Leistung == leistung) : rows;
        if (frage.Suche?.Trim() is { Length: > 0 } words)
        {
            if (frage.Teil == Korbteil.Erledigt)
            {
                return await Found(frage, words, order, edge, most, cancel);
            }

            rows = await Searched(rows, words, cancel);
        }
        else if (frage.Teil == Korbteil.Erledigt)
        {
            return await Along(rows, order, edge, most, cancel);
        }

        return await order.Sort(order.After(Within(rows, frage.Teil), edge)).Take(most).ToListAsync(cancel);
    }

    /// <summary>Open work is little: it is looked through.</summary>
    private async Task<IQueryable<Bearbeitung>> Searched(IQueryable<Bearbeitung> rows, string words, CancellationToken cancel)
    {
        var lower = words.ToLowerInvariant();
        Expression<Func<Bearbeitung, bool>> plain = row => row.AntragNummer == words || row.Person.ToLower().Contains(lower) || row.Aktenzeichen.ToLower().Contains(lower) || row.Leistung.ToLower().Contains(lower);
        return rows.Where(await suche.Fits(words, plain, row => row.VorgangId, row => row.Aktenzeichen, cancel));
    }

    /// <summary>What is done is found by number or by the words of its Betreff.</summary>
    private async Task<List<Bearbeitung>> Found(Korbfrage frage, string words, Korbordnung order, Bearbeitung? edge, int most, CancellationToken cancel)
    {
        var scope = await sicht.Scope(cancel);
        var ids = (await suche.Find(words, cancel)).Ids.ToList();
        ids.AddRange(await db.Set<Bearbeitung>().Where(row => row.AntragNummer == words).Select(row => row.VorgangId).ToListAsync(cancel));
        var rows = (await db.Set<Bearbeitung>().Where(row => ids.Contains(row.VorgangId)).ToListAsync(cancel))
            .Where(row => scope.Allows(row.UnitNummer, row.AktenschrankId, row.VorgangId) && Done.Contains(row.Stand) && (string.IsNullOrEmpty(frage.Leistung) || row.Leistung == frage.Leistung));
        return [.. order.AtHand(rows, edge).Take(most)];
    }

    /// <summary>What is done, along one index per office and state: each gives its first rows, the first of all are the page.</summary>
    private async Task<List<Bearbeitung>> Along(IQueryable<Bearbeitung> rows, Korbordnung order, Bearbeitung? edge, int most, CancellationToken cancel)
    {
        var scope = await sicht.Scope(cancel);
        var lists = (await Offices(scope, cancel)).SelectMany(unit => Done.Select(stand =>
            order.Sort(order.After(rows.Where(row => row.UnitNummer == unit && row.Stand == stand), edge)).Take(most)));
        var first = new List<Bearbeitung>();
        foreach (var together in lists.Chunk(MostTogether))
        {
            first.AddRange(await order.Sort(together.Aggregate(Queryable.Concat)).Take(most).ToListAsync(cancel));
        }

        return [.. order.AtHand(first, null).Take(most)];
    }

    /// <summary>Offices where something is filed at all; those of cabinets and Vorgaenge granted to the reader too.</summary>
    private async Task<List<string>> Offices(Sichtbereich scope, CancellationToken cancel)
    {
        var (units, schraenke, vorgaenge) = (scope.Units, scope.Schraenke, scope.Vorgaenge);
        var offices = db.Set<Akte>().Where(row => units.Contains(row.UnitNummer) || schraenke.Contains(row.AktenschrankId)).Select(row => row.UnitNummer);
        return await (vorgaenge.Count == 0 ? offices : offices.Union(db.Set<Vorgang>().Where(row => vorgaenge.Contains(row.Id)).Select(row => row.UnitNummer))).Distinct().ToListAsync(cancel);
    }

    private IQueryable<Bearbeitung> Within(IQueryable<Bearbeitung> rows, Korbteil teil)
    {
        var (me, today) = (person.Id, clock.Today());
        if (teil == Korbteil.Zeichnen)
        {
            var units = person.UnitsWith(VerfahrenRechte.Zeichnen).ToList();
            var mine = db.Set<Bescheid>().Where(row => row.AutorId == me && row.Stand == Bescheidstand.ZurZeichnung).Select(row => row.VorgangId);
            return rows.Where(row => row.Stand == Bearbeitungsstand.ZurZeichnung && units.Contains(row.UnitNummer) && !mine.Contains(row.VorgangId));
        }

        return teil switch
        {
            Korbteil.Neu => rows.Where(row => row.Stand == Bearbeitungsstand.Neu),
            Korbteil.Meine => rows.Where(IsOpen).Where(row => row.BearbeiterId == me),
            Korbteil.Wartet => rows.Where(row => row.Stand == Bearbeitungsstand.Wartet),
            Korbteil.Frist => rows.Where(IsOpen).Where(row => row.FristAm <= today),
            Korbteil.Erledigt => rows.Where(row => row.Stand == Bearbeitungsstand.Entschieden || row.Stand == Bearbeitungsstand.Abgeschlossen),
            _ => rows.Where(IsOpen),
        };
    }
}
