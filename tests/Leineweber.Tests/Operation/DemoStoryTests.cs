using System.Globalization;
using Leineweber.Akten;
using Leineweber.Commands.DemoStory;
using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Figures;
using Leineweber.Foundation.Jobs;
using Leineweber.Foundation.Protokoll;
using Leineweber.Foundation.Tenancy;
using Leineweber.Formulare;
using Leineweber.Konten;
using Leineweber.Konten.Seed;
using Leineweber.Postkorb;
using Leineweber.Serve;
using Leineweber.Verfahren;
using Leineweber.Zahlungen;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Leineweber.Tests.Operation;

/// <summary>The demonstration shows life at its first start.</summary>
public sealed class DemoStoryTests : IAsyncDisposable
{
    private readonly TestData data = new(TestData.NewInstallation("vorgeschichte"));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync() => await data.Remove();

    [Theory]
    [InlineData("2026-11-24T09:00Z")] // a Tuesday morning
    [InlineData("2027-03-28T00:50Z")] // a Sunday night, just before the clock is put forward
    public async Task A_fresh_demonstration_has_cases_in_every_state_and_all_of_it_is_consistent(string start)
    {
        // The day may end while the story is told; what is due today was due on the day it began.
        var clock = new FakeTimeProvider(DateTimeOffset.Parse(start, CultureInfo.InvariantCulture));
        await StoryTeller.Create(data.Installation, 80, clock, Cancel);
        await using var app = WebHost.Build(data.Installation, withJobs: false, builder =>
        {
            builder.WebHost.UseTestServer();
            builder.Logging.ClearProviders();
            builder.Services.AddSingleton<TimeProvider>(clock);
        });
        var tenants = app.Services.GetRequiredService<Tenants>();
        var city = tenants.All["bielefeld"];
        await tenants.InScope(city, async services =>
        {
            var db = services.GetRequiredService<LeineweberDb>();
            var today = clock.Today();
            var parking = await db.Set<Bearbeitung>().Where(row => row.UnitNummer == "660.14").ToListAsync(Cancel);
            foreach (var stand in new[] { Bearbeitungsstand.Neu, Bearbeitungsstand.InBearbeitung, Bearbeitungsstand.Wartet, Bearbeitungsstand.ZurZeichnung, Bearbeitungsstand.Entschieden, Bearbeitungsstand.Abgeschlossen })
            {
                Assert.Contains(parking, row => row.Stand == stand);
            }

            Assert.Contains(parking, row => row.FristAm == today);
            Assert.InRange(await db.Set<Bearbeitung>().CountAsync(Cancel), 25, 60);
            Assert.All(await db.Set<Formular>().Select(form => form.Key).ToListAsync(Cancel), key => Assert.True(db.Set<Bearbeitung>().Any(row => row.FormularKey == key), key));

            // What came in was paid where it costs something; each decision is sealed and delivered; nothing is left over or failed.
            var open = await db.Set<Forderung>().Where(claim => claim.Status == ForderungStatus.Offen).Select(claim => claim.Bezug).ToListAsync(Cancel);
            Assert.NotEmpty(open);
            Assert.DoesNotContain(await db.Set<Bearbeitung>().Select(row => row.AntragId).ToListAsync(Cancel), id => open.Contains($"antrag:{id}"));
            Assert.All(await db.Set<Bescheid>().Where(one => one.ErlassenAt != null).ToListAsync(Cancel), one => Assert.True(one.SiegelSha256 is not null && one.BereitgestelltAt is not null));
            Assert.Empty(await db.Set<Job>().Where(job => job.LastError != null).Select(job => job.Handler + job.LastError).ToListAsync(Cancel));

            // Erika has post she has read and post that waits for her, and a draft to go on with; waiting lists are not empty either.
            var erika = await db.Set<Nutzerkonto>().SingleAsync(row => row.Email == "erika.erfunden@buerger.demo.example", Cancel);
            var post = await services.GetRequiredService<Postkoerbe>().List([erika.Id], Cancel);
            Assert.Contains(post, line => line.Art == NachrichtArt.Bescheid && line.IsRead);
            Assert.Contains(post, line => line.AwaitsAnswer && line.AnswerBy > today);
            Assert.True(await db.Set<Antrag>().AnyAsync(row => row.KontoId == erika.Id && row.Status == AntragStatus.Entwurf, Cancel));
            Assert.True(await db.Set<Platz>().AnyAsync(place => place.Status == PlatzStatus.Warteliste, Cancel));

            // The company has a decision, an application on its way and a draft; the office reads who acted.
            var mill = (await services.GetRequiredService<DemoPersonen>().Acting(Cancel)).First();
            var theirs = await db.Set<Antrag>().Where(row => row.KontoId == mill.Konto).ToListAsync(Cancel);
            Assert.Contains(theirs, row => row.Status == AntragStatus.Entwurf);
            Assert.True(theirs.Count(row => row.SubmittedAt != null) > 1);
            Assert.All(theirs.Where(row => row.SubmittedAt != null), row => Assert.Equal(mill.Name, row.Handelnd));

            // The figures count what was begun, what was left and what was sent.
            var figures = services.GetRequiredService<Zaehler>();
            var (begun, sent) = ((await figures.Sums("antrag.begonnen", today.AddDays(-60), today, Cancel)).Values.Sum(), (await figures.Sums("antrag.abgesendet", today.AddDays(-60), today, Cancel)).Values.Sum());
            Assert.Equal((await db.Set<Antrag>().LongCountAsync(Cancel), await db.Set<Antrag>().LongCountAsync(row => row.SubmittedAt != null, Cancel)), (begun, sent));

            // It took weeks, in order, and none of it lies ahead.
            var times = await db.Set<ProtokollRow>().OrderBy(row => row.Seq).Select(row => row.At).ToListAsync(Cancel);
            Assert.Equal(times.Order(), times);
            Assert.True(times[^1] <= clock.Now() && times[^1] - times[0] > TimeSpan.FromDays(21));
            Assert.Equal(await db.Set<Vorgang>().CountAsync(Cancel), await db.Set<Akte>().SumAsync(row => row.Vorgaenge, Cancel));
        });

        foreach (var tenant in tenants.All.Values)
        {
            Assert.Null((await ProtokollVerifier.Verify(tenants.Space(tenant), Cancel)).Problem);
        }
    }
}
