using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Leineweber.Foundation;
using Leineweber.Foundation.Tenancy;
using Leineweber.Foundation.Typesetting;
using Leineweber.Signaturen;
using Leineweber.Tests.Foundation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Tests.Signaturen;

public sealed class SiegelTests(City city) : IClassFixture<City>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_sealed_letter_is_genuine_for_anyone_who_asks()
    {
        var bytes = await SealedLetter("Echt");
        var page = await Ask(city.Visitor(), bytes);
        Assert.Equal("Das Dokument ist echt und unverändert", page.Heading);
        var facts = page.Document.QuerySelectorAll("dd").Select(dd => dd.TextContent.Trim()).ToList();
        Assert.Equal(["Stadt Bielefeld", "24. November 2026, 10:00\u00a0Uhr", "Bescheid Echt", "ja, genau dieses Dokument"], facts.Take(4));
        Assert.Empty(city.Log.Errors);
    }

    [Fact]
    public async Task English_readers_are_told_in_English()
    {
        var visitor = city.Visitor();
        visitor.Headers["Accept-Language"] = "en";
        var form = await visitor.Open("/echtheit");
        Assert.Equal("Is this document genuine?", form.Heading);
        var page = await form.Submit("Check document", new Dictionary<string, object?>(), File(await SealedLetter("English")));
        Assert.Equal("The document is genuine and unchanged", page.Heading);
    }

    [Fact]
    public async Task A_changed_character_and_an_added_update_are_told()
    {
        var bytes = await SealedLetter("Verändert");
        byte[] more = [.. bytes, .. "\n"u8];
        Assert.Equal("Das Dokument wurde verändert", (await Ask(city.Visitor(), Rotated(bytes))).Heading);
        bytes[2_000] ^= 1;
        Assert.Contains((await Ask(city.Visitor(), bytes)).Heading, new[] { "Das Dokument wurde verändert", "Wir können diese Datei nicht prüfen" });
        Assert.Equal("Das Dokument wurde verändert", (await Ask(city.Visitor(), more)).Heading);
    }

    [Fact]
    public async Task The_neighbour_does_not_vouch_for_our_letters()
    {
        var bytes = await SealedLetter("Nachbar");
        var page = await Ask(city.Visitor("webershausen.localhost"), bytes);
        Assert.Equal("Dieses Dokument haben wir nicht gesiegelt", page.Heading);
        Assert.Contains("können wir nicht bestätigen", page.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_has_no_seal_or_is_no_PDF_is_told()
    {
        Assert.Equal("Das Dokument hat kein elektronisches Siegel", (await Ask(city.Visitor(), await Letter("Ohne"))).Heading);
        Assert.Equal("Wir können diese Datei nicht prüfen", (await Ask(city.Visitor(), "kein PDF"u8.ToArray())).Heading);
    }

    [Fact]
    public async Task No_file_an_empty_file_and_a_large_file_get_a_friendly_error()
    {
        foreach (var files in new UploadFile[][] { [], [File([])] })
        {
            var page = await (await city.Visitor().Open("/echtheit")).Submit("Dokument prüfen", new Dictionary<string, object?>(), files);
            Assert.Equal(HttpStatusCode.BadRequest, page.Status);
            Assert.Contains("Bitte wählen Sie die PDF-Datei aus", page.Words, StringComparison.Ordinal);
        }

        var large = await Ask(city.Visitor(), new byte[Pruefung.MostBytes + 1]);
        Assert.Equal(HttpStatusCode.BadRequest, large.Status);
        Assert.Contains("höchstens 20 MB", large.Words, StringComparison.Ordinal);
        Assert.Contains("Die Datei ist zu groß", large.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hostile_file_name_is_shown_as_text()
    {
        var page = await (await city.Visitor().Open("/echtheit")).Submit("Dokument prüfen", new Dictionary<string, object?>(), new UploadFile("Datei", "<b onclick=x>.pdf", "application/pdf", await Letter("Name")));
        Assert.Empty(page.Document.QuerySelectorAll("[onclick]"));
        // Made harmless as every uploaded name is, and still recognisable.
        Assert.Contains("b onclick=x.pdf", page.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Programs_ask_the_API()
    {
        var bytes = await SealedLetter("API");
        var answer = await Post(bytes, "application/pdf");
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        using var json = JsonDocument.Parse(answer.Body);
        Assert.Equal("echt", json.RootElement.GetProperty("ergebnis").GetString());
        Assert.Equal("Stadt Bielefeld", json.RootElement.GetProperty("siegel").GetProperty("inhaber").GetString());
        Assert.True(json.RootElement.GetProperty("imSiegelverzeichnis").GetBoolean());
        using var altered = JsonDocument.Parse((await Post(Rotated(bytes), "application/pdf")).Body);
        Assert.Equal("veraendert", altered.RootElement.GetProperty("ergebnis").GetString());
        using var empty = JsonDocument.Parse((await Post([], "application/pdf")).Body);
        Assert.Equal("unlesbar", empty.RootElement.GetProperty("ergebnis").GetString());
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await Post(bytes, "text/plain")).Status);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await Post(new byte[Pruefung.MostBytes + 1], "application/pdf")).Status);
    }

    [Fact]
    public async Task The_same_document_is_sealed_once_however_often_and_at_once()
    {
        var letter = await Letter("Einmal");
        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Seal(letter, "Bescheid Einmal")));
        Assert.All(all, one => Assert.Equal(all[0].Bytes, one.Bytes));
        Assert.Equal(1, await city.Read(db => db.Set<Siegelung>().CountAsync(row => row.Reason == "Bescheid Einmal", Cancel)));
        Assert.Equal(letter, all[0].Bytes[..letter.Length]);
    }

    [Fact]
    public async Task Sealing_stands_in_the_Protokoll_of_its_subject()
    {
        await Seal(await Letter("Protokoll"), "Bescheid Protokoll", "vorgang:siegeltest");
        var history = await city.Inside(services => services.GetRequiredService<Leineweber.Foundation.Protokoll.History>().Of("vorgang:siegeltest", Cancel));
        Assert.Contains(history, entry => entry.Action == "siegel.applied");
    }

    [Fact]
    public async Task What_cannot_be_sealed_is_refused()
    {
        var outcome = await city.Inside(services => services.GetRequiredService<Siegel>().Apply(Actor.CommandLine, "%PDF-1.7 kaputt"u8.ToArray(), "x", "test:1", Cancel));
        Assert.Equal("siegel.unreadable", outcome.Refusal?.Code);
    }

    [Fact]
    public void The_seal_key_is_readable_by_its_owner_only_and_says_that_it_is_not_qualified()
    {
        var folder = Path.Combine(city.DataFolder, "mandanten", "bielefeld", "schluessel", "demo-siegel");
        Assert.All(Directory.GetFiles(folder), file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(file)));
        using var certificate = System.Security.Cryptography.X509Certificates.X509Certificate2.CreateFromPem(System.IO.File.ReadAllText(Path.Combine(folder, "siegel.pem")));
        Assert.Contains("Demo-Siegel Stadt Bielefeld", certificate.Subject, StringComparison.Ordinal);
        Assert.Contains("kein qualifiziertes Siegel", certificate.Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Poppler_and_qpdf_agree()
    {
        var bytes = await SealedLetter("Poppler");
        var verdict = await Tools.Run("pdfsig", bytes, "-nocert");
        Assert.Contains("Signature is Valid", verdict, StringComparison.Ordinal);
        Assert.Contains("Total document signed", verdict, StringComparison.Ordinal);
        Assert.Contains("ETSI.CAdES.detached", verdict, StringComparison.Ordinal);
        Assert.Contains("No syntax or stream encoding errors", await Tools.Run("qpdf", bytes, "--check"), StringComparison.Ordinal);
        Assert.Contains("Tagged:          yes", await Tools.Run("pdfinfo", bytes), StringComparison.Ordinal);
        bytes[2_000] ^= 1;
        Assert.DoesNotContain("Signature is Valid", await Tools.Run("pdfsig", bytes, "-nocert"), StringComparison.Ordinal);
    }

    private static UploadFile File(byte[] bytes) => new("Datei", "bescheid.pdf", "application/pdf", bytes);

    private static async Task<Page> Ask(Visitor visitor, byte[] bytes) =>
        await (await visitor.Open("/echtheit")).Submit("Dokument prüfen", new Dictionary<string, object?>(), File(bytes));

    private async Task<Page> Post(byte[] bytes, string type)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return await city.Visitor().Send(HttpMethod.Post, new Uri("http://127.0.0.1/api/v1/echtheit"), content);
    }

    private async Task<byte[]> SealedLetter(string subject) => (await Seal(await Letter(subject), "Bescheid " + subject)).Bytes;

    private async Task<SealedPdf> Seal(byte[] pdf, string reason, string subject = "test:siegel") =>
        (await city.Inside(services => services.GetRequiredService<Siegel>().Apply(Actor.CommandLine, pdf, reason, subject, Cancel))).Value;

    private Task<byte[]> Letter(string subject) => city.Services.GetRequiredService<ITypesetter>().Render(new Brief
    {
        Absender = new("Stadt Bielefeld", "Bürgeramt"),
        Empfaenger = ["Frau", "Elif Beispiel"],
        Bezug = [new("Aktenzeichen", "320-2026-000417")],
        Betreff = subject,
        Text = [Textblock.Paragraph("Ihr Antrag wird bewilligt.")],
    }.ToTypeset(), Cancel);

    /// <summary>The page turned by an update behind the seal.</summary>
    private static byte[] Rotated(byte[] pdf)
    {
        var file = Leineweber.Standards.Pdf.PdfFile.Open(pdf);
        var update = new Leineweber.Standards.Pdf.PdfUpdate(file);
        var page = new Leineweber.Standards.Pdf.PdfDict((Leineweber.Standards.Pdf.PdfDict)file.Resolve(file.Pages()[0])!) { ["Rotate"] = new Leineweber.Standards.Pdf.PdfNumber(180) };
        update.Replace(file.Pages()[0], page);
        return update.ToBytes();
    }
}
