using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Leineweber.Formulare;
using Leineweber.Formulare.Felder;
using Leineweber.Formulare.Import;
using Leineweber.Formulare.Submit;
using Leineweber.Foundation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Tests.Formulare;

public sealed class HostileTests(City city) : IClassFixture<City>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Forms => [.. Directory.GetFiles(Path.Combine(Repository.Root, "demo", "bielefeld", "formulare"), "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    public static TheoryData<string, byte[]> BadFiles => new()
    {
        { "eicar.pdf", Encoding.ASCII.GetBytes("%PDF-1.4 X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-" + "STANDARD-ANTIVIRUS-TEST-FILE!$H+H* %%EOF") },
        { "programm.pdf", Encoding.ASCII.GetBytes("MZ\x90\0this program cannot be run in DOS mode") },
        { "seite.html", Encoding.UTF8.GetBytes("<!DOCTYPE html><script>alert(1)</script>") },
        { "bild.svg", Encoding.UTF8.GetBytes("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>") },
        { "foto.jpg", [0xFF, 0xD8, 0xFF, 0xE0, .. Encoding.ASCII.GetBytes("<script>alert(1)</script>"), 0xFF, 0xD9] },
        { "zip.pdf", [.. Encoding.ASCII.GetBytes("%PDF-1.4\n%%EOF\n"), .. Encoding.ASCII.GetBytes("PK\x05\x06"), .. new byte[18]] },
        { "leer.pdf", [] },
        { "gross.jpg", [0xFF, 0xD8, 0xFF, .. new byte[11 * 1024 * 1024], 0xFF, 0xD9] },
    };

    [Theory, MemberData(nameof(Forms))]
    public async Task Hostile_text_in_every_field_is_refused_or_shown_as_text(string key)
    {
        foreach (var hostile in new[] { "<script>alert(1)</script>", "'; DROP TABLE antrag; --", "\0\u0007\u202Eabc", "{{7*7}}${7*7}#import", new string('A', 20_000), "😀\uD83D" })
        {
            var filler = new Filler("bielefeld", key);
            var page = await filler.Begin(city.Visitor());
            for (var hop = 0; hop < 40 && !page.Address.AbsolutePath.EndsWith("/pruefen", StringComparison.Ordinal); hop++)
            {
                if (page.Document.QuerySelector("input[name=gefragt]") is not null)
                {
                    var fields = page.Document.QuerySelectorAll("main form input[name], main form textarea[name]").Select(input => input.GetAttribute("name")!)
                        .Where(name => name is not ("stand" or "gefragt" or "eintrag" or "__formular")).Distinct().ToDictionary(name => name, _ => (object?)hostile);
                    var answer = await page.Submit("Weiter", fields);
                    Assert.True((int)answer.Status < 500, $"{page.Address} {(int)answer.Status}: {hostile[..Math.Min(20, hostile.Length)]}");
                    Assert.DoesNotContain("<script>alert", answer.Body, StringComparison.Ordinal);
                    page = answer.Address.AbsolutePath == page.Address.AbsolutePath ? page : answer;
                }

                page = await filler.Next(page);
            }

            Assert.DoesNotContain("<script>alert", page.Body, StringComparison.Ordinal);
        }

        Assert.Empty(city.Log.Errors);
    }

    [Theory, MemberData(nameof(BadFiles))]
    public async Task Bad_files_are_refused_with_a_reason_and_nothing_is_kept(string name, byte[] content)
    {
        var filler = new Filler("bielefeld", "bewohnerparkausweis");
        var page = await filler.Walk(await filler.Begin(city.Visitor()), "nachweis");
        var answer = await page.Submit("Hochladen", new Dictionary<string, object?>(), new UploadFile("fahrzeugschein", name, "image/jpeg", content));
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.NotEqual("", answer.Errors);
        Assert.Null(answer.Document.QuerySelector("a[href*='/anlage/']"));
        answer = await answer.Submit("Hochladen", new Dictionary<string, object?>(), new UploadFile("fahrzeugschein", "../../etc/pa\u202Esswd\0.png", "image/png", Filler.Photo("x").Content));
        Assert.Equal("passwd.png", answer.Document.QuerySelector("a[href*='/anlage/']")?.TextContent);
        answer = await answer.Submit("Entfernen: passwd.png");
        Assert.Null(answer.Document.QuerySelector("a[href*='/anlage/']"));
    }

    [Fact]
    public async Task A_body_of_200_megabytes_is_turned_away_unread()
    {
        var filler = new Filler("bielefeld", "bewohnerparkausweis");
        var visitor = city.Visitor();
        var page = await filler.Walk(await filler.Begin(visitor), "nachweis");
        var body = new StreamContent(new NeverRead());
        body.Headers.ContentLength = 200_000_000;
        body.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=x");
        var answer = await visitor.Send(HttpMethod.Post, page.Address, body);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.Status);
        Assert.Contains("höchstens 10 MB", answer.Errors, StringComparison.Ordinal);
        Assert.Equal(page.Address.AbsolutePath, answer.Address.AbsolutePath);
    }

    [Fact]
    public async Task A_hidden_upload_is_parked_and_comes_back_but_is_never_submitted()
    {
        var filler = new Filler("bielefeld", "bewohnerparkausweis");
        var visitor = city.Visitor();
        filler.Answers["halter"] = "firma";
        var check = await filler.Walk(await filler.Begin(visitor));
        var id = Guid.Parse(check.Address.Segments[2].TrimEnd('/'));
        Assert.Contains("Bestätigung des Arbeitgebers", check.Words, StringComparison.Ordinal);
        var car = await visitor.Open($"/antrag/{id}/fahrzeug?zurueck=pruefen");
        check = await car.Submit("Weiter", new Dictionary<string, object?> { ["halter"] = "ich" });
        Assert.EndsWith("/pruefen", check.Address.AbsolutePath, StringComparison.Ordinal);
        Assert.DoesNotContain("Bestätigung des Arbeitgebers", check.Words, StringComparison.Ordinal);
        car = await visitor.Open($"/antrag/{id}/fahrzeug?zurueck=pruefen");
        check = await car.Submit("Weiter", new Dictionary<string, object?> { ["halter"] = "firma" });
        Assert.Contains("Bestätigung des Arbeitgebers", check.Words, StringComparison.Ordinal);
        car = await visitor.Open($"/antrag/{id}/fahrzeug?zurueck=pruefen");
        check = await car.Submit("Weiter", new Dictionary<string, object?> { ["halter"] = "ich" });
        await check.Submit("Kostenpflichtig absenden");
        var content = await city.Inside(services => services.GetRequiredService<Antraege>().Read(id, Cancel));
        Assert.Single(content!.Uploads);
        Assert.DoesNotContain("arbeitgeber", content.AnswersJson, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_forged_fee_charges_nothing_else_than_the_form_says()
    {
        var filler = new Filler("bielefeld", "sperrmuell");
        var check = await filler.Walk(await filler.Begin(city.Visitor()));
        var refused = await check.Submit("Kostenpflichtig absenden", new Dictionary<string, object?> { ["gebuehr"] = "1" });
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        var id = Guid.Parse(check.Address.Segments[2].TrimEnd('/'));
        Assert.Equal(AntragStatus.Entwurf, (await city.Read(db => db.Set<Antrag>().SingleAsync(row => row.Id == id, Cancel))).Status);
        await refused.Submit("Kostenpflichtig absenden");
        Assert.Equal(2000, (await city.Read(db => db.Set<Antrag>().SingleAsync(row => row.Id == id, Cancel))).FeeCents);
    }

    [Fact]
    public async Task The_last_places_are_given_once_and_the_others_are_asked_before_they_wait()
    {
        var checks = new List<Page>();
        for (var person = 0; person < 5; person++)
        {
            var filler = new Filler("bielefeld", "ferienspiele");
            filler.Answers["wochen"] = new[] { "ostern-1" };
            checks.Add(await filler.Walk(await filler.Begin(city.Visitor())));
        }

        var sent = await Task.WhenAll(checks.Select(check => check.Submit("Kostenpflichtig absenden")));
        Assert.Equal(2, sent.Count(page => page.Address.AbsolutePath.StartsWith("/zahlung/", StringComparison.Ordinal)));
        var late = sent.Where(page => page.Status == HttpStatusCode.Conflict).ToList();
        Assert.Equal(3, late.Count);
        Assert.All(late, page => Assert.Contains("Warteliste", page.Words, StringComparison.Ordinal));
        var waiting = await late[0].Submit("Antrag absenden");
        Assert.Equal("Wir haben Ihren Antrag", waiting.Heading);
        var places = await city.Read(db => db.Set<Platz>().Where(row => row.KontingentId == "ostern-1").GroupBy(row => row.Status).Select(group => new { group.Key, Count = group.Count() }).ToListAsync(Cancel));
        Assert.Equal((2, 1), (places.Single(row => row.Key == PlatzStatus.Reserviert).Count, places.Single(row => row.Key == PlatzStatus.Warteliste).Count));
    }

    [Fact]
    public async Task A_draft_keeps_its_version_when_a_new_one_is_published()
    {
        var filler = new Filler("bielefeld", "sperrmuell");
        var visitor = city.Visitor();
        var page = await filler.Begin(visitor);
        var json = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "demo", "bielefeld", "formulare", "sperrmuell.json"), Cancel))!;
        json["fees"]![0]!["cents"] = 9900;
        await city.Inside(async services =>
        {
            var catalog = services.GetRequiredService<Formularkatalog>();
            var (version, notes) = await catalog.Import(Actor.CommandLine, json.ToJsonString(), Cancel);
            Assert.Equal(2, version!.Number);
            await catalog.Publish(Actor.CommandLine, version.Id, Cancel);
            Assert.Equal(version.Id, (await catalog.Import(Actor.CommandLine, json.ToJsonString(), Cancel)).Version!.Id);
        });
        Assert.Contains("20,00", (await filler.Walk(page)).Words, StringComparison.Ordinal);
        Assert.Contains("99,00", (await filler.Walk(await filler.Begin(city.Visitor()))).Words, StringComparison.Ordinal);
        await city.Inside(async services =>
        {
            var catalog = services.GetRequiredService<Formularkatalog>();
            var first = (await catalog.Import(Actor.CommandLine, await File.ReadAllTextAsync(Path.Combine(Repository.Root, "demo", "bielefeld", "formulare", "sperrmuell.json"), Cancel), Cancel)).Version!;
            await catalog.Publish(Actor.CommandLine, first.Id, Cancel);
        });
    }

    private sealed class NeverRead : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => 200_000_000;

        public override long Position { get; set; }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new InvalidOperationException("The body was read.");

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
