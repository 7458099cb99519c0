using System.Net;
using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Protokoll;
using Leineweber.Zahlungen;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Tests.Zahlungen;

public sealed class KasseTests(City city) : IClassFixture<City>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Bezahlen", true)]
    [InlineData("Bezahlen, Rückmeldung kommt zweimal", true)]
    [InlineData("Bezahlen, Browser kehrt nicht zurück", true)]
    [InlineData("Bestätigung kommt erst nach einer Minute", true)]
    [InlineData("Zahlung wird abgelehnt", false)]
    [InlineData("Abbrechen", false)]
    public async Task Whatever_the_provider_does_the_claim_is_settled_once_or_stays_open(string choice, bool paid)
    {
        var claim = await Demand();
        var erika = await city.Citizen();
        var demo = await (await erika.Open($"/zahlung/{claim.Kassenzeichen}")).Submit("Bezahlen");
        Assert.Contains("30,00", demo.Words, StringComparison.Ordinal);
        await demo.Submit(choice);
        await city.Drain();
        city.Clock.Advance(TimeSpan.FromMinutes(3));
        await city.Drain();

        var now = await Reload(claim);
        Assert.Equal(paid ? ForderungStatus.Bezahlt : ForderungStatus.Offen, now.Status);
        Assert.Equal(paid ? 1 : 0, await Entries(claim, "zahlung.paid"));
        Assert.Equal(paid ? 2 : 1, await city.Read(db => db.Set<Buchung>().CountAsync(row => row.ForderungId == claim.Id, Cancel)));
    }

    [Fact]
    public async Task After_a_failure_one_pays_again()
    {
        var claim = await Demand();
        var erika = await city.Citizen();
        var back = await (await (await erika.Open($"/zahlung/{claim.Kassenzeichen}")).Submit("Bezahlen")).Submit("Zahlung wird abgelehnt");
        Assert.Contains("nicht geklappt", back.Words, StringComparison.Ordinal);
        await (await back.Submit("Bezahlen")).Submit("Bezahlen");
        Assert.Equal(ForderungStatus.Bezahlt, (await Reload(claim)).Status);
    }

    [Fact]
    public async Task A_forged_call_back_changes_nothing_and_a_lost_one_is_made_up_for()
    {
        var claim = await Demand();
        var erika = await city.Citizen();
        var demo = await (await erika.Open($"/zahlung/{claim.Kassenzeichen}")).Submit("Bezahlen");
        var reference = demo.Address.Segments[^1];
        var forged = await city.Visitor().Send(HttpMethod.Post, new Uri(demo.Address, "/zahlungen/rueckmeldung/demo"), new FormUrlEncodedContent([new("reference", reference), new("status", "PAID")]));
        Assert.Equal(HttpStatusCode.NoContent, forged.Status);
        await city.Drain();
        Assert.Equal(ForderungStatus.Offen, (await Reload(claim)).Status);

        // The provider has the money but never calls and the browser never returns: the poll finds it.
        await city.Read(db => db.Database.ExecuteSqlRawAsync($"UPDATE demo_zahlungsauftrag SET status = 'Bezahlt' WHERE reference = '{reference}'", Cancel));
        for (var round = 0; round < 6; round++)
        {
            city.Clock.Advance(TimeSpan.FromMinutes(10));
            await city.Drain();
        }

        Assert.Equal(ForderungStatus.Bezahlt, (await Reload(claim)).Status);
    }

    [Theory]
    [InlineData("demo", "", HttpStatusCode.BadRequest)]
    [InlineData("demo", "2600000000-unbekannt", HttpStatusCode.NotFound)]
    [InlineData("paypal", "2600000000-unbekannt", HttpStatusCode.NotFound)]
    [InlineData("paypal", "", HttpStatusCode.NotFound)]
    [InlineData("%3Clwx%3E%0d%0aX:1", "x", HttpStatusCode.NotFound)]
    public async Task A_call_back_nobody_waits_for_is_refused_and_makes_no_work(string provider, string reference, HttpStatusCode status)
    {
        var before = await city.Read(db => db.Set<Leineweber.Foundation.Jobs.Job>().CountAsync(Cancel));
        var answer = await city.Visitor().Send(HttpMethod.Post, new Uri($"http://127.0.0.1/zahlungen/rueckmeldung/{provider}"), new FormUrlEncodedContent([new("reference", reference), new("status", "PAID")]));
        Assert.Equal(status, answer.Status);
        Assert.Equal(before, await city.Read(db => db.Set<Leineweber.Foundation.Jobs.Job>().CountAsync(Cancel)));
    }

    [Fact]
    public async Task Parallel_confirmations_settle_once()
    {
        var claim = await Demand();
        var erika = await city.Citizen();
        var demo = await (await erika.Open($"/zahlung/{claim.Kassenzeichen}")).Submit("Bezahlen");
        var reference = demo.Address.Segments[^1];
        await city.Read(db => db.Database.ExecuteSqlRawAsync($"UPDATE demo_zahlungsauftrag SET status = 'Bezahlt' WHERE reference = '{reference}'", Cancel));
        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => city.Inside(services => services.GetRequiredService<Kasse>().Confirm("demo", reference, Cancel))));
        Assert.Equal(1, await Entries(claim, "zahlung.paid"));
        Assert.Equal(2, await city.Read(db => db.Set<Buchung>().CountAsync(row => row.ForderungId == claim.Id, Cancel)));
    }

    [Fact]
    public async Task A_second_payment_of_the_same_claim_is_kept_apart()
    {
        var claim = await Demand();
        var erika = await city.Citizen();
        var first = await (await erika.Open($"/zahlung/{claim.Kassenzeichen}")).Submit("Bezahlen");
        await first.Submit("Abbrechen");
        var second = await (await erika.Open($"/zahlung/{claim.Kassenzeichen}")).Submit("Bezahlen");
        await second.Submit("Bezahlen");

        // The provider corrects itself: the attempt given up was paid after all.
        var reference = first.Address.Segments[^1];
        await city.Read(db => db.Database.ExecuteSqlRawAsync($"UPDATE demo_zahlungsauftrag SET status = 'Bezahlt' WHERE reference = '{reference}'", Cancel));
        await city.Inside(services => services.GetRequiredService<Kasse>().Confirm("demo", reference, Cancel));

        Assert.Equal(1, await Entries(claim, "zahlung.paid"));
        Assert.Equal(1, await Entries(claim, "zahlung.overpaid"));
        Assert.Equal(claim.Cents, await city.Read(db => db.Set<Buchung>().Where(row => row.ForderungId == claim.Id && row.Haben == "verwahrung").SumAsync(row => row.Cents, Cancel)));
    }

    [Fact]
    public async Task Nobody_sees_the_claim_of_another()
    {
        var claim = await Demand();
        var tarik = await city.Citizen("tarik.testmann@buerger.demo.example");
        Assert.Equal(HttpStatusCode.NotFound, (await tarik.Open($"/zahlung/{claim.Kassenzeichen}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await tarik.Open($"/zahlung/{claim.Kassenzeichen}/zurueck")).Status);
    }

    [Fact]
    public void A_mistyped_reference_is_found_out()
    {
        for (var number = 1; number < 2_000; number += 37)
        {
            var good = Kassenzeichen.Of(2026, number);
            Assert.True(Kassenzeichen.IsValid(good));
            for (var place = 0; place < good.Length; place++)
            {
                if (char.IsAsciiDigit(good[place]))
                {
                    var wrong = (char)('0' + ((good[place] - '0' + 1) % 10));
                    Assert.False(Kassenzeichen.IsValid(good[..place] + wrong + good[(place + 1)..]), good);
                }
            }
        }
    }

    private async Task<Forderung> Demand()
    {
        var konto = await city.KontoOf();
        return await city.Inside(services => services.GetRequiredService<LeineweberDb>().Write(Actor.System("test"), write =>
            services.GetRequiredService<Kasse>().Demand(write, new NeueForderung($"test:{Guid.CreateVersion7()}", konto, "Bewohnerparkausweis", 3000, "/postkorb"), Cancel)));
    }

    private Task<Forderung> Reload(Forderung claim) => city.Read(db => db.Set<Forderung>().SingleAsync(row => row.Id == claim.Id, Cancel));

    private Task<int> Entries(Forderung claim, string action) =>
        city.Read(db => db.Set<ProtokollRow>().CountAsync(row => row.Subject == claim.Subject && row.Action == action, Cancel));
}
