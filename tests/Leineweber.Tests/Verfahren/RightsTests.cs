using System.Net;
using Leineweber.Akten;
using Leineweber.Foundation.Protokoll;
using Leineweber.Organisation;
using Leineweber.Verfahren;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Tests.Verfahren;

/// <summary>Who sees what: own office, head, deputy, other office, other city, strictly protected cabinet.</summary>
public sealed class RightsTests(City city) : IClassFixture<City>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Another_office_finds_nothing_by_any_address()
    {
        var (_, row) = await city.Apply();
        var document = await city.Read(db => db.Set<Dokument>().Where(one => one.VorgangId == row.VorgangId).Select(one => one.Id).FirstAsync(Cancel));
        var akte = await city.Read(db => db.Set<Vorgang>().Where(one => one.Id == row.VorgangId).Select(one => one.AkteId).SingleAsync(Cancel));
        var tina = await city.Staff(Amtsstube.Tina);

        Assert.DoesNotContain(row.Aktenzeichen, (await tina.Open("/amt/arbeitskorb?teil=Team")).Words, StringComparison.Ordinal);
        Assert.DoesNotContain(row.Aktenzeichen, (await tina.Open($"/amt/arbeitskorb?teil=Team&suche={row.Aktenzeichen}")).Document.QuerySelector("table")?.TextContent ?? "", StringComparison.Ordinal);
        Assert.DoesNotContain("66.30-660.14", (await tina.Open("/amt/akten?plan=66.30")).Words, StringComparison.Ordinal);
        foreach (var address in Addresses(row, document, akte))
        {
            Assert.Equal(HttpStatusCode.NotFound, (await tina.Open(address)).Status);
        }

        foreach (var stranger in new[] { city.Visitor(), await city.Citizen() })
        {
            foreach (var address in Addresses(row, document, akte))
            {
                Assert.Contains("anmelden", (await stranger.Open(address)).Address.AbsolutePath, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task The_head_sees_the_teams_below_but_does_not_work_for_them()
    {
        var (_, row) = await city.Apply();
        var gustav = await city.Staff(Amtsstube.Gustav);

        var page = await gustav.Open($"/amt/vorgang/{row.VorgangId}");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("lesen, aber nicht bearbeiten", page.Words, StringComparison.Ordinal);
        Assert.Contains("Der Vorgang gehört zu 660.14", page.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deputy_sees_it_while_standing_in_and_acts_in_that_name()
    {
        var (_, row) = await city.Apply();
        var tina = await city.Staff(Amtsstube.Tina);
        Assert.Equal(HttpStatusCode.NotFound, (await tina.Open($"/amt/vorgang/{row.VorgangId}")).Status);

        await city.Write(async w =>
        {
            var people = await w.Db.Set<Bedienstete>().Where(one => one.Email.StartsWith(Amtsstube.Tina) || one.Email.StartsWith(Amtsstube.Wilma)).ToDictionaryAsync(one => one.Email.Split((char)64)[0], one => one.Id, Cancel);
            w.Db.Add(new Vertretung { AbsentId = people[Amtsstube.Wilma], DeputyId = people[Amtsstube.Tina], Von = new DateOnly(2026, 11, 20), Bis = new DateOnly(2026, 11, 30) });
        });
        var page = await tina.Open($"/amt/vorgang/{row.VorgangId}");
        Assert.Contains("Sie vertreten dort heute Wilma Webstuhl", page.Words, StringComparison.Ordinal);
        page = await page.Submit("Vorgang übernehmen");
        Assert.Contains("in Vertretung für Wilma Webstuhl", (await page.Follow("Verlauf")).Words, StringComparison.Ordinal);

        city.Clock.Advance(TimeSpan.FromDays(10));
        var later = await city.Staff(Amtsstube.Tina);
        Assert.Equal(HttpStatusCode.NotFound, (await later.Open($"/amt/vorgang/{row.VorgangId}")).Status);
    }

    [Fact]
    public async Task A_strictly_protected_cabinet_opens_only_by_grant_and_every_reading_is_recorded()
    {
        var (_, row) = await city.Apply("verkehrszeichenausleihe");
        await city.Write(w => w.Db.Set<Aktenschrank>().Where(one => one.Id == row.AktenschrankId).ExecuteUpdateAsync(one => one.SetProperty(o => o.IsProtected, true), Cancel));
        var stefan = await city.Staff("stefan.stoppschild");
        var vera = await city.Staff("vera.vorfahrt");
        Assert.Equal(HttpStatusCode.NotFound, (await stefan.Open($"/amt/akten/vorgang/{row.VorgangId}")).Status);
        Assert.DoesNotContain(row.Aktenzeichen, (await stefan.Open("/amt/arbeitskorb?teil=Team")).Words, StringComparison.Ordinal);

        var grants = await vera.Open($"/amt/akten/vorgang/{row.VorgangId}/freigaben");
        Assert.Equal(HttpStatusCode.BadRequest, (await grants.Submit("Freigeben", new { Email = "niemand@bielefeld.example", Grund = "x" })).Status);
        grants = await grants.Submit("Freigeben", new { Email = "Stefan.Stoppschild@bielefeld.example", Grund = "Zuständige Fachkraft" });
        Assert.Contains("Stefan Stoppschild", grants.Words, StringComparison.Ordinal);
        var page = await stefan.Open($"/amt/akten/vorgang/{row.VorgangId}");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("Zuständige Fachkraft", page.Words, StringComparison.Ordinal);
        Assert.Equal(1, await city.Read(db => db.Set<ProtokollRow>().CountAsync(one => one.Subject == $"vorgang:{row.VorgangId}" && one.Action == "akten.read", Cancel)));
        Assert.Equal(HttpStatusCode.NotFound, (await vera.Open($"/amt/akten/vorgang/{row.VorgangId}")).Status);

        await (await vera.Open($"/amt/akten/vorgang/{row.VorgangId}/freigaben")).Submit("Zurücknehmen");
        Assert.Equal(HttpStatusCode.NotFound, (await stefan.Open($"/amt/akten/vorgang/{row.VorgangId}")).Status);
    }

    [Fact]
    public async Task Guessed_ids_and_the_other_citys_ids_are_not_there()
    {
        var (_, row) = await city.Apply();
        var wilma = await city.Staff(Amtsstube.Wilma);
        var guess = Guid.CreateVersion7();
        foreach (var address in new[] { $"/amt/vorgang/{guess}", "/amt/vorgang/660.14-2026-999999", "/amt/vorgang/x'%20OR%201=1", $"/amt/vorgang/{guess}/bescheid", $"/amt/dokument/{guess}", $"/amt/dokument/{guess}/inhalt", $"/amt/akten/akte/{guess}", $"/amt/akten/vorgang/{guess}", "/amt/akten?plan=12345", $"/amt/vorgang/{row.VorgangId}/gibtesnicht", $"/amt/vorgang/{row.VorgangId}/bescheid?vorlage=gibtesnicht" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await wilma.Open(address)).Status);
        }

        var stranger = await city.Staff("willi.weberschiff", "webershausen.localhost");
        var page = await stranger.Open($"http://webershausen.localhost/amt/vorgang/{row.VorgangId}");
        Assert.True(page.Status is HttpStatusCode.NotFound or HttpStatusCode.Forbidden, page.Status.ToString());
    }

    [Fact]
    public async Task Staff_files_a_document_and_a_new_version_and_no_program_code()
    {
        var (_, row) = await city.Apply();
        var wilma = await city.Staff(Amtsstube.Wilma);
        var page = await wilma.Open($"/amt/akten/vorgang/{row.VorgangId}/ablegen");
        var html = await page.Submit("Ablegen", new { Titel = "Vermerk" }, new UploadFile("Dateien", "vermerk.pdf", "application/pdf", "<html><script>alert(1)</script>"u8.ToArray()));
        Assert.Equal(HttpStatusCode.Conflict, html.Status);

        var filed = await page.Submit("Ablegen", new { Titel = "Vermerk" }, new UploadFile("Dateien", "vermerk.pdf", "application/pdf", [.. "%PDF-1.4\neins\n%%EOF\n"u8]));
        Assert.Contains("Vermerk", filed.Words, StringComparison.Ordinal);
        var id = await city.Read(db => db.Set<Dokument>().Where(one => one.VorgangId == row.VorgangId && one.Titel == "Vermerk").Select(one => one.Id).SingleAsync(Cancel));
        await (await wilma.Open($"/amt/akten/vorgang/{row.VorgangId}/ablegen?dokument={id}")).Submit("Ablegen", new { }, new UploadFile("Dateien", "vermerk2.pdf", "application/pdf", [.. "%PDF-1.4\nzwei\n%%EOF\n"u8]));
        var document = await wilma.Open($"/amt/dokument/{id}");
        Assert.Contains("Fassung 2", document.Words, StringComparison.Ordinal);
        Assert.Contains("eins", (await document.Follow("Fassung 1")).Body, StringComparison.Ordinal);
        Assert.Contains("zwei", (await wilma.Open($"/amt/dokument/{id}/inhalt")).Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await (await city.Staff(Amtsstube.Tina)).Open($"/amt/akten/vorgang/{row.VorgangId}/ablegen")).Status);
    }

    private static string[] Addresses(Bearbeitung row, Guid document, Guid akte) =>
    [
        $"/amt/vorgang/{row.VorgangId}", $"/amt/vorgang/{row.Aktenzeichen}", $"/amt/vorgang/{row.VorgangId}/verlauf", $"/amt/vorgang/{row.VorgangId}/bescheid/vorschau",
        $"/amt/vorgang/{row.VorgangId}/bescheid", $"/amt/akten/vorgang/{row.VorgangId}", $"/amt/akten/akte/{akte}", $"/amt/dokument/{document}", $"/amt/dokument/{document}/inhalt",
    ];
}
