using Leineweber.Foundation.Data;
using Leineweber.Foundation.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Verfahren.Measure;

/// <summary>How long decisions took, in minutes. What lies before today is kept in memory: to sort the durations of a quarter takes longer than all other questions of the page together.</summary>
internal sealed class Dauern
{
    private const int Periods = 4;
    private readonly Lock one = new();
    private readonly List<Kept> kept = [];

    private sealed record Kept(DateTime From, DateTime To, int Count, long Sum, int[] Sorted);

    /// <summary>The tenant's.</summary>
    public static Dauern Of(TenantSpace space) => space.Own("verfahren:dauern", _ => new Dauern());

    /// <summary>Number and median of the decisions between two instants.</summary>
    /// <param name="db">The tenant.</param>
    /// <param name="from">First instant.</param>
    /// <param name="today">Where what still changes begins.</param>
    /// <param name="to">First instant that no longer counts.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<(int Count, double? Median)> Between(LeineweberDb db, DateTime from, DateTime today, DateTime to, CancellationToken cancel)
    {
        var edge = today < from ? from : today > to ? to : today;
        var before = from < edge ? await Closed(db, from, edge, cancel) : [];
        var now = edge < to ? await Minutes(db, edge, to).OrderBy(minutes => minutes).ToListAsync(cancel) : [];
        var count = before.Length + now.Count;
        return (count, count == 0 ? null : (At(before, now, (count - 1) / 2) + At(before, now, count / 2)) / 2.0);
    }

    private async Task<int[]> Closed(LeineweberDb db, DateTime from, DateTime to, CancellationToken cancel)
    {
        // Number and sum tell at the price of walking along an index twice whether anything of the past was changed after all.
        var (count, sum) = (await Minutes(db, from, to).CountAsync(cancel), await Minutes(db, from, to).SumAsync(minutes => (long)minutes, cancel));
        lock (one)
        {
            if (kept.Find(row => row.From == from && row.To == to && row.Count == count && row.Sum == sum) is { } known)
            {
                return known.Sorted;
            }
        }

        var sorted = (await Minutes(db, from, to).ToListAsync(cancel)).ToArray();
        Array.Sort(sorted);
        lock (one)
        {
            kept.RemoveAll(row => row.From == from && row.To == to);
            kept.Add(new Kept(from, to, sorted.Length, sorted.Sum(minutes => (long)minutes), sorted));
            kept.RemoveRange(0, Math.Max(0, kept.Count - Periods));
        }

        return sorted;
    }

    private static IQueryable<int> Minutes(LeineweberDb db, DateTime from, DateTime to) =>
        db.Set<Bearbeitung>().Where(row => row.EntschiedenAt >= from && row.EntschiedenAt < to && row.DauerMinuten != null).Select(row => row.DauerMinuten!.Value);

    /// <summary>The n-th of two sorted lists together: today's are few, so they are gone through.</summary>
    private static int At(int[] before, List<int> now, int n)
    {
        var passed = 0;
        foreach (var minutes in now)
        {
            // As many of the earlier ones come first as are not longer.
            var place = passed + Rank(before, minutes);
            if (place >= n)
            {
                return place == n ? minutes : before[n - passed];
            }

            passed++;
        }

        return before[n - passed];
    }

    private static int Rank(int[] sorted, int minutes)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = sorted[middle] <= minutes ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
