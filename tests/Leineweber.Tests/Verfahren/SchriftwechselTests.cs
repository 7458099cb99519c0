using System.Net;
using Leineweber.Akten;
using Leineweber.Foundation.Tenancy;
using Leineweber.Postkorb;
using Leineweber.Verfahren;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Tests.Verfahren;

/// <summary>Messages about a case beside requests and decisions, in both directions.</summary>
public sealed class SchriftwechselTests(City city) : IClassFixture<City>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private static readonly byte[] Pdf = [.. "%PDF-1.4\nzugeschickt\n%%EOF\n"u8];

    [Fact]
    public async Task The_office_writes_with_a_document_and_the_answer_comes_back_into_the_case()
    {
        var (citizen, row) = await city.Apply(name: "Mitteilung");
        var wilma = await city.Staff(Amtsstube.Wilma);
        await (await wilma.Open($"/amt/vorgang/{row.VorgangId}")).Submit("Vorgang übernehmen");
        var page = await (await wilma.Open($"/amt/vorgang/{row.VorgangId}/nachrichten")).Follow("Mitteilung schreiben");
        var document = page.Document.QuerySelector("input[name=Anlagen]")!.GetAttribute("value");
        Assert.Contains("Betreff", (await page.Submit("Mitteilung senden", new { Betreff = "", Text = "Hallo" })).Errors, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await page.Submit("Mitteilung senden", new { Betreff = "Fremd", Text = "Hallo", Anlagen = Guid.CreateVersion7().ToString() })).Status);

        var sent = await page.Submit("Mitteilung senden", new { Betreff = "Der Platz ist nass", Text = "Bitte bringen Sie Stiefel mit.", Anlagen = document, AnswerAllowed = "true" });
        Assert.Contains("Der Platz ist nass", sent.Words, StringComparison.Ordinal);
        Assert.Equal(Bearbeitungsstand.InBearbeitung, (await city.Reload(row)).Stand);

        var message = await (await citizen.Open("/postkorb")).Follow("Der Platz ist nass");
        Assert.Contains("Stiefel", message.Words, StringComparison.Ordinal);
        Assert.NotEmpty(message.Document.QuerySelectorAll("a[href*='/anlage/']"));
        await message.Submit("Antwort senden", new { Text = "Danke, mache ich." }, new UploadFile("Files", "stiefel.pdf", "application/pdf", Pdf));
        await city.Drain();

        Assert.Equal(Bearbeitungsstand.Neu, (await city.Reload(row)).Stand);
        Assert.Contains("Nachgereicht: stiefel.pdf", (await wilma.Open($"/amt/vorgang/{row.VorgangId}/dokumente")).Words, StringComparison.Ordinal);
        var history = await wilma.Open($"/amt/vorgang/{row.VorgangId}/verlauf");
        Assert.Contains("Mitteilung mit 1 Anlage gesendet: Der Platz ist nass", history.Words, StringComparison.Ordinal);
        Assert.Contains("Antwort auf eine Mitteilung mit 1 Anlage eingegangen", history.Words, StringComparison.Ordinal);
        var seen = await (await wilma.Open($"/amt/vorgang/{row.VorgangId}")).Submit("Gesehen, weiter in Bearbeitung");
        Assert.Equal(HttpStatusCode.OK, seen.Status);
        Assert.Equal(Bearbeitungsstand.InBearbeitung, (await city.Reload(row)).Stand);
    }

    [Fact]
    public async Task The_applicant_writes_to_a_running_case_and_nobody_else_does()
    {
        var (citizen, row) = await city.Apply(name: "Schreibt");
        var status = await citizen.Open($"/vorgang/{row.VorgangId}");
        Assert.Equal($"/vorgang/{row.AntragId}", status.Address.AbsolutePath);
        var form = await status.Follow("Nachricht an die Stelle schreiben");
        Assert.Equal(HttpStatusCode.Conflict, (await form.Submit("Nachricht senden", new { Betreff = "Frage", Text = " " })).Status);

        var done = await form.Submit("Nachricht senden", new { Betreff = "Noch ein Foto", Text = "So sieht es aus." }, new UploadFile("Files", "platz.pdf", "application/pdf", Pdf));

        Assert.Contains("angekommen", done.Body, StringComparison.Ordinal);
        Assert.Contains("Noch ein Foto", (await citizen.Open("/postkorb")).Words, StringComparison.Ordinal);
        Assert.Contains(await city.Read(db => db.Set<Dokument>().Where(one => one.VorgangId == row.VorgangId).ToListAsync(Cancel)), one => one.Titel == "Zugeschickt: platz.pdf");
        var wilma = await city.Staff(Amtsstube.Wilma);
        Assert.Contains("So sieht es aus.", (await wilma.Open($"/amt/vorgang/{row.VorgangId}/nachrichten")).Words, StringComparison.Ordinal);
        Assert.Contains("Nachricht der antragstellenden Person mit 1 Anlage: Noch ein Foto", (await wilma.Open($"/amt/vorgang/{row.VorgangId}/verlauf")).Words, StringComparison.Ordinal);
        var other = await city.Citizen("tarik.testmann@buerger.demo.example");
        Assert.Equal(HttpStatusCode.NotFound, (await other.Open($"/vorgang/{row.AntragId}/schreiben")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await other.Open($"/vorgang/{row.VorgangId}")).Status);
        Assert.Empty(city.Log.Errors);
    }

    [Fact]
    public async Task Writing_ends_with_the_city_s_word_the_decision_and_the_day_s_measure()
    {
        var (citizen, row) = await city.Apply(name: "Viel");
        var form = await citizen.Open($"/vorgang/{row.AntragId}/schreiben");
        for (var n = 0; n < Schriftwechsel.MostPerDay; n++)
        {
            await form.Submit("Nachricht senden", new { Betreff = $"Nummer {n}", Text = "Noch etwas." });
        }

        var much = await form.Submit("Nachricht senden", new { Betreff = "Zu viel", Text = "Noch etwas." });
        Assert.Equal(HttpStatusCode.Conflict, much.Status);
        Assert.Contains("viele Nachrichten", much.Errors, StringComparison.Ordinal);

        var silent = city.Bielefeld with { Settings = new Dictionary<string, string> { [Schriftwechsel.Setting] = "nein" } };
        Assert.False(Schriftwechsel.MayWrite(silent, row));
        Assert.True(Schriftwechsel.MayWrite(silent with { Settings = new Dictionary<string, string> { [Schriftwechsel.Setting] = $"ferienspiele {row.FormularKey}" } }, row));

        await city.Write(w => w.Db.Set<Bearbeitung>().Where(one => one.VorgangId == row.VorgangId).ExecuteUpdateAsync(one => one.SetProperty(o => o.Stand, Bearbeitungsstand.Entschieden), Cancel));
        Assert.Equal(HttpStatusCode.NotFound, (await citizen.Open($"/vorgang/{row.AntragId}/schreiben")).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await form.Submit("Nachricht senden", new { Betreff = "Spät", Text = "Zu spät." })).Status);
    }

    [Fact]
    public async Task The_data_export_tells_the_own_case_without_the_office_s_notes_and_a_deleted_account_leaves_the_files()
    {
        var (_, row) = await city.Apply(name: "Auskunft");
        var (_, foreign) = await city.Apply(name: "Fremdakte");
        var wilma = await city.Staff(Amtsstube.Wilma);
        var page = await (await wilma.Open($"/amt/vorgang/{row.VorgangId}")).Submit("Vorgang übernehmen");
        await page.Submit("Notiz speichern", new { text = "Nur für das Amt" });

        var told = await city.Inside(async services =>
        {
            var parts = new List<string>();
            foreach (var module in services.GetServices<Leineweber.Konten.Daten.IAuskunft>())
            {
                parts.AddRange((await module.Tell([row.KontoId], Cancel)).Select(part => part.Key + " " + part.Data.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping })));
            }

            return string.Join('\n', parts);
        });
        Assert.Contains("postkorb ", told, StringComparison.Ordinal);
        Assert.Contains(row.Aktenzeichen, told, StringComparison.Ordinal);
        Assert.Contains($"Antrag {row.AntragNummer}", told, StringComparison.Ordinal);
        Assert.DoesNotContain("Nur für das Amt", told, StringComparison.Ordinal);
        Assert.DoesNotContain(foreign.Aktenzeichen, told, StringComparison.Ordinal);

        var message = await city.Read(db => db.Set<Nachricht>().Where(one => one.KontoId == row.KontoId).Select(one => one.Id).FirstAsync(Cancel));
        Assert.NotNull((await city.Read(db => db.Set<Zustellung>().SingleAsync(one => one.NachrichtId == message, Cancel))).AddressHash);
        await city.Write(w =>
        {
            w.Raise(new Leineweber.Konten.NutzerkontoGeloescht(row.KontoId));
            return Task.CompletedTask;
        });
        await city.Drain();
        var evidence = await city.Read(db => db.Set<Zustellung>().SingleAsync(one => one.NachrichtId == message, Cancel));
        Assert.Null(evidence.AddressHash);
        Assert.NotNull(evidence.NotifiedAt);
    }
}
