using System.Text.Json.Nodes;
using Leineweber.Formulare;
using Leineweber.Formulare.Submit;
using Leineweber.Foundation;
using Leineweber.Postkorb;
using Leineweber.Zahlungen;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Tests.Formulare;

/// <summary>Limited places: never too many, nobody passed over. The clock moves here, so this class has a city of its own.</summary>
public sealed class PlacesTests(City city) : IClassFixture<City>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_hundred_at_once_on_three_places_then_whatever_happens_nobody_is_passed_over()
    {
        var key = await Publish("gedraenge", 3, 0);
        var erika = await city.Citizen();
        var drafts = await Drafts(key, 200);
        await Task.WhenAll(drafts.Select(id => Submit(erika, id)));
        await Check(key, 3, 200);
        Assert.Equal(3, (await Rows(key)).Count(row => row.Status == PlatzStatus.Reserviert));

        var random = new Random(20261124);
        for (var round = 0; round < 6; round++)
        {
            // Holders and waiting people leave, several at once; jobs run between or not.
            var leaving = (await Rows(key)).Where(row => row.Status != PlatzStatus.Freigegeben).OrderBy(row => row.IsHeld ? 0 : 1).Take(20).OrderBy(_ => random.Next()).Take(random.Next(1, 5)).ToList();
            await Task.WhenAll(leaving.Select(async row => await (await erika.Open($"/antrag/{row.AntragId}/loeschen")).Submit("Antrag zurückziehen")));
            if (random.Next(3) > 0)
            {
                await Task.WhenAll(city.Drain(), city.Drain());
            }

            await Check(key, 3, 200, drained: false);
        }

        await city.Drain();
        await Check(key, 3, 200);
        Assert.Equal(3, (await Rows(key)).Count(row => row.IsHeld));
        var moved = await city.Read(db => db.Set<Nachricht>().Where(row => row.Betreff == "Sie haben einen Platz: Woche").GroupBy(row => row.Bezug).Select(group => group.Count()).ToListAsync(Cancel));
        Assert.NotEmpty(moved);
        Assert.All(moved, count => Assert.Equal(1, count));
    }

    [Fact]
    public async Task Who_moves_up_pays_in_time_or_the_next_one_gets_it()
    {
        var key = await Publish("nachruecker", 1, 1000);
        var erika = await city.Citizen();
        var ids = await Drafts(key, 3);
        foreach (var id in ids)
        {
            await Submit(erika, id);
        }

        Assert.Contains("Warteliste, Platz 1", (await erika.Open($"/antrag/{ids[1]}/bestaetigung")).Words, StringComparison.Ordinal);
        Assert.Contains("Sie müssen dann nichts bezahlen", (await erika.Open($"/antrag/{ids[0]}/loeschen")).Words, StringComparison.Ordinal);
        await (await erika.Open($"/antrag/{ids[0]}/loeschen")).Submit("Antrag zurückziehen");
        Assert.Equal(ForderungStatus.Erlassen, (await Claim($"antrag:{ids[0]}")).Status);
        await city.Drain();

        var second = await Place(ids[1]);
        Assert.Equal((PlatzStatus.Angeboten, PlatzStatus.Warteliste), (second.Status, (await Place(ids[2])).Status));
        Assert.Contains("Bitte bezahlen Sie bis zum", (await city.Read(db => db.Set<Nachricht>().SingleAsync(row => row.Bezug == $"antrag:{ids[1]}" && row.Betreff.StartsWith("Sie haben einen Platz"), Cancel))).Text, StringComparison.Ordinal);
        var confirmation = await erika.Open($"/antrag/{ids[1]}/bestaetigung");
        Assert.Contains("Für Sie frei – bitte bezahlen", confirmation.Words, StringComparison.Ordinal);

        city.Clock.Advance(TimeSpan.FromDays(9));
        await city.Drain();
        Assert.Equal((PlatzStatus.Freigegeben, PlatzStatus.Angeboten), ((await Place(ids[1])).Status, (await Place(ids[2])).Status));
        var lapsed = await Claim(second.Bezug);
        Assert.Equal(ForderungStatus.Erlassen, lapsed.Status);

        // Money for the lapsed offer comes after all: it goes back, the place stays with the other one.
        await city.Inside(services => services.GetRequiredService<Zahlungseingaenge>().Take(Actor.System("test"), "hand", [new Kontoumsatz(new DateOnly(2026, 12, 3), 1000, lapsed.Kassenzeichen, null, null, null)], Cancel));
        Assert.Equal(1000, await city.Read(db => db.Set<Erstattung>().Where(row => row.ForderungId == lapsed.Id).SumAsync(row => row.Cents, Cancel)));

        erika = await city.Citizen();
        var pay = await (await erika.Open($"/antrag/{ids[2]}/bestaetigung")).Follow("Platz bezahlen");
        await (await pay.Submit("Bezahlen")).Submit("Bezahlen");
        await city.Drain();
        Assert.Equal(PlatzStatus.Reserviert, (await Place(ids[2])).Status);
        Assert.Contains("Ihr Platz", (await erika.Open($"/antrag/{ids[2]}/bestaetigung")).Words, StringComparison.Ordinal);
        Assert.Empty(city.Log.Errors);
    }

    [Fact]
    public async Task Unpaid_reservations_are_reminded_of_then_lapse_and_pass_on()
    {
        var key = await Publish("unbezahlt", 1, 1000);
        var erika = await city.Citizen();
        var ids = await Drafts(key, 2);
        await Submit(erika, ids[0]);
        await Submit(erika, ids[1]);
        city.Clock.Advance(TimeSpan.FromDays(12));
        await Night();
        await Night();
        Assert.Equal(1, await city.Read(db => db.Set<Nachricht>().CountAsync(row => row.Bezug == $"antrag:{ids[0]}" && row.Betreff.StartsWith("Bitte bezahlen Sie noch"), Cancel)));
        Assert.Equal(PlatzStatus.Reserviert, (await Place(ids[0])).Status);
        city.Clock.Advance(TimeSpan.FromDays(6));
        await Night();
        var lapsed = await city.Read(db => db.Set<Antrag>().SingleAsync(row => row.Id == ids[0], Cancel));
        Assert.Equal((AntragStatus.Zurueckgezogen, PlatzStatus.Angeboten), (lapsed.Status, (await Place(ids[1])).Status));
        Assert.Equal(ForderungStatus.Erlassen, (await Claim($"antrag:{ids[0]}")).Status);
    }

    [Fact]
    public async Task Staff_take_a_place_away_with_a_reason_and_the_fee_goes_back()
    {
        var key = await Publish("entzug", 1, 1000);
        var erika = await city.Citizen();
        var ids = await Drafts(key, 2);
        var pay = await Submit(erika, ids[0]);
        await Submit(erika, ids[1]);
        await (await pay.Submit("Bezahlen")).Submit("Bezahlen");
        await city.Drain();
        var ludger = await city.Staff("ludger.leinen");
        var page = await ludger.Open($"/amt/formulare/{key}/plaetze");
        Assert.Contains("1 von 1 vergeben, 1 auf der Warteliste", page.Words, StringComparison.Ordinal);
        Assert.Contains("Bitte nennen Sie den Grund.", (await page.Submit("Platz entziehen")).Errors, StringComparison.Ordinal);
        await page.Submit("Platz entziehen", new Dictionary<string, object?> { ["grund"] = "Das Kind ist zu jung." });
        await city.Drain();
        Assert.Equal((PlatzStatus.Freigegeben, PlatzStatus.Angeboten), ((await Place(ids[0])).Status, (await Place(ids[1])).Status));
        var claim = await Claim($"antrag:{ids[0]}");
        var refund = await city.Read(db => db.Set<Erstattung>().SingleAsync(row => row.ForderungId == claim.Id, Cancel));
        Assert.Equal((1000L, ErstattungStatus.Offen), (refund.Cents, refund.Status));
        Assert.Contains("Das Kind ist zu jung.", (await city.Read(db => db.Set<Nachricht>().SingleAsync(row => row.Betreff.StartsWith("Ihr Platz wurde zurückgenommen"), Cancel))).Text, StringComparison.Ordinal);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await (await city.Staff("stefan.stoppschild")).Open($"/amt/formulare/{key}/plaetze")).Status);

        // The second one declines the offer; withdrawing a paid application later brings nothing back twice.
        await (await erika.Open($"/antrag/{ids[1]}/bestaetigung")).Submit("Platz ablehnen");
        Assert.Equal(PlatzStatus.Freigegeben, (await Place(ids[1])).Status);
        await (await erika.Open($"/antrag/{ids[0]}/loeschen")).Submit("Antrag zurückziehen");
        Assert.Equal(1000, await city.Read(db => db.Set<Erstattung>().Where(row => row.ForderungId == claim.Id).SumAsync(row => row.Cents, Cancel)));
    }

    /// <summary>Presses the last button; where the places changed in between, looks again and presses once more.</summary>
    private static async Task<Page> Submit(Visitor visitor, Guid id)
    {
        var page = await visitor.Open($"/antrag/{id}/pruefen");
        for (var tries = 0; page.Address.AbsolutePath.EndsWith("/pruefen", StringComparison.Ordinal) && tries < 50; tries++)
        {
            page = await page.Submit("bsenden");
        }

        Assert.DoesNotContain("/pruefen", page.Address.AbsolutePath, StringComparison.Ordinal);
        return page;
    }

    private async Task Check(string key, int capacity, int all, bool drained = true)
    {
        var rows = await Rows(key);
        Assert.Equal(all, rows.Count);
        Assert.Equal(all, rows.Select(row => row.Rank).Distinct().Count());
        Assert.InRange(rows.Count(row => row.IsHeld), 0, capacity);
        var waiting = rows.Where(row => row.Status == PlatzStatus.Warteliste).Select(row => row.Rank).DefaultIfEmpty(long.MaxValue).Min();
        Assert.All(rows.Where(row => row.IsHeld), row => Assert.True(row.Rank < waiting, $"{row.Rank} has a place, {waiting} waits"));
        Assert.True(!drained || waiting == long.MaxValue || rows.Count(row => row.IsHeld) == capacity, "a place is free although someone waits");
    }

    private Task<List<Platz>> Rows(string key) => city.Read(db => db.Set<Platz>().Where(row => row.FormularKey == key).OrderBy(row => row.Rank).ToListAsync(Cancel));

    private Task<Platz> Place(Guid antrag) => city.Read(db => db.Set<Platz>().SingleAsync(row => row.AntragId == antrag, Cancel));

    private Task<Forderung> Claim(string bezug) => city.Read(db => db.Set<Forderung>().SingleAsync(row => row.Bezug == bezug, Cancel));

    private async Task Night()
    {
        await city.Write(write =>
        {
            write.Enqueue(new RaeumeEntwuerfeAuf());
            return Task.CompletedTask;
        });
        await city.Drain();
    }

    /// <summary>Finished drafts of Erika's, ready to be submitted.</summary>
    private async Task<List<Guid>> Drafts(string key, int count)
    {
        var konto = await city.KontoOf();
        var version = await city.Read(db => db.Set<Formular>().Where(row => row.Key == key).Select(row => row.PublishedVersionId!.Value).SingleAsync(Cancel));
        var drafts = new List<Antrag>();
        await city.Write(write =>
        {
            drafts = [.. Enumerable.Range(0, count).Select(_ => new Antrag
            {
                FormularVersionId = version,
                FormularKey = key,
                KontoId = konto,
                Language = "de",
                CreatedAt = write.Now,
                ChangedAt = write.Now,
                Entered = new JsonObject { ["name"] = "Erika Erfunden", ["wochen"] = new JsonArray("a") }.ToJsonString(),
                SeenPages = "wahl",
            })];
            write.Db.AddRange(drafts);
            return Task.CompletedTask;
        });
        return [.. drafts.Select(draft => draft.Id)];
    }

    private async Task<string> Publish(string key, int places, int cents)
    {
        static JsonObject Word(string text) => new() { ["de"] = text, ["en"] = text };
        var form = new JsonObject
        {
            ["format"] = "leineweber-formular/1",
            ["key"] = key,
            ["title"] = Word("Freizeit " + key),
            ["summary"] = Word("Probe"),
            ["stelle"] = "660.14",
            ["aktenplan"] = "41.40",
            ["applicant"] = new JsonObject { ["name"] = new JsonArray("name") },
            ["privacy"] = Word("Datenschutz"),
            ["kontingente"] = new JsonArray(new JsonObject { ["id"] = "a", ["title"] = Word("Woche"), ["places"] = places, ["waitingList"] = true }),
            ["pages"] = new JsonArray(new JsonObject
            {
                ["id"] = "wahl",
                ["title"] = Word("Wahl"),
                ["fields"] = new JsonArray(
                    new JsonObject { ["id"] = "name", ["type"] = "text", ["label"] = Word("Name") },
                    new JsonObject
                    {
                        ["id"] = "wochen",
                        ["type"] = "choices",
                        ["label"] = Word("Wochen"),
                        ["options"] = new JsonArray(
                        new JsonObject { ["value"] = "a", ["label"] = Word("Woche"), ["kontingent"] = "a" }, new JsonObject { ["value"] = "b", ["label"] = Word("Keine") })
                    }),
            }),
            ["binding"] = Word("Verbindlich"),
            ["next"] = new JsonArray(Word("Wir melden uns.")),
        };
        if (cents > 0)
        {
            form["fees"] = new JsonArray(new JsonObject { ["id"] = "woche", ["text"] = Word("Eine Woche"), ["cents"] = cents, ["per"] = "wochen" });
        }

        await city.Inside(async services =>
        {
            var catalog = services.GetRequiredService<Formularkatalog>();
            var (version, notes) = await catalog.Import(Actor.System("test"), form.ToJsonString(), Cancel);
            Assert.True(version is not null, string.Join("; ", notes.Select(note => $"{note.Path}: {note.Message}")));
            await catalog.Publish(Actor.System("test"), version.Id, Cancel);
        });
        return key;
    }
}
