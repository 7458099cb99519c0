using Leineweber.Akten;
using Leineweber.Commands.SeedCity;
using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Figures;
using Leineweber.Foundation.Tenancy;
using Leineweber.Organisation;
using Leineweber.Verfahren;
using Leineweber.Verfahren.Measure;
using Leineweber.Zahlungen;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Tests.Verfahren;

/// <summary>What is made quick for a big city still says what one gets by reading every row: figures, counts, lists, search.</summary>
public sealed class GrossstadtzahlenTests(City city) : IClassFixture<City>, IAsyncLifetime
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private static readonly DateOnly Last = new(2026, 11, 23);

    public async ValueTask InitializeAsync()
    {
        if (await city.Read(db => db.Set<Bearbeitung>().CountAsync(Cancel)) < 100)
        {
            await SeedCityCommand.Fill(city.Services.GetRequiredService<Tenants>(), city.Bielefeld, new Stadtmass(0.003, 1, 11, Last), _ => { }, Cancel);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>The same where the part kept in memory ends on any day.</summary>
    private Task<(int, double?)> Durations(DateOnly from, DateOnly today, DateOnly to) => city.Read(db =>
        new Dauern().Between(db, At(from), At(today), At(to.AddDays(1)), Cancel));

    private static DateTime At(DateOnly day) => Clock.ToUtc(day.ToDateTime(TimeOnly.MinValue));

    [Fact]
    public async Task Figures_of_any_period_are_what_counting_every_row_gives()
    {
        Zaehler.Count(city.Services.GetRequiredService<Tenants>().Space(city.Bielefeld), Last, "besuch");
        var (paid, decided) = await city.Read(async db => (
            await db.Set<Forderung>().Where(row => row.Status == ForderungStatus.Bezahlt).Select(row => new { At = row.PaidAt!.Value, row.Cents }).ToListAsync(Cancel),
            await db.Set<Bearbeitung>().Where(row => row.EntschiedenAt != null).Select(row => new { At = row.EntschiedenAt!.Value, row.EingegangenAt }).ToListAsync(Cancel)));
        var random = new Random(26);
        for (var n = 0; n < 25; n++)
        {
            var to = Last.AddDays(-random.Next(300));
            var from = to.AddDays(-random.Next(100));
            var counted = await Counters(from, to);
            var before = await Counters(from.AddDays(from.DayNumber - to.DayNumber - 1), from.AddDays(-1));

            var zahlen = await city.Inside(services => services.GetRequiredService<Auswertung>().Between(from, to, Cancel));

            bool Within(DateTime at) => Show.Day(at) >= from && Show.Day(at) <= to;
            var days = decided.Where(one => Within(one.At)).Select(one => Math.Floor((one.At - one.EingegangenAt).TotalMinutes) / (24 * 60)).Order().ToList();
            Assert.Equal((paid.Count(one => Within(one.At)), paid.Where(one => Within(one.At)).Sum(one => one.Cents)), (zahlen.Zahlungen, zahlen.Cents));
            Assert.Equal(days.Count, zahlen.Entscheidungen);
            Assert.Equal(days.Count == 0 ? -1 : (days[(days.Count - 1) / 2] + days[days.Count / 2]) / 2, zahlen.Median ?? -1, 8);
            Assert.Equal((days.Count, zahlen.Median is { } median ? (double?)Math.Round(median * 24 * 60, 3) : null), await Durations(from, from.AddDays(random.Next(to.DayNumber - from.DayNumber + 1)), to));
            Assert.Equal(Total(counted, "besuch"), zahlen.Besuche);
            Assert.Equal((Total(before, "besuch"), Total(before, "antrag.begonnen"), Total(before, "antrag.abgesendet")), (zahlen.Davor.Besuche, zahlen.Davor.Begonnen, zahlen.Davor.Abgesendet));
            Assert.Equal(ByKey(counted, "antrag.begonnen"), zahlen.Begonnen.OrderBy(one => one.Key, StringComparer.Ordinal));
            Assert.Equal(ByKey(counted, "antrag.abgesendet"), zahlen.Abgesendet.OrderBy(one => one.Key, StringComparer.Ordinal));
            Assert.Equal(Total(counted, "antrag.abgesendet"), zahlen.AbgesendetJeTag.Values.Sum());
            Assert.Equal(counted.Where(row => row.Name == "antrag.begonnen" && row.Day == to).Sum(row => row.Value), zahlen.BegonnenJeTag.GetValueOrDefault(to));
        }

        static long Total(IEnumerable<Zeile> rows, string name) => rows.Where(row => row.Name == name).Sum(row => row.Value);
        static IEnumerable<KeyValuePair<string, long>> ByKey(IEnumerable<Zeile> rows, string name) =>
            rows.Where(row => row.Name == name).GroupBy(row => row.Key).Select(group => KeyValuePair.Create(group.Key, group.Sum(row => row.Value))).OrderBy(one => one.Key, StringComparer.Ordinal);
    }

    [Fact]
    public async Task Search_finds_the_newest_whichever_way_it_goes()
    {
        var (rows, words) = await city.Read(async db => (
            await db.Set<Vorgang>().Select(row => new { row.Id, row.UnitNummer }).ToListAsync(Cancel),
            (await db.Set<Suchwort>().ToListAsync(Cancel)).ToLookup(row => row.VorgangId, row => row.Wort)));
        foreach (var (who, text) in from who in new[] { Amtsstube.Wilma, "regina.regal" } from text in new[] { "erika", "bewohnerparkausweis", "muster", "ada bewohner", "bewohner ada", "er", "gibtsnicht", "bruno gibtsnicht" } select (who, text))
        {
            var (rare, frequent, units) = await city.Inside(async services =>
            {
                var (db, sicht) = (services.GetRequiredService<LeineweberDb>(), await As(services, who));
                var clock = services.GetRequiredService<TimeProvider>();
                return (await new Vorgangssuche(db, sicht, clock) { Frequent = int.MaxValue }.Find(text, Cancel), await new Vorgangssuche(db, sicht, clock) { Frequent = 0 }.Find(text, Cancel), (await sicht.Scope(Cancel)).Units);
            });

            var fit = rows.Where(row => units.Contains(row.UnitNummer) && text.Split(' ').All(word => words[row.Id].Any(one => one.StartsWith(word, StringComparison.Ordinal))))
                .OrderByDescending(row => row.Id.ToString(), StringComparer.Ordinal).Select(row => row.Id).Take(Vorgangssuche.Most).ToList();
            Assert.Equal(fit, rare.Ids);
            Assert.Equal(fit, frequent.Ids);
        }
    }

    [Fact]
    public async Task The_tabs_count_what_their_lists_hold_and_done_work_comes_in_order_from_all_offices()
    {
        var done = await city.Read(db => db.Set<Bearbeitung>().Where(row => row.Stand == Bearbeitungsstand.Entschieden || row.Stand == Bearbeitungsstand.Abgeschlossen).ToListAsync(Cancel));
        foreach (var who in new[] { Amtsstube.Wilma, Amtsstube.Ludger, "regina.regal" })
        {
            await city.Inside(async services =>
            {
                var units = (await (await As(services, who)).Scope(Cancel)).Units;
                var korb = services.GetRequiredService<Arbeitskorb>();
                foreach (var (teil, count) in await korb.Counts(Cancel))
                {
                    Assert.Equal((await korb.All(new Korbfrage(teil), 100_000, Cancel)).Count, count);
                }

                Assert.Equal(
                    done.Where(row => units.Contains(row.UnitNummer)).OrderByDescending(row => row.EingegangenAt).ThenByDescending(row => row.VorgangId.ToString(), StringComparer.Ordinal).Select(row => row.VorgangId),
                    (await korb.All(new Korbfrage(Korbteil.Erledigt, Sort: "-eingang"), 100_000, Cancel)).Select(row => row.VorgangId));
            });
        }
    }

    private sealed record Zeile(DateOnly Day, string Name, string Key, long Value);

    private Task<List<Zeile>> Counters(DateOnly from, DateOnly to) => city.Inside(async services =>
    {
        var rows = await services.GetRequiredService<LeineweberDb>().Database.SqlQuery<Zeile>($"SELECT day, name, key, value FROM zaehler").ToListAsync(Cancel);
        return rows.Where(row => row.Day >= from && row.Day <= to).ToList();
    });

    private static async Task<Aktensicht> As(IServiceProvider services, string who)
    {
        var id = (await services.GetRequiredService<Personal>().IdOf(who, Cancel))!.Value;
        await services.GetRequiredService<Amtsperson>().Become(id, level: 2, Cancel);
        return services.GetRequiredService<Aktensicht>();
    }
}
