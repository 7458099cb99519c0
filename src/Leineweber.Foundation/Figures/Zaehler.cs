using System.Collections.Concurrent;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Foundation.Figures;

/// <summary>Counts how the city's services are used: numbers per day, no cookie, no address, nothing about a person.</summary>
/// <remarks>Kept in memory and written every few seconds; a crash may lose the last ones. Nothing of legal effect is counted here.</remarks>
public sealed class Zaehler(CurrentTenant tenant, LeineweberDb db, TimeProvider clock)
{
    /// <summary>Counts one.</summary>
    /// <param name="name">What, e.g. <c>leistung.aufruf</c>; at most 80 characters.</param>
    /// <param name="key">Of which, e.g. the service's slug; at most 160 characters; never anything a person typed.</param>
    public void Count(string name, string key = "") => Count(tenant.Space, clock.Today(), name, key);

    /// <inheritdoc cref="Count(string, string)"/>
    /// <param name="space">The tenant.</param>
    /// <param name="today">The day, in the city's time.</param>
    /// <param name="name">What.</param>
    /// <param name="key">Of which.</param>
    public static void Count(TenantSpace space, DateOnly today, string name, string key = "") =>
        space.Counts.AddOrUpdate((today, name, key), 1, (_, value) => value + 1);

    /// <summary>Writes what was counted so far; a program that serves does so by itself every few seconds.</summary>
    public Task Keep(CancellationToken cancel) => ZaehlerWriter.Flush(tenant.Space, db, cancel);

    /// <summary>The sums of a figure by key between two days, both included, what is still in memory too.</summary>
    /// <param name="name">What.</param>
    /// <param name="from">First day.</param>
    /// <param name="to">Last day.</param>
    /// <param name="cancel">Gives up.</param>
    /// <param name="prefix">Only keys that begin with it; null for all.</param>
    public async Task<IReadOnlyDictionary<string, long>> Sums(string name, DateOnly from, DateOnly to, CancellationToken cancel, string? prefix = null)
    {
        var rows = await Rows([name], from, to, cancel);
        rows = prefix is null ? rows : rows.Where(row => row.Key.StartsWith(prefix));
        return await rows.GroupBy(row => row.Key).Select(group => new { group.Key, Sum = group.Sum(row => row.Value) }).ToDictionaryAsync(one => one.Key, one => one.Sum, cancel);
    }

    /// <summary>The sums of some figures by day between two days, both included, what is still in memory too.</summary>
    /// <returns>For each name its days; days without any are not there.</returns>
    public async Task<ILookup<string, (DateOnly Day, long Sum)>> Days(IReadOnlyList<string> names, DateOnly from, DateOnly to, CancellationToken cancel)
    {
        var rows = await Rows(names, from, to, cancel);
        var sums = await rows.GroupBy(row => new { row.Name, row.Day }).Select(group => new { group.Key.Name, group.Key.Day, Sum = group.Sum(row => row.Value) }).ToListAsync(cancel);
        return sums.ToLookup(one => one.Name, one => (one.Day, one.Sum), StringComparer.Ordinal);
    }

    private async Task<IQueryable<ZaehlerRow>> Rows(IReadOnlyList<string> names, DateOnly from, DateOnly to, CancellationToken cancel)
    {
        await ZaehlerWriter.Flush(tenant.Space, db, cancel);
        return db.Set<ZaehlerRow>().Where(row => names.Contains(row.Name) && row.Day >= from && row.Day <= to);
    }
}

/// <summary>One figure of one day.</summary>
internal sealed class ZaehlerRow
{
    public required DateOnly Day { get; init; }

    public required string Name { get; init; }

    public required string Key { get; init; }

    public long Value { get; set; }
}

/// <summary>Brings the counts from memory into the database.</summary>
internal static class ZaehlerWriter
{
    private static readonly Actor Counter = Actor.System("zaehler");

    public static async Task Flush(TenantSpace space, LeineweberDb db, CancellationToken cancel)
    {
        var taken = Take(space.Counts);
        if (taken.Count == 0)
        {
            return;
        }

        try
        {
            await db.Write(Counter, async write =>
            {
                foreach (var ((day, name, key), value) in taken)
                {
                    var raised = await write.Db.Set<ZaehlerRow>().Where(row => row.Day == day && row.Name == name && row.Key == key)
                        .ExecuteUpdateAsync(row => row.SetProperty(r => r.Value, r => r.Value + value), CancellationToken.None);
                    if (raised == 0)
                    {
                        write.Db.Add(new ZaehlerRow { Day = day, Name = name, Key = key, Value = value });
                    }
                }
            }, cancel);
        }
        catch
        {
            foreach (var (key, value) in taken)
            {
                space.Counts.AddOrUpdate(key, value, (_, now) => now + value);
            }

            throw;
        }
    }

    private static Dictionary<(DateOnly Day, string Name, string Key), long> Take(ConcurrentDictionary<(DateOnly Day, string Name, string Key), long> counts)
    {
        var taken = new Dictionary<(DateOnly, string, string), long>();
        foreach (var key in counts.Keys)
        {
            if (counts.TryRemove(key, out var value))
            {
                taken[key] = value;
            }
        }

        return taken;
    }
}
