using System.Text;
using System.Text.RegularExpressions;
using Leineweber.Formulare;
using Leineweber.Formulare.Fill;
using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Verfahren.Follow;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Tests.Formulare;

/// <summary>"Meine Anträge" of somebody who has sent hundreds.</summary>
public sealed class MineTests(City city) : IClassFixture<City>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_sent_comes_in_pages_and_what_waits_stands_on_each()
    {
        var sam = await city.Citizen("sam.sample@buerger.demo.example");
        await (await sam.Open("/antrag/neu/sperrmuell")).Submit("Antrag beginnen");
        var konto = await city.KontoOf("sam.sample@buerger.demo.example");
        await Send(konto, 45);

        foreach (var (page, first, last) in new[] { ("1", 45, 26), ("2", 25, 6), ("3", 5, 1), ("4", 5, 1), ("0", 45, 26), ("-2147483648", 45, 26), ("abc", 45, 26) })
        {
            var shown = await sam.Open($"/antraege?seite={page}");
            var lists = shown.Document.QuerySelectorAll("main ul.lw-links").Select(list => list.TextContent).ToList();
            Assert.Equal(2, lists.Count);
            Assert.Contains("Entwurf", lists[0], StringComparison.Ordinal);
            Assert.Equal(Enumerable.Range(last, first - last + 1).Reverse(), Numbers(lists[1]));
        }
    }

    [Fact]
    public async Task Nobody_sees_the_pages_of_another()
    {
        await Send(await city.KontoOf("nadja.niemand@buerger.demo.example"), 3);
        var tarik = await city.Citizen("tarik.testmann@buerger.demo.example");
        foreach (var page in new[] { "1", "2" })
        {
            Assert.Empty(Numbers((await tarik.Open($"/antraege?seite={page}")).Words));
        }
    }

    [Fact]
    public async Task What_is_one_persons_is_looked_for_among_that_persons_and_not_in_the_whole_city()
    {
        var me = new[] { Guid.CreateVersion7() };
        await city.Inside(async services =>
        {
            var db = services.GetRequiredService<LeineweberDb>();
            Assert.SkipUnless(db.Database.ProviderName!.Contains("Sqlite", StringComparison.Ordinal), "PostgreSQL plans by the number of rows, which are few here.");
            var antraege = services.GetRequiredService<Antraege>();
            var staende = services.GetServices<IAntragsstand>().OfType<Antragsstaende>().Single();
            foreach (var query in new IQueryable[] { antraege.Open(me), antraege.Sent(me).Where(row => !me.Contains(row.Id)), staende.Unanswered(me) })
            {
                var plan = await Plan(db, query.ToQueryString());
                Assert.Contains("(konto_id=?)", plan, StringComparison.Ordinal);
                Assert.DoesNotMatch(@"SCAN (?!\w+ VIRTUAL TABLE)", plan);
                Assert.DoesNotContain("(st", plan, StringComparison.Ordinal);
            }
        });
    }

    /// <summary>How SQLite goes about a question; what is asked for does not matter to it.</summary>
    private static async Task<string> Plan(LeineweberDb db, string question)
    {
        await db.Database.OpenConnectionAsync(Cancel);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = "EXPLAIN QUERY PLAN " + string.Join('\n', question.Split('\n').Where(line => !line.StartsWith(".param", StringComparison.Ordinal)));
        foreach (var name in Regex.Matches(command.CommandText, "@\\w+").Select(match => match.Value).Distinct())
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, DBNull.Value);
            command.Parameters.Add(parameter);
        }

        var plan = new StringBuilder();
        await using var rows = await command.ExecuteReaderAsync(Cancel);
        while (await rows.ReadAsync(Cancel))
        {
            plan.AppendLine(rows.GetString(3));
        }

        return plan.ToString();
    }

    private static IEnumerable<int> Numbers(string text) =>
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Where(word => word.StartsWith("probe-", StringComparison.Ordinal)).Select(word => int.Parse(word.Split('-')[2], System.Globalization.CultureInfo.InvariantCulture));

    private Task Send(Guid konto, int count) => city.Inside(services => services.GetRequiredService<LeineweberDb>().Write(Actor.System("test"), async write =>
    {
        var version = await write.Db.Set<FormularVersion>().FirstAsync(Cancel);
        write.Db.AddRange(Enumerable.Range(1, count).Select(number => new Antrag
        {
            FormularVersionId = version.Id,
            FormularKey = "sperrmuell",
            KontoId = konto,
            Language = "de",
            CreatedAt = write.Now,
            Status = AntragStatus.Eingegangen,
            Nummer = $"probe-{konto.ToString()[^4..]}-{number}",
            ChangedAt = write.Now.AddMinutes(number),
            SubmittedAt = write.Now,
            ReceivedAt = write.Now,
        }));
    }, Cancel));
}
