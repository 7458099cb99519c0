using System.Net;
using Leineweber.Akten;
using Leineweber.Foundation.Protokoll;
using Leineweber.Foundation.Tenancy;
using Leineweber.Formulare;
using Leineweber.Postkorb;
using Leineweber.Signaturen;
using Leineweber.Verfahren;
using Leineweber.Verfahren.Intake;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Tests.Verfahren;

/// <summary>An application's way through the office, as citizen and caseworkers see it.</summary>
public sealed class StoryTests(City city) : IClassFixture<City>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_application_is_taken_in_asked_about_signed_by_two_sealed_delivered_and_closed()
    {
        var (citizen, row) = await city.Apply("bewohnerparkausweis");
        Assert.Matches(@"^660\.14-2026-\d{6}$", row.Aktenzeichen);
        Assert.True(row.FourEyes);

        // The caseworker finds it, takes it and sees what the citizen wrote.
        var wilma = await city.Staff(Amtsstube.Wilma);
        var korb = await wilma.Open("/amt/arbeitskorb?teil=Neu");
        Assert.Contains(row.Aktenzeichen, korb.Words, StringComparison.Ordinal);
        var page = await korb.Follow(row.Aktenzeichen);
        page = await page.Submit("Vorgang übernehmen");
        Assert.Contains("liegt bei Wilma Webstuhl", page.Words, StringComparison.Ordinal);
        var answers = await page.Follow("Antrag");
        Assert.Contains("Ungefähr-Beispiel", answers.Words, StringComparison.Ordinal);

        // The documents are there: PDF, data, uploads; the PDF is shown in a frame that can do nothing.
        var documents = await page.Follow("Dokumente");
        Assert.Contains("Antrag " + row.AntragNummer, documents.Words, StringComparison.Ordinal);
        Assert.Contains("Angaben als Daten", documents.Words, StringComparison.Ordinal);
        var preview = await documents.Follow("Antrag " + row.AntragNummer);
        var frame = await wilma.Open(preview.Document.QuerySelector("iframe")!.GetAttribute("src")!);
        Assert.Equal("application/pdf", frame.Answer.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith("default-src 'none'", frame.Answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);

        // Something is missing: asked, answered with a file, back under "Neu".
        var ask = await (await wilma.Open($"/amt/vorgang/{row.VorgangId}")).Follow("Unterlagen nachfordern");
        await ask.Submit("Nachforderung senden", new { Text = "Bitte schicken Sie den Fahrzeugschein <script>." });
        Assert.Equal(Bearbeitungsstand.Wartet, (await city.Reload(row)).Stand);
        await city.Drain();
        var stand = await citizen.Open($"/vorgang/{row.AntragId}");
        Assert.Contains("Wartet auf Sie", stand.Words, StringComparison.Ordinal);
        var mine = await citizen.Open("/antraege");
        Assert.Contains($"Wir brauchen noch etwas {row.AntragNummer}", mine.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("Abgesendet", mine.Words, StringComparison.Ordinal);
        var message = await stand.Follow("Nachricht öffnen und antworten");
        Assert.Equal(message.Address, (await mine.Follow("Bewohnerparkausweis")).Address);
        await message.Submit("Antwort senden", new { Text = "Hier ist er." }, new UploadFile("Files", "schein.pdf", "application/pdf", [.. "%PDF-1.4\nSchein\n%%EOF\n"u8]));
        await city.Drain();
        Assert.Equal(Bearbeitungsstand.Neu, (await city.Reload(row)).Stand);
        mine = await citizen.Open("/antraege");
        Assert.DoesNotContain("Wir brauchen noch etwas", mine.Words, StringComparison.Ordinal);
        Assert.Contains($"Eingegangen {row.AntragNummer}", mine.Words, StringComparison.Ordinal);
        page = await wilma.Open($"/amt/vorgang/{row.Aktenzeichen}/dokumente");
        Assert.Contains("Nachgereicht: schein.pdf", page.Words, StringComparison.Ordinal);

        // The decision: written by one, refused to its author for signing, signed by another.
        var draft = await wilma.Draft(row, "10-bewohnerparkausweis-bewilligung");
        Assert.Contains("BI", draft.Document.QuerySelector("textarea[name=Text]")!.TextContent, StringComparison.Ordinal);
        var saved = await draft.Submit("Speichern und Vorschau ansehen");
        var pdf = await wilma.Open(saved.Document.QuerySelector("iframe")!.GetAttribute("src")!);
        Assert.Equal("%PDF", System.Text.Encoding.ASCII.GetString(pdf.Bytes[..4]));
        await saved.Submit("Zur Zeichnung vorlegen");
        Assert.Equal(Bearbeitungsstand.ZurZeichnung, (await city.Reload(row)).Stand);
        var ludger = await city.Staff(Amtsstube.Ludger);
        Assert.Contains(row.Aktenzeichen, (await ludger.Open("/amt/arbeitskorb?teil=Zeichnen")).Words, StringComparison.Ordinal);
        var sign = await ludger.Open($"/amt/vorgang/{row.VorgangId}/bescheid");
        var signed = await sign.Submit("Zeichnen und erteilen");
        Assert.Contains("Der Bescheid ist erteilt", signed.Body, StringComparison.Ordinal);
        await city.Drain();

        // Sealed, filed, delivered; the day of notification stands in the case.
        row = await city.Reload(row);
        Assert.Equal(Bearbeitungsstand.Entschieden, row.Stand);
        var bescheid = await city.Read(db => db.Set<Bescheid>().SingleAsync(one => one.VorgangId == row.VorgangId, Cancel));
        var bytes = await city.Inside(services => services.GetRequiredService<Leineweber.Foundation.Ablage.IAblage>().Read(bescheid.SiegelSha256!, Cancel));
        Assert.Equal(Echtheit.Genuine, (await city.Inside(services => services.GetRequiredService<Leineweber.Signaturen.Pruefung>().Check(bytes, Cancel))).Echtheit);
        Assert.Contains(await city.Read(db => db.Set<Dokument>().Where(one => one.VorgangId == row.VorgangId).ToListAsync(Cancel)), one => one.Herkunft == Herkunft.Bescheid);
        Assert.Contains($"Entschieden {row.AntragNummer}", (await citizen.Open("/antraege")).Words, StringComparison.Ordinal);
        var letter = await (await citizen.Open($"/vorgang/{row.AntragId}")).Follow("Bescheid öffnen");
        Assert.Equal(HttpStatusCode.OK, letter.Status);
        await city.Drain();
        page = await wilma.Open($"/amt/vorgang/{row.VorgangId}");
        Assert.Contains("Er gilt als bekannt gegeben am", page.Words, StringComparison.Ordinal);
        Assert.Contains("Ein Rechtsbehelf ist möglich bis", page.Words, StringComparison.Ordinal);
        page = await page.Submit("Vorgang schließen (z. d. A.)");
        Assert.Contains("geschlossen", page.Words, StringComparison.Ordinal);

        // Every step stands in the history, and the proof holds.
        var history = await page.Follow("Verlauf");
        foreach (var step in new[] { "Wilma Webstuhl übernimmt", "Unterlagen nachgefordert", "Antwort auf die Nachforderung", "zur Zeichnung vorgelegt", "als zweite Person gezeichnet", "Entschieden", "Elektronisch gesiegelt", "im Postkorb bereitgestellt", "abgerufen", "z. d. A." })
        {
            Assert.Contains(step, history.Words, StringComparison.Ordinal);
        }

        var finding = await ProtokollVerifier.Verify(city.Services.GetRequiredService<Tenants>().Space(city.Bielefeld), Cancel);
        Assert.Null(finding.Problem);
        Assert.Empty(city.Log.Errors);
    }

    [Fact]
    public async Task An_arrival_told_twice_makes_one_vorgang_one_confirmation_and_no_document_twice()
    {
        var (_, row) = await city.Apply();
        var before = await Counts(row);

        await city.Inside(services => services.GetRequiredService<WhenAntragEingegangen>().Run(new AntragEingegangen(row.AntragId), Cancel));
        await city.Drain();

        Assert.Equal(before, await Counts(row));
        Assert.Equal(1, before.Confirmations);
    }

    [Fact]
    public async Task The_citizen_sees_only_the_own_application()
    {
        var (citizen, row) = await city.Apply();
        var other = await city.Citizen("tarik.testmann@buerger.demo.example");

        var own = await citizen.Open($"/vorgang/{row.AntragId}");
        Assert.Equal("Stand Ihres Antrags", own.Heading);
        Assert.Contains("Eingegangen", own.Words, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await other.Open($"/vorgang/{row.AntragId}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await citizen.Open($"/vorgang/{Guid.CreateVersion7()}")).Status);
    }

    private async Task<(int Rows, int Vorgaenge, int Documents, int Confirmations)> Counts(Bearbeitung row) => (
        await city.Read(db => db.Set<Bearbeitung>().CountAsync(one => one.AntragId == row.AntragId, Cancel)),
        await city.Read(db => db.Set<Vorgang>().CountAsync(one => one.Bezug == $"antrag:{row.AntragId}", Cancel)),
        await city.Read(db => db.Set<Dokument>().CountAsync(one => one.VorgangId == row.VorgangId, Cancel)),
        await city.Read(db => db.Set<Nachricht>().CountAsync(one => one.Bezug == $"vorgang:{row.VorgangId}", Cancel)));
}
