using System.Net;
using Leineweber.Foundation;
using Leineweber.Foundation.Ablage;
using Leineweber.Foundation.Data;
using Leineweber.Postkorb;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Tests.Postkorb;

public sealed class PostkorbTests(City city) : IClassFixture<City>
{
    private static readonly byte[] Pdf = [.. "%PDF-1.4\nein Testdokument\n%%EOF\n"u8];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_is_announced_without_content_read_once_for_the_evidence_and_kept()
    {
        var id = await Deliver(NachrichtArt.Bescheid, "Ihr Bewohnerparkausweis", "Der Inhalt ist vertraulich.");
        await city.Drain();

        var mail = city.Mails().Last(mail => mail.Contains("erika.erfunden", StringComparison.Ordinal));
        Assert.Contains("Sie haben Post", mail, StringComparison.Ordinal);
        Assert.DoesNotContain("vertraulich", mail, StringComparison.Ordinal);
        Assert.DoesNotContain("Bewohnerparkausweis", mail, StringComparison.Ordinal);

        var erika = await city.Citizen();
        var list = await erika.Open("/postkorb");
        Assert.Contains("Ihr Bewohnerparkausweis", list.Words, StringComparison.Ordinal);
        Assert.Null((await Evidence(id)).RetrievedAt);

        var message = await list.Follow("Ihr Bewohnerparkausweis");
        Assert.Contains("Der Inhalt ist vertraulich.", message.Words, StringComparison.Ordinal);
        Assert.Contains("27. November 2026", message.Words, StringComparison.Ordinal);
        var first = await Evidence(id);
        city.Clock.Advance(TimeSpan.FromMinutes(10));
        await erika.Open($"/postkorb/{id}");
        var second = await Evidence(id);

        Assert.NotNull(first.NotifiedAt);
        Assert.NotNull(first.RetrievedAt);
        Assert.Equal(first.RetrievedAt, second.RetrievedAt);
        Assert.Equal(1, await city.Read(db => db.Set<Leineweber.Foundation.Protokoll.ProtokollRow>().CountAsync(row => row.Subject == $"nachricht:{id}" && row.Action == "nachricht.retrieved", Cancel)));
    }

    [Fact]
    public async Task Many_messages_come_in_pages_newest_first_and_the_new_ones_are_counted_over_all()
    {
        const string Nadja = "nadja.niemand@buerger.demo.example";
        for (var number = 1; number <= 60; number++)
        {
            city.Clock.Advance(TimeSpan.FromSeconds(1));
            await Deliver(NachrichtArt.Mitteilung, $"Schreiben {number}", "Text", Nadja);
        }

        var nadja = await city.Citizen(Nadja);
        foreach (var (page, first, last) in new[] { ("1", 60, 36), ("2", 35, 11), ("3", 10, 1), ("99", 10, 1), ("-7", 60, 36), ("2147483647", 10, 1), ("x", 60, 36) })
        {
            var shown = await nadja.Open($"/postkorb?seite={page}");
            Assert.Equal(HttpStatusCode.OK, shown.Status);
            Assert.Contains("Sie haben 60 neue Nachrichten.", shown.Words, StringComparison.Ordinal);
            Assert.Equal(Enumerable.Range(last, first - last + 1).Reverse().Select(number => $"Schreiben {number}"), shown.Document.QuerySelectorAll("main tbody a").Select(link => link.TextContent));
            Assert.Equal(3, shown.Document.QuerySelectorAll(".lw-pages li a").Length);
        }
    }

    [Fact]
    public async Task Nobody_opens_the_message_of_another()
    {
        var id = await Deliver(NachrichtArt.Mitteilung, "Nur für Erika", "Geheim", (await Put(Pdf, "geheim.pdf")).Single());
        var file = await city.Read(db => db.Set<Nachricht>().Where(row => row.Id == id).SelectMany(row => row.Anlagen).Select(row => row.Id).SingleAsync(Cancel));
        var tarik = await city.Citizen("tarik.testmann@buerger.demo.example");

        foreach (var visitor in new[] { tarik, city.Visitor(), city.Visitor("webershausen.localhost") })
        {
            foreach (var address in new[] { $"/postkorb/{id}", $"/postkorb/{id}/anlage/{file}" })
            {
                var page = await visitor.Open(address);
                Assert.True(page.Status == HttpStatusCode.NotFound || page.Address.AbsolutePath.Contains("anmelden", StringComparison.Ordinal), $"{address}: {page.Status}");
                Assert.DoesNotContain("Geheim", page.Body, StringComparison.Ordinal);
            }
        }

        Assert.Null((await Evidence(id)).RetrievedAt);
    }

    [Fact]
    public async Task A_request_is_answered_once_with_files()
    {
        var id = await Deliver(NachrichtArt.Nachforderung, "Bitte schicken Sie den Fahrzeugschein", "Es fehlt etwas.");
        var erika = await city.Citizen();
        var page = await erika.Open($"/postkorb/{id}");
        var empty = await page.Submit("Antwort senden");
        Assert.Contains("Bitte schreiben Sie etwas", empty.Errors, StringComparison.Ordinal);

        var bad = await page.Submit("Antwort senden", new { Text = "Hier" }, new UploadFile("Files", "schein.pdf", "application/pdf", "<html><script>alert(1)</script>"u8.ToArray()));
        Assert.Contains("können wir nicht annehmen", bad.Errors, StringComparison.Ordinal);
        Assert.Contains("Hier", bad.Text("textarea"), StringComparison.Ordinal);

        var sent = await page.Submit("Antwort senden", new { Text = "Hier ist er <b>" }, new UploadFile("Files", "../schein\u202e.pdf", "text/html", Pdf));
        Assert.Contains("angekommen", sent.Words, StringComparison.Ordinal);
        var again = await page.Submit("Antwort senden", new { Text = "Noch einmal" });
        Assert.Equal(HttpStatusCode.Conflict, again.Status);
        Assert.Contains("schon geantwortet", again.Body, StringComparison.Ordinal);

        var answers = await city.Read(db => db.Set<Nachricht>().Include(row => row.Anlagen).Where(row => row.AnswerTo == id).ToListAsync(Cancel));
        var answer = Assert.Single(answers);
        Assert.Equal("Hier ist er <b>", answer.Text);
        Assert.Equal(("schein.pdf", "application/pdf"), (answer.Anlagen[0].Name, answer.Anlagen[0].ContentType));
    }

    [Fact]
    public async Task A_file_is_a_download_that_runs_nothing()
    {
        var id = await Deliver(NachrichtArt.Mitteilung, "Mit Anlage", "Siehe Anlage", (await Put(Pdf, "anlage.pdf")).Single());
        var erika = await city.Citizen();
        var file = await (await erika.Open($"/postkorb/{id}")).Follow("anlage.pdf");
        Assert.Equal(Pdf, file.Bytes);
        Assert.Equal("attachment", file.Answer.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Contains("sandbox", file.Answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    private async Task<Guid> Deliver(NachrichtArt art, string subject, string text, params NeueAnlage[] files) => await Deliver(art, subject, text, "erika.erfunden@buerger.demo.example", files);

    private async Task<Guid> Deliver(NachrichtArt art, string subject, string text, string to, params NeueAnlage[] files)
    {
        var konto = await city.KontoOf(to);
        return await city.Inside(services => services.GetRequiredService<LeineweberDb>().Write(Actor.System("test"), write =>
            services.GetRequiredService<Postkoerbe>().Deliver(write, new Zusendung(konto, art, subject, text, "Amt für Verkehr", $"test:{Guid.CreateVersion7()}")
            {
                AnswerAllowed = art == NachrichtArt.Nachforderung,
                Anlagen = files,
            }, Cancel)));
    }

    private async Task<NeueAnlage[]> Put(byte[] content, string name)
    {
        var blob = await city.Inside(services => services.GetRequiredService<IAblage>().Put(content, Cancel));
        return [new NeueAnlage(name, "application/pdf", blob.Sha256, blob.Size)];
    }

    private Task<Zustellung> Evidence(Guid id) => city.Read(db => db.Set<Zustellung>().SingleAsync(row => row.NachrichtId == id, Cancel));
}
