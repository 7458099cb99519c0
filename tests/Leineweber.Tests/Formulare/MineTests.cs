using Leineweber.Formulare;
using Leineweber.Foundation;
using Leineweber.Foundation.Data;
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
