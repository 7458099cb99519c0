using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Leineweber.Akten;
using Leineweber.Foundation.Ablage;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Uploads;
using Leineweber.Postkorb;
using Leineweber.Tests.Formulare;
using Leineweber.Tests.Rechte;
using Leineweber.Tests.Verfahren;
using Leineweber.Zahlungen;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Tests.Feindlich;

/// <summary>Every file of the hostile corpus at every door for files: refused with a word that helps, or taken in where it can do no harm; nothing in between.</summary>
public sealed class UploadTests(City city) : IClassFixture<City>
{
    private const long MostGrowth = 256L * 1024 * 1024;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private static readonly string[] Taken = ["application/pdf", "image/jpeg", "image/png", "image/webp", "image/tiff", "image/heic"];

    private readonly List<string> wrong = [];

    [Fact]
    public void The_corpus_holds_more_than_500_files_each_another()
    {
        Assert.True(Uploadkorpus.All.Count >= 500, $"{Uploadkorpus.All.Count} files");
        Assert.Empty(Uploadkorpus.All.GroupBy(file => (Convert.ToHexString(SHA256.HashData(file.Content)), file.Name, file.Type)).Where(group => group.Count() > 1).Select(group => string.Join(" = ", group.Select(file => file.What))));
    }

    [Fact]
    public async Task The_gate_refuses_every_file_with_advice_or_keeps_it_whole_under_a_harmless_name()
    {
        var blobs = await Blobs();
        var (memory, kept, watch) = (GC.GetTotalMemory(forceFullCollection: true), new HashSet<string>(), Stopwatch.StartNew());
        await city.Inside(async services =>
        {
            var gate = services.GetRequiredService<UploadGate>();
            foreach (var file in Uploadkorpus.All)
            {
                using var content = new MemoryStream(file.Content);
                var one = Stopwatch.StartNew();
                var outcome = await gate.Receive(new FormFile(content, 0, content.Length, "x", file.Name), Cancel);
                Must(file, one.Elapsed < Longest || await Again(gate, file) < Longest, $"took {one.Elapsed}");
                Must(file, file.Ausgang != Ausgang.Accepted || outcome.IsOk, $"refused: {outcome.Refusal?.Message}");
                Must(file, file.Ausgang != Ausgang.Refused || !outcome.IsOk, "taken in");
                if (outcome.Refusal is { } refusal)
                {
                    Must(file, refusal.Message.Contains("Bitte", StringComparison.Ordinal) || refusal.Message.Contains("höchstens", StringComparison.Ordinal), $"no advice: {refusal.Message}");
                    continue;
                }

                kept.Add(outcome.Value.Blob.Sha256);
                Must(file, Convert.ToHexStringLower(SHA256.HashData(file.Content)) == outcome.Value.Blob.Sha256, "kept as something else");
                Must(file, Taken.Contains(outcome.Value.ContentType) && IsHarmless(outcome.Value.Name), $"kept as {outcome.Value.ContentType} '{outcome.Value.Name}'");
            }
        });

        var growth = GC.GetTotalMemory(forceFullCollection: true) - memory;
        TestContext.Current.TestOutputHelper?.WriteLine($"{Uploadkorpus.All.Count} files, {kept.Count} contents taken in, {watch.Elapsed.TotalSeconds:F1} s, {growth / 1_048_576.0:F1} MB more memory");
        NothingWrong();
        var stored = await Blobs();
        Assert.Subset(stored.ToHashSet(), kept);
        Assert.Empty(stored.Except(blobs).Except(kept));
        Assert.True(growth < MostGrowth, $"{growth / 1_048_576} MB more memory than before");
    }

    [Fact]
    public async Task At_a_form_a_file_is_refused_with_advice_or_comes_back_as_a_harmless_download()
    {
        var visitor = city.Visitor();
        var filler = new Filler("bielefeld", "bewohnerparkausweis");
        var page = await filler.Walk(await filler.Begin(visitor), "nachweis");
        foreach (var file in Part(0))
        {
            page = await new Tuer(visitor, page, "fahrzeugschein", "Hochladen").Send(file);
            if (IsRefused(file, page))
            {
                continue;
            }

            var link = page.Document.QuerySelector("a[href*='/anlage/']");
            if (link is null)
            {
                Must(file, false, $"neither refused nor there: {(int)page.Status} {page.Words}");
                continue;
            }

            CheckDownload(file, await visitor.Open(link.GetAttribute("href")!));
            page = await page.Submit("Entfernen: ");
            Must(file, page.Document.QuerySelector("a[href*='/anlage/']") is null, "cannot be removed");
        }

        NothingWrong();
    }

    [Fact]
    public async Task An_answer_in_the_Postkorb_takes_in_what_a_form_takes_in()
    {
        var citizen = await city.Citizen();
        var page = await citizen.Open($"/postkorb/{await Deliver()}");
        foreach (var file in Part(1))
        {
            var answer = await new Tuer(citizen, page, "Files", "Antwort senden").Send(file);
            if (!IsRefused(file, answer))
            {
                CheckDownload(file, await citizen.Open(await AddressOf(file)));
                page = await citizen.Open($"/postkorb/{await Deliver()}");
            }
        }

        NothingWrong();
        Assert.Equal(0, await city.Read(db => db.Set<Nachricht>().Where(row => row.AnswerTo != null && row.Anlagen.Count == 0).CountAsync(Cancel)));
    }

    [Fact]
    public async Task A_message_to_the_office_takes_in_all_of_its_files_or_none()
    {
        var (citizen, row) = await city.Apply(name: "Korpus");
        var door = new Tuer(citizen, await citizen.Open($"/vorgang/{row.AntragId}/schreiben"), "Files", "Nachricht senden");
        var good = new Korpusdatei("a good one", Filler.Photo("x").Content, "gut.png", "image/png");
        var before = await city.Read(db => db.Set<Nachricht>().CountAsync(Cancel));
        foreach (var file in Part(2).Where(file => file.Ausgang == Ausgang.Refused))
        {
            var answer = await door.Send(good, file);
            Must(file, IsRefused(file, answer), "taken in with a good one");
        }

        Assert.Equal(before, await city.Read(db => db.Set<Nachricht>().CountAsync(Cancel)));
        var many = await door.Send([.. Enumerable.Repeat(good, Upload.MostFiles + 1)]);
        Assert.Contains("höchstens 10", many.Errors, StringComparison.Ordinal);
        NothingWrong();
    }

    [Fact]
    public async Task Staff_file_by_hand_and_what_is_filed_is_shown_as_what_it_is_or_not_at_all()
    {
        var (_, row) = await city.Apply(name: "Ablage");
        var wilma = await city.Staff(Amtsstube.Wilma);
        var door = new Tuer(wilma, await wilma.Open($"/amt/akten/vorgang/{row.VorgangId}/ablegen"), "Dateien", "Ablegen");
        foreach (var file in Part(3))
        {
            if (!IsRefused(file, await door.Send(file)))
            {
                var document = await city.Read(db => db.Set<Dokument>().Where(one => one.VorgangId == row.VorgangId).OrderByDescending(one => one.Id).Select(one => one.Id).FirstAsync(Cancel));
                CheckShown(file, await wilma.Open($"/amt/dokument/{document}/inhalt"));
            }
        }

        NothingWrong();
    }

    [Fact]
    public async Task Whether_a_file_is_genuine_is_answered_for_any_file_and_nothing_is_kept()
    {
        var (visitor, blobs) = (city.Visitor(), await Blobs());
        var door = new Tuer(visitor, await visitor.Open("/echtheit"), "Datei", "Dokument prüfen");
        foreach (var file in Part(4))
        {
            var page = await door.Send(file);
            Must(file, page.Status is HttpStatusCode.OK or HttpStatusCode.BadRequest && !page.Words.Contains("ist echt und unverändert", StringComparison.Ordinal), $"{(int)page.Status} {page.Words}");
            Judge(file, page);
            using var content = new ByteArrayContent(file.Content);
            content.Headers.TryAddWithoutValidation("Content-Type", "application/pdf");
            var answer = await visitor.Send(HttpMethod.Post, new Uri("http://127.0.0.1/api/v1/echtheit"), content);
            Must(file, answer.Status == HttpStatusCode.OK && answer.Body.Contains("\"ergebnis\"", StringComparison.Ordinal) && !answer.Body.Contains("\"echt\"", StringComparison.Ordinal), $"the interface says {(int)answer.Status} {answer.Body[..Math.Min(200, answer.Body.Length)]}");
        }

        NothingWrong();
        Assert.Equal(blobs, await Blobs());
    }

    [Theory]
    [InlineData("falk.feldname", "/amt/formulare", "Einlesen")]
    [InlineData("karin.kleingeld", "/amt/zahlungen/einlesen", "Einlesen")]
    public async Task What_is_no_form_and_no_statement_is_refused_whole(string person, string address, string button)
    {
        var staff = await city.Staff(person);
        var door = new Tuer(staff, await staff.Open(address), "datei", button);
        var before = await city.Read(async db => (await db.Set<Leineweber.Formulare.FormularVersion>().CountAsync(Cancel), await db.Set<Zahlungseingang>().CountAsync(Cancel)));
        foreach (var file in Part(5).Where(file => file.Content.Length < 5_000_000))
        {
            Must(file, IsRefused(file with { Ausgang = Ausgang.Refused }, await door.Send(file)), "taken in");
        }

        NothingWrong();
        Assert.Equal(before, await city.Read(async db => (await db.Set<Leineweber.Formulare.FormularVersion>().CountAsync(Cancel), await db.Set<Zahlungseingang>().CountAsync(Cancel))));
    }

    /// <summary>Doors behind the same gate get a part of the corpus each; <c>LEINEWEBER_KORPUS=ganz</c> gives every file to each.</summary>
    private static IEnumerable<Korpusdatei> Part(int number) =>
        Environment.GetEnvironmentVariable("LEINEWEBER_KORPUS") == "ganz" ? Uploadkorpus.All : Uploadkorpus.All.Where((_, index) => index % 6 == number);

    /// <summary>A busy machine makes one wait, not the same one five times: the shortest counts.</summary>
    private static async Task<TimeSpan> Again(UploadGate gate, Korpusdatei file)
    {
        var shortest = TimeSpan.MaxValue;
        for (var time = 1; time < 5 && shortest >= Longest; time++)
        {
            using var content = new MemoryStream(file.Content);
            var watch = Stopwatch.StartNew();
            await gate.Receive(new FormFile(content, 0, content.Length, "x", file.Name), Cancel);
            shortest = watch.Elapsed < shortest ? watch.Elapsed : shortest;
        }

        return shortest;
    }

    /// <summary>True where the answer is a refusal; whether that is right, and whether it helps, is noted.</summary>
    private bool IsRefused(Korpusdatei file, Page page)
    {
        Judge(file, page);
        var isRefused = page.Errors.Length > 0;
        Must(file, page.Status is HttpStatusCode.OK or HttpStatusCode.BadRequest or HttpStatusCode.Conflict, $"{(int)page.Status}");
        Must(file, isRefused == page.Status is not HttpStatusCode.OK, $"{(int)page.Status} with the words '{page.Errors}'");
        Must(file, file.Ausgang != Ausgang.Refused || isRefused, "taken in");
        Must(file, file.Ausgang != Ausgang.Accepted || !isRefused, $"refused: {page.Errors}");
        Must(file, !isRefused || new[] { "Bitte", "höchstens", "Unten steht, was zu ändern ist" }.Any(advice => page.Errors.Contains(advice, StringComparison.Ordinal)), $"no advice: {page.Errors}");
        return isRefused;
    }

    private void Judge(Korpusdatei file, Page page)
    {
        Must(file, (int)page.Status < 500, $"{(int)page.Status}");
        Must(file, !page.Body.Contains("<lwx", StringComparison.OrdinalIgnoreCase), "shown as markup");
        Must(file, !Antwortregeln.InnerWorkings().IsMatch(page.Body), "shows its inner workings");
        Must(file, !page.Body.Contains("root:x:0", StringComparison.Ordinal), "read a file of ours");
    }

    private void CheckDownload(Korpusdatei file, Page answer)
    {
        var headers = answer.Answer.Content.Headers;
        var name = headers.ContentDisposition?.FileNameStar ?? headers.ContentDisposition?.FileName?.Trim('"') ?? "";
        Must(file, answer.Status == HttpStatusCode.OK && answer.Bytes.AsSpan().SequenceEqual(file.Content), "is not what was sent");
        Must(file, headers.ContentDisposition?.DispositionType == "attachment", "no attachment");
        Must(file, Taken.Contains(headers.ContentType?.MediaType), $"comes as {headers.ContentType}");
        Must(file, answer.Answer.Headers.GetValues("Content-Security-Policy").Single() == "default-src 'none'; sandbox" && answer.Answer.Headers.GetValues("X-Content-Type-Options").Single() == "nosniff", "may do something");
        Must(file, IsHarmless(name), $"is called '{name}'");
    }

    private void CheckShown(Korpusdatei file, Page answer)
    {
        var headers = answer.Answer.Content.Headers;
        var policy = answer.Answer.Headers.GetValues("Content-Security-Policy").Single();
        Must(file, answer.Bytes.AsSpan().SequenceEqual(file.Content), "is not what was sent");
        Must(file, answer.Answer.Headers.GetValues("X-Content-Type-Options").Single() == "nosniff" && !policy.Contains("unsafe", StringComparison.Ordinal) && policy.StartsWith("default-src 'none'", StringComparison.Ordinal), $"policy {policy}");
        Must(file, headers.ContentDisposition?.DispositionType == "attachment" ? headers.ContentType?.MediaType == "application/octet-stream"
            : Taken.Contains(headers.ContentType?.MediaType) && Inhalt.Fits(headers.ContentType!.MediaType!, file.Content) && (headers.ContentType.MediaType == "application/pdf" || policy.EndsWith("sandbox", StringComparison.Ordinal)), $"shown as {headers.ContentType} under {policy}");
    }

    /// <summary>No path, no control or direction sign, no device, and an ending that says what it is.</summary>
    private static bool IsHarmless(string name) => name.Length is > 4 and <= 120
        && !name.Any(c => char.IsControl(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.LineSeparator || c is '/' or '\\' or '<' or '>' or '"' or ':' or '|')
        && Path.GetExtension(name) is ".pdf" or ".jpg" or ".png" or ".webp" or ".tif" or ".heic"
        && !new[] { "CON", "NUL", "COM1", "LPT9" }.Contains(name.Split('.')[0].ToUpperInvariant());

    private void Must(Korpusdatei file, bool holds, string what)
    {
        if (!holds)
        {
            wrong.Add($"{file.What} ({file.Content.Length} bytes): {what}");
        }
    }

    private void NothingWrong()
    {
        Assert.True(wrong.Count == 0, $"{wrong.Count} wrong:\n{string.Join('\n', wrong.Take(40))}");
        Assert.Empty(city.Log.Errors);
    }

    private async Task<List<string>> Blobs() => await city.Inside(async services =>
    {
        var all = new List<string>();
        await foreach (var blob in services.GetRequiredService<IAblage>().List(discarded: false, Cancel))
        {
            all.Add(blob.Sha256);
        }

        return all.Order(StringComparer.Ordinal).ToList();
    });

    private async Task<string> AddressOf(Korpusdatei file)
    {
        var answer = await city.Read(db => db.Set<Nachricht>().Include(row => row.Anlagen).Where(row => row.AnswerTo != null).OrderByDescending(row => row.Id).FirstAsync(Cancel));
        return $"/postkorb/{answer.Id}/anlage/{answer.Anlagen[0].Id}?{Uri.EscapeDataString(file.What)}";
    }

    private async Task<Guid> Deliver()
    {
        var konto = await city.KontoOf();
        return await city.Inside(services => services.GetRequiredService<LeineweberDb>().Write(Leineweber.Foundation.Actor.System("test"), w =>
            services.GetRequiredService<Postkoerbe>().Deliver(w, new Zusendung(konto, NachrichtArt.Nachforderung, "Es fehlt etwas", "Bitte.", "Amt für Verkehr", $"test:{Guid.CreateVersion7()}") { AnswerAllowed = true }, Cancel)));
    }
}
