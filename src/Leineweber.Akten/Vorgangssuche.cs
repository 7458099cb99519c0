using System.Globalization;
using System.Linq.Expressions;
using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Akten;

/// <summary>What a search for Vorgaenge found.</summary>
/// <param name="Ids">Ids of the newest that fit; whether the reader sees each the caller's list decides with its <see cref="Sichtbereich"/>.</param>
/// <param name="HasMore">True where there are more than <see cref="Vorgangssuche.Most"/>.</param>
public sealed record Vorgangstreffer(IReadOnlyList<Guid> Ids, bool HasMore);

/// <summary>Finds Vorgaenge by Aktenzeichen, running number or words of the Betreff, in the reader's offices; down indexes, however many there are.</summary>
public sealed class Vorgangssuche(LeineweberDb db, Aktensicht sicht, TimeProvider clock)
{
    /// <summary>Most hits of one search.</summary>
    public const int Most = 500;

    private const int YearsBack = 12;
    private const int MostWords = 6;
    private const int Few = 2_500;

    /// <summary>From so many rows on a word counts as frequent: going through the newest Vorgaenge until enough are found then takes fewer steps than sorting its rows.</summary>
    public int Frequent { get; init; } = 20_000;

    /// <summary>Searches; every word must fit the beginning of a word of the Betreff. An Aktenzeichen or its running number finds exactly that.</summary>
    public async Task<Vorgangstreffer> Find(string text, CancellationToken cancel)
    {
        var scope = await sicht.Scope(cancel);
        var units = await Units(scope, cancel);
        if (Numbers(text.Trim(), units) is { Count: > 0 } numbers)
        {
            var exact = await db.Set<Vorgang>().Where(row => numbers.Contains(row.Aktenzeichen)).Select(row => row.Id).Take(Most).ToListAsync(cancel);
            if (exact.Count > 0)
            {
                return new Vorgangstreffer(exact, false);
            }
        }

        var words = Suchwort.In(text).Take(MostWords).ToList();
        if (words.Count == 0 || units.Count == 0)
        {
            return new Vorgangstreffer([], false);
        }

        var counted = await Counted(units, words, cancel);
        // Ids of version 7 rise with time: the highest are the newest.
        var rows = await (counted[0].Count >= Frequent ? NewestFirst(units, words) : ByRarest(units, [.. counted.Select(one => one.Word)]))
            .OrderByDescending(id => id).Take(Most + 1).ToListAsync(cancel);
        return new Vorgangstreffer([.. rows.Distinct().Take(Most)], rows.Count > Most);
    }

    /// <summary>The same as a condition on rows that carry a Vorgang, for lists so short that they are gone through anyway.</summary>
    /// <param name="text">What is looked for.</param>
    /// <param name="otherwise">What lets a row fit too.</param>
    /// <param name="vorgang">The row's Vorgang.</param>
    /// <param name="aktenzeichen">Its Aktenzeichen.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<Expression<Func<T, bool>>> Fits<T>(
        string text, Expression<Func<T, bool>> otherwise, Expression<Func<T, Guid>> vorgang, Expression<Func<T, string>> aktenzeichen, CancellationToken cancel)
    {
        var row = otherwise.Parameters[0];
        var fits = otherwise.Body;
        if (Numbers(text.Trim(), await Units(await sicht.Scope(cancel), cancel)) is { Count: > 0 } numbers)
        {
            Expression<Func<string, bool>> named = one => numbers.Contains(one);
            fits = Expression.OrElse(fits, Exchange.In(named, Exchange.In(aktenzeichen, row)));
        }

        var words = Suchwort.In(text).Take(MostWords).Select(word => Exchange.In(HasWord(word), Exchange.In(vorgang, row))).ToList();
        return Expression.Lambda<Func<T, bool>>(words.Count == 0 ? fits : Expression.OrElse(fits, words.Aggregate(Expression.AndAlso)), row);
    }

    /// <summary>The list of Vorgaenge the reader sees for a search, newest first.</summary>
    public async Task<IReadOnlyList<Vorgang>> List(string text, int most, CancellationToken cancel)
    {
        var ids = (await Find(text, cancel)).Ids;
        var scope = await sicht.Scope(cancel);
        return [.. (await db.Set<Vorgang>().Where(row => ids.Contains(row.Id)).ToListAsync(cancel)).Where(row => scope.Allows(row.UnitNummer, row.AktenschrankId, row.Id))
            .OrderByDescending(row => row.OpenedAt).ThenByDescending(row => row.Id).Take(most)];
    }

    /// <summary>The rows of the rarest word; the others are looked up for its Vorgaenge.</summary>
    private IQueryable<Guid> ByRarest(IReadOnlyList<string> units, IReadOnlyList<string> words) =>
        WithOthers(db.Set<Suchwort>().Where(row => units.Contains(row.UnitNummer)).Where(Begins(words[0])), words).Select(row => row.VorgangId).Distinct();

    /// <summary>All rows along the index by Vorgang, so that the database stops when it has enough.</summary>
    private IQueryable<Guid> NewestFirst(IReadOnlyList<string> units, IReadOnlyList<string> words) =>
        // What is computed from a column no index can answer: else SQLite goes by the office and sorts all of it.
        WithOthers(db.Set<Suchwort>().Where(row => units.Contains(row.UnitNummer.Trim())).Where(Begins(words[0])), words).Select(row => row.VorgangId);

    private IQueryable<Suchwort> WithOthers(IQueryable<Suchwort> rows, IEnumerable<string> words) => words.Skip(1).Aggregate(rows, (found, word) =>
    {
        var others = db.Set<Suchwort>().Where(Begins(word));
        return found.Where(row => others.Any(other => other.VorgangId == row.VorgangId));
    });

    private Expression<Func<Guid, bool>> HasWord(string word)
    {
        var rows = db.Set<Suchwort>().Where(Begins(word));
        return id => rows.Any(row => row.VorgangId == id);
    }

    /// <summary>The words with how often they occur in these offices, the rarest first.</summary>
    /// <remarks>As a rule one of them is rare, and then nobody needs to know how frequent the others are: counted is a little first, and only where that leaves it open up to <see cref="Frequent"/>.</remarks>
    private async Task<IReadOnlyList<(string Word, int Count)>> Counted(IReadOnlyList<string> units, IReadOnlyList<string> words, CancellationToken cancel)
    {
        var counted = await Counted(units, words, Math.Min(Few, Frequent), cancel);
        return counted[0].Count < Few ? counted : await Counted(units, words, Frequent, cancel);
    }

    private async Task<IReadOnlyList<(string Word, int Count)>> Counted(IReadOnlyList<string> units, IReadOnlyList<string> words, int most, CancellationToken cancel)
    {
        var counted = new List<(string Word, int Count)>();
        foreach (var word in words)
        {
            counted.Add((word, await db.Set<Suchwort>().Where(row => units.Contains(row.UnitNummer)).Where(Begins(word)).Take(most).CountAsync(cancel)));
        }

        return [.. counted.OrderBy(one => one.Count)];
    }

    /// <summary>Beginning with a word as a range, which every index can follow; <c>z</c> is the last letter of folded words in each collation.</summary>
    private static Expression<Func<Suchwort, bool>> Begins(string word)
    {
        var last = word.PadRight(Suchwort.Longest + 1, 'z');
#pragma warning disable CA1309 // The database compares; only this overload is translated.
        return row => string.Compare(row.Wort, word) >= 0 && string.Compare(row.Wort, last) < 0;
#pragma warning restore CA1309
    }

    private List<string> Numbers(string text, IReadOnlyList<string> units)
    {
        if (text.Length is 0 or > 40 || !text.Any(char.IsAsciiDigit))
        {
            return [];
        }

        // "417" is what people say of 660.14-2026-000417; more offices than a person has means no more than their own years.
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 10_000_000
            ? [.. Enumerable.Range(clock.Today().Year - YearsBack + 1, YearsBack).SelectMany(year => units.Select(unit => $"{unit}-{year}-{number:000000}")).Take(1_000)]
            : [text];
    }

    private async Task<IReadOnlyList<string>> Units(Sichtbereich scope, CancellationToken cancel)
    {
        if (scope.Schraenke.Count == 0 && scope.Vorgaenge.Count == 0)
        {
            return scope.Units;
        }

        var (schraenke, vorgaenge) = (scope.Schraenke, scope.Vorgaenge);
        var granted = await db.Set<Aktenschrank>().Where(row => schraenke.Contains(row.Id)).Select(row => row.UnitNummer)
            .Union(db.Set<Vorgang>().Where(row => vorgaenge.Contains(row.Id)).Select(row => row.UnitNummer)).ToListAsync(cancel);
        return [.. scope.Units.Union(granted)];
    }
}
