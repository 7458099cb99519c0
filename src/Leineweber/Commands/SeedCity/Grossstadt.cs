using System.Threading.Channels;
using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Protokoll;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Commands.SeedCity;

/// <summary>How large a city is made.</summary>
/// <param name="Scale">1 is a city of 340,000: 75,000 applications, 900,000 visits a year (figures.csv, portal).</param>
/// <param name="Years">Years up to the last day.</param>
/// <param name="Seed">The same seed makes the same city.</param>
/// <param name="Until">The last day, the city's.</param>
internal sealed record Stadtmass(double Scale, int Years, int Seed, DateOnly Until)
{
    public double CasesPerDay => Scale * 75_000 / 365;

    public double VisitsPerDay => Scale * 900_000 / 365;

    /// <summary>Registered accounts: 46,000 at scale 1.</summary>
    public int Accounts => Math.Max(10, (int)(Scale * 46_000));
}

/// <summary>Fills a tenant with years of an invented city: one thread makes the rows, another writes them.</summary>
internal sealed class Grossstadt(Stadtvorlage city, Tafeln tafeln, ProtokollImport import, Stadtmass size)
{
    // A transaction writes each page it touched once, so large ones write less; about 100 MB are on their way in each.
    private const int CasesPerLoad = 8_000;
    private const int Loads = 3;

    private readonly Wuerfel dice = new(size.Seed);
    private readonly DateTime until = Clock.ToUtc(size.Until.ToDateTime(new TimeOnly(18, 0)));
    private readonly List<(Guid Id, (string, string) Name)> accounts = [];

    /// <summary>Address of a made account.</summary>
    public static string MailOf(int seed, int n) => $"person-{seed}-{n}@buerger.demo.example";

    /// <summary>Makes and writes everything.</summary>
    /// <returns>Cases made and rows written.</returns>
    public async Task<(long Cases, long Rows)> Fill(LeineweberDb db, IReadOnlySet<DateOnly> countedDays, Action<long> progress, CancellationToken cancel)
    {
        var (loads, free) = (Channel.CreateUnbounded<Massenzeilen>(), Channel.CreateUnbounded<Massenzeilen>());
        for (var n = 0; n < Loads; n++)
        {
            free.Writer.TryWrite(new Massenzeilen());
        }

        var making = Task.Run(() => Make(free.Reader, loads.Writer, countedDays, cancel), cancel);
        var (cases, rows) = (0L, 0L);
        await foreach (var load in loads.Reader.ReadAllAsync(cancel))
        {
            await Write(db, load, cancel);
            rows += load.Count;
            progress(cases += load.Cases);
            load.Clear();
            free.Writer.TryWrite(load);
        }

        await making;
        await Finish(db, cancel);
        return (cases, rows);
    }

    private async Task Make(ChannelReader<Massenzeilen> free, ChannelWriter<Massenzeilen> loads, IReadOnlySet<DateOnly> countedDays, CancellationToken cancel)
    {
        try
        {
            var fluss = new Protokollfluss(import, tafeln, dice, until);
            var fall = new Fall(city, tafeln, dice, fluss, until);
            var load = await free.ReadAsync(cancel);
            var before = fluss.Edge;
            Register(load);
            for (var day = size.Until.AddYears(-size.Years).AddDays(1); day <= size.Until; day = day.AddDays(1))
            {
                var counts = new Dictionary<string, int>();
                foreach (var at in Times(day))
                {
                    fluss.Enter(load, at);
                    var dienst = Choose();
                    var (konto, name) = Owner(load, at);
                    fall.Make(load, dienst, konto, name, at);
                    counts[dienst.Key] = counts.GetValueOrDefault(dienst.Key) + 1;
                    load.Cases++;
                    if (load.Cases >= CasesPerLoad)
                    {
                        load.Edges = (before, before = fluss.Edge);
                        await loads.WriteAsync(load, cancel);
                        load = await free.ReadAsync(cancel);
                    }
                }

                if (!countedDays.Contains(day))
                {
                    new Tageszahlen(city, tafeln, dice, size).Count(load, day, counts);
                }
            }

            fluss.Enter(load, DateTime.MaxValue);
            load.Edges = (before, fluss.Edge);
            await loads.WriteAsync(load, cancel);
            loads.Complete();
        }
        catch (Exception error)
        {
            loads.Complete(error);
        }
    }

    /// <summary>Instants of a day's applications in order: more on working days, most in the morning and after supper.</summary>
    private List<DateTime> Times(DateOnly day)
    {
        var weight = day.DayOfWeek switch { DayOfWeek.Sunday => 0.5, DayOfWeek.Saturday => 0.65, DayOfWeek.Monday => 1.3, _ => 1.15 };
        var wished = size.CasesPerDay * weight * (0.85 + (0.3 * dice.Next()));
        var count = (int)wished + (dice.Happens(wished - (int)wished) ? 1 : 0);
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        return [.. Enumerable.Range(0, count).Select(_ => dice.Happens(0.6) ? 7 + (5 * dice.Next()) : 15 + (7.9 * dice.Next()))
            .Select(hour => Clock.ToUtc(midnight.AddMilliseconds((int)(hour * 3_600_000)))).Where(at => at <= until).Order()];
    }

    private Dienst Choose()
    {
        var point = dice.Next() * city.Dienste.Sum(dienst => dienst.Usage.Share);
        foreach (var dienst in city.Dienste)
        {
            point -= dienst.Usage.Share;
            if (point < 0)
            {
                return dienst;
            }
        }

        return city.Dienste[^1];
    }

    private void Register(Massenzeilen load)
    {
        var begin = Clock.ToUtc(size.Until.AddYears(-size.Years).ToDateTime(TimeOnly.MinValue));
        for (var n = 0; n < size.Accounts; n++)
        {
            accounts.Add(Konto(load, "Lokal", begin, MailOf(size.Seed, n)));
        }
    }

    /// <summary>Four of ten have an account, the others are guests.</summary>
    private (Guid Id, (string, string) Name) Owner(Massenzeilen load, DateTime at) => dice.Happens(0.4) ? dice.Of(accounts) : Konto(load, "Gast", at, null);

    private (Guid Id, (string, string) Name) Konto(Massenzeilen load, string kind, DateTime at, string? mail)
    {
        var (vorname, nachname) = dice.Person();
        var id = dice.Id(at);
        load.Add(tafeln.Konto, id, kind, vorname, nachname, mail ?? "post@beispiel.example", mail is null ? null : at, "Beispielweg", (1 + dice.Below(99)).ToString(System.Globalization.CultureInfo.InvariantCulture), "33602", "Bielefeld", "de", at);
        return (id, (vorname, nachname));
    }

    private Task Write(LeineweberDb db, Massenzeilen load, CancellationToken cancel) => db.Write(Actor.CommandLine, async w =>
    {
        w.Insert(load.In(tafeln.Order));
        await ProtokollImport.Save(w, load.Edges.Before, load.Edges.After);
    }, cancel);

    /// <summary>Running numbers go on after the last one given; Akten know how much they hold.</summary>
    private Task Finish(LeineweberDb db, CancellationToken cancel) => db.Write(Actor.CommandLine, async w =>
    {
        foreach (var (series, value) in city.Numbers)
        {
            if (await w.Db.Database.ExecuteSqlAsync($"UPDATE nummernkreis SET value = {value} WHERE series = {series}", cancel) == 0)
            {
                await w.Db.Database.ExecuteSqlAsync($"INSERT INTO nummernkreis (series, value) VALUES ({series}, {value})", cancel);
            }
        }

        await w.Db.Database.ExecuteSqlAsync($"UPDATE akte SET vorgaenge = (SELECT count(*) FROM vorgang WHERE vorgang.akte_id = akte.id)", cancel);
        w.Record("betrieb:stadt", "stadt.made", $"Erfundene Stadt angelegt: Maßstab {size.Scale}, {size.Years} Jahr(e), Startzahl {size.Seed}");
    }, cancel);
}
