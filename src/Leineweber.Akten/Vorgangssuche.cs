using System.Globalization;
using System.Linq.Expressions;
using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Akten;

/// <summary>What a search for Vorgaenge found.</summary>
/// <param name="Ids">Ids of those that fit, in no order; whether the reader sees each the caller's list decides with its <see cref="Sichtbereich"/>.</param>
/// <param name="HasMore">True where there are more than <see cref="Vorgangssuche.Most"/>.</param>
public sealed record Vorgangstreffer(IReadOnlyList<Guid> Ids, bool HasMore);

/// <summary>Finds Vorgaenge by Aktenzeichen, running number or words of the Betreff, in the reader's offices; down indexes, however many there are.</summary>
public sealed class Vorgangssuche(LeineweberDb db, Aktensicht sicht, TimeProvider clock)
{
    /// <summary>Most hits of one search.</summary>
    public const int Most = 500;

    private const int YearsBack = 12;

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

        var words = Suchwort.In(text).Take(6).ToList();
        if (words.Count == 0 || units.Count == 0)
        {
            return new Vorgangstreffer([], false);
        }

        var ids = await ByWords(units, await RarestFirst(units, words, cancel)).Select(row => row.VorgangId).Distinct().Take(Most + 1).ToListAsync(cancel);
        return new Vorgangstreffer(ids[..Math.Min(ids.Count, Most)], ids.Count > Most);
    }

    /// <summary>The list of Vorgaenge the reader sees for a search, newest first.</summary>
    public async Task<IReadOnlyList<Vorgang>> List(string text, int most, CancellationToken cancel)
    {
        var ids = (await Find(text, cancel)).Ids;
        var scope = await sicht.Scope(cancel);
        return [.. (await db.Set<Vorgang>().Where(row => ids.Contains(row.Id)).ToListAsync(cancel)).Where(row => scope.Allows(row.UnitNummer, row.AktenschrankId, row.Id))
            .OrderByDescending(row => row.OpenedAt).ThenByDescending(row => row.Id).Take(most)];
    }

    private IQueryable<Suchwort> ByWords(IReadOnlyList<string> units, IReadOnlyList<string> words)
    {
        var rows = db.Set<Suchwort>().Where(row => units.Contains(row.UnitNummer)).Where(Begins(words[0]));
        foreach (var word in words.Skip(1))
        {
            var others = db.Set<Suchwort>().Where(Begins(word));
            rows = rows.Where(row => others.Any(other => other.VorgangId == row.VorgangId));
        }

        return rows;
    }

    /// <summary>The rarest word leads: the others are only looked up for its Vorgaenge.</summary>
    private async Task<IReadOnlyList<string>> RarestFirst(IReadOnlyList<string> units, List<string> words, CancellationToken cancel)
    {
        if (words.Count == 1)
        {
            return words;
        }

        var counted = new List<(string Word, int Count)>();
        foreach (var word in words)
        {
            counted.Add((word, await db.Set<Suchwort>().Where(row => units.Contains(row.UnitNummer)).Where(Begins(word)).Take(1_000).CountAsync(cancel)));
        }

        return [.. counted.OrderBy(one => one.Count).Select(one => one.Word)];
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
